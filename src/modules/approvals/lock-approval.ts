import { and, eq, inArray } from "drizzle-orm";
import { users } from "@/modules/users/schema";
import type { TxContext } from "@/platform/context";
import { can, mayUseWarehouse } from "@/shared/access";
import { APPROVAL_KINDS, type ApprovalKind, DECIDED_WITH } from "./approval";
import { approvalEnded, approvalNotFound, mayNotDecide, onlyPeopleDecide, ownApproval } from "./contract";
import { approvalRequests } from "./schema";

export type LockedApproval = Awaited<ReturnType<typeof lockApproval>>;

/** A waiting request, under a row lock until the transaction ends. @throws approvalNotFound, approvalEnded */
export async function lockApproval(
  ctx: TxContext,
  approvalId: string,
  kinds: readonly ApprovalKind[] = APPROVAL_KINDS,
) {
  const [found] = await ctx.db
    .select({ request: approvalRequests, askedByName: users.name })
    .from(approvalRequests)
    .innerJoin(users, eq(users.id, approvalRequests.askedBy))
    .where(and(eq(approvalRequests.id, approvalId), inArray(approvalRequests.kind, [...kinds])))
    .for("update", { of: approvalRequests });
  if (!found || !mayUseWarehouse(ctx.actor, found.request.warehouseId)) throw approvalNotFound({});
  const { request, askedByName } = found;
  if (request.state !== "waiting") throw approvalEnded({ state: request.state });
  return { ...request, askedByName };
}

/** As `lockApproval`, for whoever decides it. @throws also onlyPeopleDecide, mayNotDecide, ownApproval */
export async function lockToDecide(
  ctx: TxContext,
  approvalId: string,
  kinds?: readonly ApprovalKind[],
): Promise<LockedApproval> {
  const request = await lockApproval(ctx, approvalId, kinds);
  if (ctx.actor.kind !== "person" || ctx.actor.key) throw onlyPeopleDecide({});
  if (!can(ctx.actor, DECIDED_WITH[request.kind])) throw mayNotDecide({});
  if (request.askedBy === ctx.actor.userId) throw ownApproval({});
  if (request.expiresAt <= ctx.now) throw approvalEnded({ state: "waiting" });
  return request;
}
