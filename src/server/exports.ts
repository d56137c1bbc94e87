import { approvalsExports } from "@/modules/approvals/exports";
import { catalogExports } from "@/modules/catalog/exports";
import { historyExports } from "@/modules/history/exports";
import { importsExports } from "@/modules/imports/exports";
import { inventoryExports } from "@/modules/inventory/exports";
import { invoicesExports } from "@/modules/invoices/exports";
import { ordersExports } from "@/modules/orders/exports";
import { parcelsExports } from "@/modules/parcels/exports";
import { pricingExports } from "@/modules/pricing/exports";
import { reportsExports } from "@/modules/reports/exports";
import { returnsExports } from "@/modules/returns/exports";
import { usersExports } from "@/modules/users/exports";
import type { ListExport } from "@/platform/exports/define-export";

const ALL: readonly ListExport[] = [
  ...usersExports,
  ...approvalsExports,
  ...catalogExports,
  ...inventoryExports,
  ...pricingExports,
  ...ordersExports,
  ...returnsExports,
  ...invoicesExports,
  ...reportsExports,
  ...parcelsExports,
  ...importsExports,
  ...historyExports,
];

/** Every list that can be had as a file, by the procedure that asks for it. */
export const EXPORTS: ReadonlyMap<string, ListExport> = new Map(ALL.map((each) => [each.list, each]));
