import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
// A middleware that answers by itself must return what `next` returns; tRPC 11.19 exports the marker of it only here.
import { middlewareMarker } from "@trpc/server/unstable-core-do-not-import";
import * as z from "zod";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import { isWithinLimit } from "@/platform/cache/rate-limits";
import { type Context, keyOf, type Once } from "@/platform/context";
import { isDatabaseError } from "@/platform/database/error";
import type { LogPosition } from "@/platform/database/log-position";
import { replicas } from "@/platform/database/replicas";
import { answerOnce, IdempotencyKey, idempotencyKeyMissing } from "@/platform/idempotency/answer-once";
import { logger } from "@/platform/logger";
import type { Seen } from "@/platform/outbox/fact-versions";
import { measure } from "@/platform/telemetry/measure";
import { observe, type Outcome } from "@/platform/telemetry/observe";
import { inTransaction } from "@/platform/transaction";
import { can, type Permission } from "@/shared/access";
import { parseJson } from "@/shared/json";
import type { StaleBy } from "@/shared/staleness";
import { afterAllFacts, answerCache, answerKey } from "./cached-answers";
import { callerOf, callLine, replicaLine, tooManyCalls } from "./call-line";
import { confirmationNeeded, keyRefused, toRefusalShape, toTrpcError } from "./error";

/** The context of an operation, and what is known of its request besides. */
export type RequestContext = Context & {
  readonly idempotencyKey: string | null;
  /** Has the browser that asks go on under this session, where there is one. */
  readonly continueAs?: ((session: { sessionId: string | null }) => Promise<void>) | undefined;
  /** Whether the person showed a moment ago that it is them. */
  readonly isConfirmed?: (() => Promise<boolean>) | undefined;
  /** What the caller has seen of the database, and is to see again on whichever replica. */
  readonly readAfter?: LogPosition | null | undefined;
  /** The same told apart, where answers are kept. */
  readonly seen?: Seen | undefined;
  /** A key or token came with the request and is not good, so nobody asks. */
  readonly isKeyRefused?: boolean | undefined;
  /** The number that somebody outside gave the request. */
  readonly givenRequestId?: string | null | undefined;
};

const t = initTRPC
  .context<RequestContext>()
  .meta<{ permission: Permission; readsOn?: "primary" | "replica"; asksWho?: true }>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      // What a stream throws while it runs has not passed through `logCall`.
      const told = toTrpcError(error);
      const refusal = toRefusalShape(told, ctx?.requestId);
      const data = { httpStatus: getHTTPStatusCodeFromError(told), code: told.code, refusal };
      return { ...shape, message: refusal.message, data };
    },
    // Streams are written by `src/server/serve-live.ts`.
    sse: { enabled: false },
  });

export const router = t.router;

/** One log line for each call, and one translation of what it throws. */
const logCall = t.middleware(({ ctx, path, type, next }) => {
  const cause = { facts: { "request.id": ctx.requestId } };
  return observe(
    "procedure",
    path,
    async (observed) => {
      const result = await next({ ctx: { ...ctx, action: path } });
      const actor = ctx.actor.kind === "person" ? ctx.actor.userId : ctx.actor.kind;
      const key = keyOf(ctx)?.keyId;
      const given = ctx.givenRequestId ? { givenRequestId: ctx.givenRequestId } : {};
      const lineOf = (outcome: Outcome) => ({
        requestId: ctx.requestId,
        ...given,
        ...observed(outcome),
        type,
        actor,
        ...(key && { key }),
      });
      if (result.ok) {
        logger().info(lineOf("ok"), "answered");
        return result;
      }
      const error = toTrpcError(result.error);
      const refusal = toRefusalShape(error, ctx.requestId);
      measure("refusal", 1, { code: refusal.code });
      if (refusal.kind === "unexpected") logger().error({ ...lineOf("failed"), err: error.cause ?? error }, "failed");
      else logger().info({ ...lineOf("refused"), refusal: refusal.code }, "refused");
      throw error;
    },
    cause,
  );
});

/**
 * So many calls in a while, over all processes, where they share a store: of a key, then of its person in all ways. An
 * open stream calls nothing.
 */
const limitRate = t.middleware(async ({ ctx, type, next }) => {
  if (type === "subscription") return next();
  const key = keyOf(ctx);
  const isKeyWithin = !key || (await isWithinLimit(`${type} by key`, key.keyId));
  if (isKeyWithin && (await isWithinLimit(type, callerOf(ctx)))) return next();
  throw new TRPCError({ code: "TOO_MANY_REQUESTS", cause: tooManyCalls({}) });
});

const authorize = (permission: Permission) =>
  t.middleware(async ({ ctx, next }) => {
    if (can(ctx.actor, permission)) return next();
    if (ctx.actor.kind === "person") {
      const { userId } = ctx.actor;
      await recordSecurityEvent(ctx, {
        kind: "access-denied",
        userId,
        address: ctx.address ?? "",
        subject: permission,
      });
    }
    if (ctx.isKeyRefused) throw new TRPCError({ code: "UNAUTHORIZED", cause: keyRefused({}) });
    throw new TRPCError({ code: ctx.actor.kind === "anyone" ? "UNAUTHORIZED" : "FORBIDDEN" });
  });

/** A query of these is asked on a replica where one shows all that the caller has seen. */
const readOnReplica = t.middleware(({ ctx, type, next }) => {
  if (type !== "query") throw new Error("Only queries read on replicas: no change is decided by what one shows.");
  return replicas().read(ctx.readAfter ?? null, async (db) => {
    const isOnReplica = db !== db.primary;
    const line = isOnReplica ? replicaLine() : callLine();
    const result = await line.run(callerOf(ctx), () => next({ ctx: { db } }));
    if (!result.ok && isOnReplica && isDatabaseError(result.error.cause)) throw result.error.cause;
    return result;
  });
});

/** An answer that was given before, and that nothing has changed since, to somebody who may see the same. */
const fromCache = (staleBy: readonly StaleBy[]) =>
  t.middleware(async ({ ctx, path, getRawInput, next }) => {
    const cache = answerCache();
    if (!cache || ctx.actor.kind !== "person") return next();
    const { actor, now, seen = NOTHING_SEEN } = ctx;
    const key = await answerKey({ path, actor, now, seen, input: await getRawInput(), staleBy });
    if (key === null) {
      cache.counts.bypasses += 1;
      return next();
    }
    const found = await cache.find(key);
    if ("known" in found) return { marker: middlewareMarker, ok: true as const, data: parseJson(found.known), ctx };
    let text: string | null = null;
    try {
      const result = await next({ ctx: { readAfter: afterAllFacts(ctx.readAfter) } });
      if (result.ok) text = JSON.stringify(result.data);
      return result;
    } finally {
      found.keep(text);
    }
  });
const NOTHING_SEEN: Seen = { committed: null, published: null };

/** A turn in the line of all calls, so that one caller's calls never take all connections. Streams hold none. */
const takeTurn = t.middleware(({ ctx, type, next }) =>
  type === "subscription" ? next() : callLine().run(callerOf(ctx), () => next()),
);

type Call = { ctx: RequestContext; path: string; batchIndex: number; getRawInput: () => Promise<unknown> };

/**
 * Makes the transaction of the call happen once for the caller's key. The changes of a batch come under one key, and
 * each is an action of its own: its place in the batch is part of its key.
 */
async function once({ ctx, path, batchIndex, getRawInput }: Call): Promise<Once> {
  const given = IdempotencyKey.safeParse(ctx.idempotencyKey);
  if (!given.success) throw idempotencyKeyMissing({});
  const key = batchIndex === 0 ? given.data : `${given.data} ${batchIndex}`;
  return answerOnce(ctx, { key, procedure: path, input: await getRawInput() });
}

/** Every change is one transaction that claims the caller's key, does the work and stores the answer. */
const changeOnce = t.middleware(async ({ ctx, path, type, batchIndex, getRawInput, next }) => {
  if (type !== "mutation") return next();
  const call = await once({ ctx, path, batchIndex, getRawInput });
  const data = await inTransaction({ ...ctx, once: call }, async (inside) => {
    const result = await next({ ctx: inside });
    // A fault of the database is thrown bare, so that the transaction knows one it may retry.
    if (!result.ok) throw isDatabaseError(result.error.cause) ? result.error.cause : result.error;
    return result.data;
  });
  return { marker: middlewareMarker, ok: true as const, data, ctx };
});

/** The same, in the transaction that the operation opens itself, once what takes long is done. */
const changeOnceLater = t.middleware(async ({ ctx, path, batchIndex, getRawInput, next }) =>
  next({ ctx: { ...ctx, once: await once({ ctx, path, batchIndex, getRawInput }) } }),
);

/** Before the key of the call is claimed, so that the same call may be sent again once they did. */
const askWhoItIs = t.middleware(async ({ ctx, next }) => {
  if (await ctx.isConfirmed?.()) return next();
  throw new TRPCError({ code: "FORBIDDEN", cause: confirmationNeeded({}) });
});

type Declared = { readsOn?: "primary" | "replica"; asksWho?: true };

const allowed = (permission: Permission, declared: Declared = {}) =>
  t.procedure
    .meta({ permission, ...declared })
    .use(logCall)
    .use(limitRate)
    .use(authorize(permission));
const known = (permission: Permission) => allowed(permission).use(takeTurn);

/** The only ways to make a procedure, so that none is without a permission, a log line, a turn and a single effect. */
export const procedure = (permission: Permission) => known(permission).use(changeOnce);

/**
 * For a change of what lets people in or of what they may do: whoever finds a screen unlocked cannot make it. A key
 * never can.
 */
export const sensitiveChange = (permission: Permission) =>
  allowed(permission, { asksWho: true }).use(takeTurn).use(askWhoItIs).use(changeOnce);

/**
 * For a change that has slow work to do before its transaction (a password to hash): a row that is held meanwhile, and
 * a connection, would make others wait. Its operation opens one transaction and returns what that one returns.
 */
export const slowChange = (permission: Permission) => known(permission).use(changeOnceLater);

/** For a query that shows what somebody is about to change, or that must not be behind. */
export const queryOnPrimary = (permission: Permission) => allowed(permission, { readsOn: "primary" }).use(takeTurn);

/** For lists, reports, searches and histories. What it hands over only reads, so no change can be made of it. */
export const queryOnReplica = (permission: Permission) =>
  allowed(permission, { readsOn: "replica" }).use(readOnReplica);

/**
 * The same for an answer that many ask for and that is much work to find out: it is kept until a fact may change it,
 * for all of a role who work in the same warehouses. It must depend on nothing else of the person who asks.
 */
export const queryKept = (permission: Permission, staleBy: readonly StaleBy[]) =>
  allowed(permission, { readsOn: "replica" }).use(fromCache(staleBy)).use(readOnReplica);

/** The input of a procedure without any: nothing, or an object without keys. */
export const NoInput = z.void().or(z.strictObject({}));
