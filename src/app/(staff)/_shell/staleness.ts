import type { Outputs } from "@/client/trpc";
import { APPROVALS_STALENESS } from "@/modules/approvals/contract";
import { CATALOG_STALENESS } from "@/modules/catalog/contract";
import { CUSTOMERS_STALENESS } from "@/modules/customers/contract";
import { DOCUMENTS_STALENESS } from "@/modules/documents/contract";
import { HISTORY_STALENESS } from "@/modules/history/contract";
import { IMPORTS_STALENESS } from "@/modules/imports/contract";
import { INVENTORY_STALENESS } from "@/modules/inventory/staleness";
import { INVOICES_STALENESS } from "@/modules/invoices/contract";
import { NOTIFICATIONS_STALENESS } from "@/modules/notifications/contract";
import { ORDERS_STALENESS } from "@/modules/orders/staleness";
import { PARCELS_STALENESS } from "@/modules/parcels/contract";
import { PICKING_STALENESS } from "@/modules/picking/contract";
import { PRICING_STALENESS } from "@/modules/pricing/contract";
import { PRIVACY_STALENESS } from "@/modules/privacy/contract";
import { REPORTS_STALENESS } from "@/modules/reports/contract";
import { RETURNS_STALENESS } from "@/modules/returns/contract";
import { SHOP_STALENESS } from "@/modules/shop/contract";
import { USERS_STALENESS } from "@/modules/users/contract";
import { VIEWS_STALENESS } from "@/modules/views/contract";
import type { Staleness } from "@/shared/staleness";

type Module = keyof Outputs;

/** The compiler knows every router, and a test every query: `src/server/stale-queries.test.ts`. */
export const STALENESS: { readonly [M in Module]: Staleness<keyof Outputs[M] & string> } = {
  shop: SHOP_STALENESS,
  users: USERS_STALENESS,
  approvals: APPROVALS_STALENESS,
  views: VIEWS_STALENESS,
  catalog: CATALOG_STALENESS,
  inventory: INVENTORY_STALENESS,
  customers: CUSTOMERS_STALENESS,
  pricing: PRICING_STALENESS,
  orders: ORDERS_STALENESS,
  returns: RETURNS_STALENESS,
  invoices: INVOICES_STALENESS,
  picking: PICKING_STALENESS,
  documents: DOCUMENTS_STALENESS,
  reports: REPORTS_STALENESS,
  parcels: PARCELS_STALENESS,
  imports: IMPORTS_STALENESS,
  history: HISTORY_STALENESS,
  notifications: NOTIFICATIONS_STALENESS,
  privacy: PRIVACY_STALENESS,
  ledger: { verify: [] },
  system: { get: [{ facts: ["system"] }] },
  live: {},
};
