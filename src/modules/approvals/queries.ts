import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { actorId, type ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asCount } from "@/platform/database/numbers";
import { can } from "@/shared/access";
import { APPROVAL_KINDS, DECIDED_WITH } from "./approval";
import type { ApprovalSubject, ListApprovals } from "./contract";
import { approvalRequests } from "./schema";

const ABOUT_ONE_MAX = 50;

const WAITING_FIRST = keyset(
  [sql`((${approvalRequests.state} = 'waiting')::int)`, "bigint"],
  [approvalRequests.id, "uuid"],
);

const deciders = alias(users, "deciders");

const approvalRow = {
  approvalId: approvalRequests.id,
  kind: approvalRequests.kind,
  subjectId: approvalRequests.subjectId,
  label: approvalRequests.label,
  detail: approvalRequests.detail,
  reason: approvalRequests.reason,
  askedBy: approvalRequests.askedBy,
  askedByName: users.name,
  askedAt: approvalRequests.askedAt,
  expiresAt: approvalRequests.expiresAt,
  state: approvalRequests.state,
  decidedByName: deciders.name,
  endedAt: approvalRequests.endedAt,
  note: approvalRequests.note,
};

/** Requests of the warehouses one works in: those that wait first, each with who asked and who decided. */
export async function listApprovals(ctx: ReadContext, input: ListApprovals) {
  const { state, kind, subjectId, isOwn } = input;
  const rows = await ctx.db
    .select({ ...approvalRow, keys: WAITING_FIRST.keys })
    .from(approvalRequests)
    .innerJoin(users, eq(users.id, approvalRequests.askedBy))
    .leftJoin(deciders, eq(deciders.id, approvalRequests.decidedBy))
    .where(
      and(
        warehouseScope(ctx, approvalRequests.warehouseId),
        state && eq(approvalRequests.state, state),
        subjectId ? eq(approvalRequests.subjectId, subjectId) : undefined,
        kind && eq(approvalRequests.kind, kind),
        isOwn ? eq(approvalRequests.askedBy, actorId(ctx) ?? sql`null`) : undefined,
        WAITING_FIRST.after({ ...input, descending: true }),
      ),
    )
    .orderBy(...WAITING_FIRST.order({ descending: true }))
    .limit(input.limit + 1);
  return WAITING_FIRST.toPage(rows, input);
}

/** What is asked about one thing and not decided yet. */
export const listWaitingApprovals = (ctx: ReadContext, { subjectId }: ApprovalSubject) =>
  ctx.db
    .select(approvalRow)
    .from(approvalRequests)
    .innerJoin(users, eq(users.id, approvalRequests.askedBy))
    .leftJoin(deciders, eq(deciders.id, approvalRequests.decidedBy))
    .where(
      and(
        eq(approvalRequests.subjectId, subjectId),
        eq(approvalRequests.state, "waiting"),
        warehouseScope(ctx, approvalRequests.warehouseId),
      ),
    )
    .orderBy(approvalRequests.id)
    .limit(ABOUT_ONE_MAX);

/** How many requests wait for the person who asks: of the kinds that they decide, and not their own. */
export async function countWaitingApprovals(ctx: ReadContext): Promise<{ waiting: number }> {
  const kinds = APPROVAL_KINDS.filter((kind) => can(ctx.actor, DECIDED_WITH[kind]));
  if (kinds.length === 0) return { waiting: 0 };
  const [row] = await ctx.db
    .select({ waiting: asCount(sql`count(*)`) })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.state, "waiting"),
        inArray(approvalRequests.kind, kinds),
        ne(approvalRequests.askedBy, actorId(ctx) ?? sql`null`),
        warehouseScope(ctx, approvalRequests.warehouseId),
      ),
    );
  return { waiting: row?.waiting ?? 0 };
}
