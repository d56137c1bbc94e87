import { and, eq, isNull, type SQL } from "drizzle-orm";
import { keyEnded, type KeyRef } from "@/modules/users/contract";
import { keyNotFound } from "@/modules/users/refusals";
import { apiKeys, users } from "@/modules/users/schema";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";

/** Ends a key of one's own at once, in every process. @throws keyNotFound, also for a key of someone else */
export async function revokeOwnKey(ctx: Context, { keyId }: KeyRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const isOwn = and(eq(apiKeys.id, keyId), eq(apiKeys.userId, requireActorId(ctx)));
    if ((await endKeysWhere(ctx, isOwn)) === 0) throw keyNotFound({});
  });
}

/** Ends a key of anybody. @throws keyNotFound */
export async function revokeKey(ctx: Context, { keyId }: KeyRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if ((await endKeysWhere(ctx, eq(apiKeys.id, keyId))) === 0) throw keyNotFound({});
  });
}

/** Ends all keys of a person who may not come in any more. */
export const endKeys = (ctx: TxContext, userId: string): Promise<number> =>
  endKeysWhere(ctx, eq(apiKeys.userId, userId));

async function endKeysWhere(ctx: TxContext, isMeant: SQL | undefined): Promise<number> {
  const ended = await ctx.db
    .update(apiKeys)
    .set({ endedAt: ctx.now })
    .from(users)
    .where(and(isMeant, isNull(apiKeys.endedAt), eq(users.id, apiKeys.userId)))
    .returning({ keyId: apiKeys.id, label: apiKeys.name, userId: apiKeys.userId, owner: users.name });
  for (const { keyId, label, userId, owner } of ended) {
    dropCachedSessions(userId);
    recordChange(ctx, { entity: "key", entityId: keyId, label, before: { owner }, after: null });
  }
  // They are of one owner, whichever are meant.
  const [one] = ended;
  if (one) emit(ctx, keyEnded, { userId: one.userId, keyIds: ended.map(({ keyId }) => keyId) });
  return ended.length;
}
