import { and, eq, inArray, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { approvalRequests } from "./schema";

/** The one text that the database lets stand in the place of a reason. */
const ERASED = "Erased";

type Theirs = { customerId: string; orderIds: readonly string[] };

/**
 * Takes what was written about a customer out of requests about their orders, among them drafts that became another's
 * since: what is asked about those for the other stays. What was decided, and by whom, stays of all.
 */
export async function eraseApprovals(ctx: TxContext, { customerId, orderIds }: Theirs): Promise<void> {
  await ctx.db
    .update(approvalRequests)
    .set({ reason: ERASED, note: "" })
    .where(
      and(
        eq(approvalRequests.kind, "order-discount"),
        inArray(approvalRequests.subjectId, [...orderIds]),
        sql`${approvalRequests.payload} ->> 'customerId' = ${customerId}`,
      ),
    );
}
