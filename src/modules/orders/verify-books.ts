import { LEDGER_CHECKS } from "@/modules/inventory/verify-ledger";
import { ORDER_CHECKS } from "@/modules/orders/order-checks";
import type { Context } from "@/platform/context";
import { type Report, verify } from "@/platform/verify";

/** Re-adds the ledger, what is kept from it, and what orders say of it, in one snapshot. */
export const verifyBooks = (ctx: Pick<Context, "db">): Promise<Report> =>
  verify(ctx, [...LEDGER_CHECKS, ...ORDER_CHECKS]);
