import { LEDGER_CHECKS } from "@/modules/inventory/verify-ledger";
import type { Context } from "@/platform/context";
import { type Report, verify } from "@/platform/database/verify";
import { ORDER_CHECKS } from "./order-checks";

/** Re-adds the ledger, what is kept from it, and what orders say of it, in one snapshot. */
export const verifyBooks = (ctx: Pick<Context, "db">): Promise<Report> =>
  verify(ctx, [...LEDGER_CHECKS, ...ORDER_CHECKS]);
