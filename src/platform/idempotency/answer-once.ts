import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { actorId, type TxContext } from "@/platform/context";
import { digests, seal, unseal } from "@/platform/secrets";
import { defineError } from "@/shared/error";
import { idempotencyKeys } from "./schema";

const KEY_CHARACTERS_MAX = 200;
/** Stored in place of an empty answer, so that a repeated request gets the same empty answer. */
const NO_ANSWER = "";
const NOBODY_ID = "00000000-0000-0000-0000-000000000000";

export const IdempotencyKey = z
  .string()
  .min(8)
  .max(KEY_CHARACTERS_MAX)
  .regex(/^[\x21-\x7e]+$/);

export const idempotencyKeyMissing = defineError<Record<string, never>>(
  "platform.idempotency-key-missing",
  "invalid",
  () => "A change needs an Idempotency-Key header of 8 to 200 visible characters. Send a new key for each action.",
);

const idempotencyKeyReused = defineError<Record<string, never>>(
  "platform.idempotency-key-reused",
  "invalid",
  () => "This Idempotency-Key was already used for a different request. Use a new key for a new action.",
);

type KeyedCall = { key: string; procedure: string; input: unknown };

/**
 * Does `work` once for a key of this caller. The claim, the effect and the stored answer are one transaction: a
 * second request with the key waits for the first, then gets its answer; a changed body is refused.
 */
export async function answerOnce<Result>(
  ctx: TxContext,
  request: KeyedCall,
  work: () => Promise<Result>,
): Promise<Result> {
  const owner = actorId(ctx) ?? NOBODY_ID;
  const requestDigests = digests(`${request.procedure}\n${canonicalJson(request.input)}`);
  const [requestDigest] = requestDigests;
  const claimed = await ctx.db
    .insert(idempotencyKeys)
    .values({ actorId: owner, key: request.key, requestDigest, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (claimed.length === 0) return recall(ctx, owner, request.key, requestDigests);

  const answer = await work();
  const sealed = seal(JSON.stringify(answer) ?? NO_ANSWER);
  ctx.pending.writes.push(sql`update ${idempotencyKeys} set answer = ${sealed} where ${ofKey(owner, request.key)}`);
  return answer;
}

/** What the first request was answered, as JSON keeps it. */
async function recall<Result>(ctx: TxContext, owner: string, key: string, digestsNow: string[]): Promise<Result> {
  const [stored] = await ctx.db.select().from(idempotencyKeys).where(ofKey(owner, key));
  if (!stored?.answer || !digestsNow.includes(stored.requestDigest)) throw idempotencyKeyReused({});
  return parseAnswer(unseal(stored.answer));
}

const parseAnswer = (text: string) => (text === NO_ANSWER ? undefined : JSON.parse(text));

const ofKey = (owner: string, key: string) => and(eq(idempotencyKeys.actorId, owner), eq(idempotencyKeys.key, key));

/** JSON whose keys are in order, so that equal inputs have equal texts. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      inner !== null && typeof inner === "object" && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? "null"
  );
}
