import { and, eq, lte, sql } from "drizzle-orm";
import { systemContext, type TxContext } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { inTransaction } from "@/platform/transaction";
import { endApproval } from "./end-approval";
import { approvalRequests } from "./schema";

const EXPIRED_AT_ONCE_MAX = 50;

/** Ends requests that nobody has decided in time, by the database's clock. Those being decided now are left alone. */
export const expireApprovals = (db: Db): Promise<number> =>
  inTransaction(systemContext(db, "approvals.expire"), async (ctx) => {
    const expired = await takeExpired(ctx);
    for (const request of expired) await endApproval(ctx, request, { state: "expired" });
    return expired.length;
  });

const takeExpired = (ctx: TxContext) =>
  ctx.db
    .select()
    .from(approvalRequests)
    .where(and(eq(approvalRequests.state, "waiting"), lte(approvalRequests.expiresAt, sql`now()`)))
    .orderBy(approvalRequests.expiresAt)
    .limit(EXPIRED_AT_ONCE_MAX)
    .for("update", { skipLocked: true });
