import { and, eq, inArray } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { approvalRequests } from "./schema";

/** The one text that the database lets stand in the place of a reason. */
const ERASED = "Erased";

/** Takes what was written about a customer out of requests about their orders; what was decided, and by whom, stays. */
export async function eraseApprovals(ctx: TxContext, orderIds: readonly string[]): Promise<void> {
  await ctx.db
    .update(approvalRequests)
    .set({ reason: ERASED, note: "" })
    .where(and(eq(approvalRequests.kind, "order-discount"), inArray(approvalRequests.subjectId, [...orderIds])));
}
