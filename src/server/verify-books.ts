import { INVENTORY_CHECKS } from "@/modules/inventory/checks";
import { ORDERS_CHECKS } from "@/modules/orders/checks";
import type { Context } from "@/platform/context";
import { type Report, verify } from "@/platform/database/verify";

/** Re-adds the ledger, what is kept from it, and what orders say of it, in one snapshot. */
export const verifyBooks = (ctx: Pick<Context, "db">): Promise<Report> =>
  verify(ctx, [...INVENTORY_CHECKS, ...ORDERS_CHECKS]);
