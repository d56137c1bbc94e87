import { approvalsRouter } from "@/modules/approvals/router";
import { catalogRouter } from "@/modules/catalog/router";
import { customersRouter } from "@/modules/customers/router";
import { documentsRouter } from "@/modules/documents/router";
import { historyRouter } from "@/modules/history/router";
import { importsRouter } from "@/modules/imports/router";
import { inventoryRouter } from "@/modules/inventory/router";
import { invoicesRouter } from "@/modules/invoices/router";
import { notificationsRouter } from "@/modules/notifications/router";
import { ordersRouter } from "@/modules/orders/router";
import { parcelsRouter } from "@/modules/parcels/router";
import { pickingRouter } from "@/modules/picking/router";
import { pricingRouter } from "@/modules/pricing/router";
import { privacyRouter } from "@/modules/privacy/router";
import { reportsRouter } from "@/modules/reports/router";
import { returnsRouter } from "@/modules/returns/router";
import { shopRouter } from "@/modules/shop/router";
import { usersRouter } from "@/modules/users/router";
import { viewsRouter } from "@/modules/views/router";
import { router } from "@/platform/trpc/procedure";
import { ledgerRouter } from "./ledger";
import { liveRouter } from "./live";
import { systemRouter } from "./system";

export const appRouter = router({
  shop: shopRouter,
  users: usersRouter,
  approvals: approvalsRouter,
  views: viewsRouter,
  catalog: catalogRouter,
  inventory: inventoryRouter,
  customers: customersRouter,
  pricing: pricingRouter,
  orders: ordersRouter,
  returns: returnsRouter,
  invoices: invoicesRouter,
  picking: pickingRouter,
  documents: documentsRouter,
  reports: reportsRouter,
  parcels: parcelsRouter,
  history: historyRouter,
  imports: importsRouter,
  notifications: notificationsRouter,
  privacy: privacyRouter,
  ledger: ledgerRouter,
  system: systemRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;
