import { and, desc, eq } from "drizzle-orm";
import { approvalRequests } from "@/modules/approvals/schema";
import { withdrawAbout } from "@/modules/approvals/withdraw-approval";
import { DiscountAsked } from "@/modules/orders/contract";
import { discountAboveLimit } from "@/modules/orders/refusals";
import type { Context, TxContext } from "@/platform/context";
import { type Discount, isAbove, isCovered } from "./discount";

const APPROVED_MAX = 20;

/** The limit of the person who asks, and the lowest of any role. */
export type DiscountLimits = { own: number | null; lowest: number | null };

type Confirmable = { id: string; number: number; version: number; customerId: string } & Discount;

/**
 * The discount of a draft that is confirmed now: within the limit of the person, or as a second person has approved it.
 * Up to the lowest limit of all nobody can have asked for anything, and nothing is looked up.
 *
 * @throws discountAboveLimit
 */
export async function assertDiscount(ctx: TxContext, order: Confirmable, limits: DiscountLimits): Promise<void> {
  if (!isAbove(order, limits.lowest)) return;
  if (isAbove(order, limits.own) && !(await isApproved(ctx, order)))
    throw discountAboveLimit({ number: order.number, rate: order.rateMax, limit: limits.own ?? 0 });
  await withdrawAbout(ctx, "order-discount", order.id, "The order was confirmed.");
}

export async function isApproved(ctx: Pick<Context, "db">, order: Omit<Confirmable, "number">): Promise<boolean> {
  const approved = await ctx.db
    .select({ payload: approvalRequests.payload })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.subjectId, order.id),
        eq(approvalRequests.kind, "order-discount"),
        eq(approvalRequests.state, "approved"),
      ),
    )
    .orderBy(desc(approvalRequests.id))
    .limit(APPROVED_MAX);
  return approved.some(({ payload }) => isCovered(order, DiscountAsked.parse(payload)));
}
