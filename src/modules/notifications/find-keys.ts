import { and, eq, gt, inArray, isNull, lt, sql, type SQL } from "drizzle-orm";
import { keyCreated } from "@/modules/users/contract";
import { apiKeys, users } from "@/modules/users/schema";
import type { TxContext } from "@/platform/context";
import { idsUnder } from "./causes/cause";
import { type Finder, type Happening, NOBODY } from "./happening";
import type { NoticeKind } from "./kind";

const WARNED_BEFORE_MS = 7 * 24 * 3_600_000;

type KeyRow = { keyId: string; name: string; createdBy: string; owner: string };

/** A key that was created, told to whoever did it: perhaps somebody else did in their name. */
export const findNewKeys: Finder = async (ctx, facts) => {
  const told = facts.filter(({ name }) => name === keyCreated.name);
  const ids = told.flatMap((fact) => idsUnder(fact, "keyId"));
  if (ids.length === 0) return [];
  return (await findKeys(ctx, inArray(apiKeys.id, ids))).map(happeningOf("key-created"));
};

/** Keys that expire within a week, and that lived for longer than that. No fact tells of them. */
export async function findExpiringKeys(ctx: TxContext): Promise<Happening[]> {
  const soon = new Date(ctx.now.getTime() + WARNED_BEFORE_MS);
  const isExpiring = and(
    isNull(apiKeys.endedAt),
    gt(apiKeys.expiresAt, ctx.now),
    lt(apiKeys.expiresAt, soon),
    sql`${apiKeys.expiresAt} - ${apiKeys.createdAt} > interval '8 days'`,
    eq(users.status, "active"),
  );
  return (await findKeys(ctx, isExpiring)).map(happeningOf("key-expiring"));
}

const findKeys = (ctx: TxContext, isMeant: SQL | undefined): Promise<KeyRow[]> =>
  ctx.db
    .select({ keyId: apiKeys.id, name: apiKeys.name, createdBy: apiKeys.createdBy, owner: users.name })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(isMeant);

const happeningOf =
  (kind: NoticeKind) =>
  ({ keyId, name, createdBy, owner }: KeyRow): Happening => ({
    ...NOBODY,
    kind,
    userId: createdBy,
    subjectId: keyId,
    label: name,
    detail: `For ${owner}`,
    onceKey: `${kind} ${keyId}`,
  });
