import { and, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { actorId, type Context, keyOf, type Once } from "@/platform/context";
import { isLateNumber, type LateNumber } from "@/platform/late-number";
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
 * A change that happens once for a key of this caller. The claim, the effect and the stored answer are one transaction:
 * a second request with the key waits for the first, then gets its answer; a changed body is refused.
 */
export function answerOnce(ctx: Pick<Context, "actor" | "now">, request: KeyedCall): Once {
  // Two programs of one person may choose the same keys.
  const owner = keyOf(ctx)?.keyId ?? actorId(ctx) ?? NOBODY_ID;
  const requestDigests = digests(`${request.procedure}\n${canonicalJson(request.input)}`);
  const [requestDigest] = requestDigests;
  const isOurs = and(eq(idempotencyKeys.actorId, owner), eq(idempotencyKeys.key, request.key));
  return {
    claim: async ({ db }) => {
      const claimed = await db
        .insert(idempotencyKeys)
        .values({ actorId: owner, key: request.key, requestDigest, createdAt: ctx.now })
        .onConflictDoNothing()
        .returning({ key: idempotencyKeys.key })
        .execute();
      return claimed.length > 0;
    },
    keep: ({ pending }, answer) => {
      const { text, numbers } = writeAnswer(answer);
      const drawn = numbers.map(({ token, sql: number }) => sql`${token}::text, ${number}`);
      pending.writes.push(sql`
        update ${idempotencyKeys}
           set answer = ${seal(text)}, numbers = jsonb_build_object(${sql.join(drawn, sql`, `)})
         where ${isOurs}`);
    },
    recall: async ({ db }) => {
      const [stored] = await db.select().from(idempotencyKeys).where(isOurs);
      if (!stored?.answer || !requestDigests.includes(stored.requestDigest)) throw idempotencyKeyReused({});
      return readAnswer(unseal(stored.answer), stored.numbers ?? {});
    },
  };
}

/** The answer as text. Its numbers that are still to be drawn stand in it as tokens, and beside it in the row. */
function writeAnswer(answer: unknown): { text: string; numbers: LateNumber[] } {
  const numbers: LateNumber[] = [];
  const text = JSON.stringify(answer, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key];
    if (!isLateNumber(raw)) return value;
    numbers.push(raw);
    return raw.token;
  });
  return { text: text ?? NO_ANSWER, numbers };
}

const readAnswer = (text: string, numbers: Record<string, number>) =>
  text === NO_ANSWER
    ? undefined
    : JSON.parse(text, (_key, value: unknown) =>
        typeof value === "string" && Object.hasOwn(numbers, value) ? numbers[value] : value,
      );

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
