import { inventoryChecks } from "@/modules/inventory/checks";
import { invoicesChecks } from "@/modules/invoices/checks";
import { ordersChecks } from "@/modules/orders/checks";
import { parcelsChecks } from "@/modules/parcels/checks";
import { pickingChecks } from "@/modules/picking/checks";
import { reportsChecks } from "@/modules/reports/checks";
import { returnsChecks } from "@/modules/returns/checks";
import type { Context } from "@/platform/context";
import { type Report, verify } from "@/platform/database/verify";

/** Verifies the ledger, the balances kept from it, and the quantities of orders and returns, in one snapshot. */
export const verifyBooks = (ctx: Pick<Context, "db">): Promise<Report> =>
  verify(ctx, [
    ...inventoryChecks(null),
    ...ordersChecks(null),
    ...returnsChecks(null),
    ...invoicesChecks(null),
    ...pickingChecks,
    ...reportsChecks(null),
    ...parcelsChecks(null),
  ]);
