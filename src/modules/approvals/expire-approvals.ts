import { and, eq, lte, sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { inTransaction } from "@/platform/transaction";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";
import { endApproval } from "./end-approval";
import { approvalRequests } from "./schema";

const EXPIRED_AT_ONCE_MAX = 50;

/** Ends requests that nobody has decided in time, by the database's clock. Those being decided now are left alone. */
export const expireApprovals = (db: Db): Promise<number> =>
  inTransaction(systemContext(db), async (ctx) => {
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

const systemContext = (db: Db): Context => ({
  db,
  actor: { kind: "system" },
  now: currentDate(),
  action: "approvals.expire",
  requestId: newId(),
});
