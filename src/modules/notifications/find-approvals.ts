import { and, eq, inArray, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ApprovalState } from "@/modules/approvals/approval";
import { approvalAsked, approvalDecided } from "@/modules/approvals/contract";
import { approvalRequests } from "@/modules/approvals/schema";
import { users } from "@/modules/users/schema";
import type { TxContext } from "@/platform/context";
import type { ReadFact } from "@/platform/outbox/read-facts";
import { idsUnder } from "./causes/cause";
import { type Finder, type Happening, NOBODY } from "./happening";

/** What was asked is told to those who may decide it, and what was decided to the one who asked. */
export const findApprovals: Finder = async (ctx, facts) => [
  ...(await findAsked(ctx, facts)),
  ...(await findDecided(ctx, facts)),
];

const idsOf = (facts: readonly ReadFact[], name: string): string[] =>
  facts.filter((fact) => fact.name === name).flatMap((fact) => idsUnder(fact, "approvalId"));

const deciders = alias(users, "deciders");

const select = (ctx: TxContext, isMeant: SQL | undefined) =>
  ctx.db
    .select({ request: approvalRequests, askedByName: users.name, decidedByName: deciders.name })
    .from(approvalRequests)
    .innerJoin(users, eq(users.id, approvalRequests.askedBy))
    .leftJoin(deciders, eq(deciders.id, approvalRequests.decidedBy))
    .where(isMeant)
    .orderBy(approvalRequests.id)
    // What is erased meanwhile is not told.
    .for("share", { of: approvalRequests });

const nameOf = ({ kind, label }: Pick<typeof approvalRequests.$inferSelect, "kind" | "label">): string =>
  kind === "order-discount" ? `The discount of ${label}` : label;

/** What was decided meanwhile needs nobody any more. */
async function findAsked(ctx: TxContext, facts: readonly ReadFact[]): Promise<Happening[]> {
  const ids = idsOf(facts, approvalAsked.name);
  if (ids.length === 0) return [];
  const rows = await select(ctx, and(inArray(approvalRequests.id, ids), eq(approvalRequests.state, "waiting")));
  return rows.map(({ request, askedByName }) => ({
    ...NOBODY,
    kind: "approval-asked",
    warehouseId: request.warehouseId,
    actorId: request.askedBy,
    subjectId: request.subjectId,
    label: nameOf(request),
    detail: `${request.detail}. ${askedByName}: ${request.reason}`,
  }));
}

const OUTCOMES: Partial<Record<ApprovalState, string>> = {
  approved: "was approved",
  refused: "was refused",
  expired: "has expired",
};

/** Nobody is told of what they took back themselves. */
async function findDecided(ctx: TxContext, facts: readonly ReadFact[]): Promise<Happening[]> {
  const ids = idsOf(facts, approvalDecided.name);
  if (ids.length === 0) return [];
  const rows = await select(ctx, inArray(approvalRequests.id, ids));
  return rows.flatMap(({ request, decidedByName }) => {
    const outcome = OUTCOMES[request.state];
    if (outcome === undefined) return [];
    return {
      ...NOBODY,
      kind: "approval-decided" as const,
      userId: request.askedBy,
      subjectId: request.subjectId,
      label: `${nameOf(request)} ${outcome}`,
      detail: [decidedByName === null ? "Nobody decided it in time" : `By ${decidedByName}`, request.note]
        .filter((part) => part !== "")
        .join(": "),
      onceKey: `approval-decided ${request.id}`,
    };
  });
}
