import { and, desc, eq } from "drizzle-orm";
import { approvalRequests } from "@/modules/approvals/schema";
import { DiscountAsked } from "@/modules/orders/contract";
import { discountAboveLimit } from "@/modules/orders/refusals";
import type { Context, TxContext } from "@/platform/context";
import { type Discount, isAbove, isCovered } from "./discount";

const APPROVED_MAX = 20;

type Confirmable = { id: string; number: number; version: number; customerId: string; warehouseId: string } & Discount;

/**
 * The discount of a draft that is confirmed now: within the limit of the person, or as a second person has approved it.
 * Within the limit nothing is looked up.
 *
 * @throws discountAboveLimit
 */
export async function assertDiscount(ctx: TxContext, order: Confirmable, limit: number | null): Promise<void> {
  if (isAbove(order, limit) && !(await isApproved(ctx, order)))
    throw discountAboveLimit({ number: order.number, rate: order.rateMax, limit: limit ?? 0 });
}

export async function isApproved(ctx: Pick<Context, "db">, order: Omit<Confirmable, "number">): Promise<boolean> {
  const approved = await ctx.db
    .select({ payload: approvalRequests.payload })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.subjectId, order.id),
        // Whoever decides for one warehouse decides for no other.
        eq(approvalRequests.warehouseId, order.warehouseId),
        eq(approvalRequests.kind, "order-discount"),
        eq(approvalRequests.state, "approved"),
      ),
    )
    .orderBy(desc(approvalRequests.id))
    .limit(APPROVED_MAX);
  return approved.some(({ payload }) => isCovered(order, DiscountAsked.parse(payload)));
}
