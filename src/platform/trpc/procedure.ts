import { initTRPC, TRPCError } from "@trpc/server";
// A middleware that answers by itself must return what `next` returns; tRPC 11.19 exports the marker of it only here.
import { middlewareMarker } from "@trpc/server/unstable-core-do-not-import";
import { z } from "zod";
import type { Context } from "@/platform/context";
import { isDatabaseError } from "@/platform/database/error";
import { answerOnce, IdempotencyKey, idempotencyKeyMissing } from "@/platform/idempotency/answer-once";
import { logger } from "@/platform/logger";
import { observe } from "@/platform/telemetry/observe";
import { inTransaction } from "@/platform/transaction";
import { can, type Permission } from "@/shared/access";
import { toRefusalShape, toTrpcError } from "./error";

/** The context of an operation, and the idempotency key of its request. */
export type RequestContext = Context & { readonly idempotencyKey: string | null };

const STREAM_PING_MS = 10_000;
const STREAM_RECONNECT_AFTER_MS = 25_000;
const STREAM_DURATION_MS_MAX = 10 * 60_000;

const t = initTRPC
  .context<RequestContext>()
  .meta<{ permission: Permission }>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      message: toRefusalShape(error, ctx?.requestId).message,
      data: {
        httpStatus: shape.data.httpStatus,
        code: shape.data.code,
        refusal: toRefusalShape(error, ctx?.requestId),
      },
    }),
    sse: {
      maxDurationMs: STREAM_DURATION_MS_MAX,
      ping: { enabled: true, intervalMs: STREAM_PING_MS },
      client: { reconnectAfterInactivityMs: STREAM_RECONNECT_AFTER_MS },
    },
  });

export const router = t.router;

/** One log line for each call, and one translation of what it throws. */
const logCall = t.middleware(({ ctx, path, type, next }) =>
  observe("procedure", path, async (observed) => {
    const result = await next({ ctx: { ...ctx, action: path } });
    const actor = ctx.actor.kind === "person" ? ctx.actor.userId : ctx.actor.kind;
    const line = { requestId: ctx.requestId, ...observed(), type, actor };
    if (result.ok) {
      logger().info(line, "answered");
      return result;
    }
    const error = toTrpcError(result.error);
    const refusal = toRefusalShape(error, ctx.requestId);
    if (refusal.kind === "unexpected") logger().error({ ...line, err: error.cause ?? error }, "failed");
    else logger().info({ ...line, refusal: refusal.code }, "refused");
    throw error;
  }),
);

const authorize = (permission: Permission) =>
  t.middleware(async ({ ctx, next }) => {
    if (can(ctx.actor, permission)) return next();
    throw new TRPCError({ code: ctx.actor.kind === "anyone" ? "UNAUTHORIZED" : "FORBIDDEN" });
  });

/** Every change is one transaction that claims the caller's key, does the work and stores the answer. */
const changeOnce = t.middleware(async ({ ctx, path, type, getRawInput, next }) => {
  if (type !== "mutation") return next();
  const key = IdempotencyKey.safeParse(ctx.idempotencyKey);
  if (!key.success) throw idempotencyKeyMissing({});
  const input = await getRawInput();
  const data = await inTransaction(ctx, (inside) =>
    answerOnce(inside, { key: key.data, procedure: path, input }, async () => {
      const result = await next({ ctx: inside });
      // A fault of the database is thrown bare, so that the transaction knows one it may retry.
      if (!result.ok) throw isDatabaseError(result.error.cause) ? result.error.cause : result.error;
      return result.data;
    }),
  );
  return { marker: middlewareMarker, ok: true as const, data, ctx };
});

/** The only way to make a procedure, so that none is without a permission, a log line and a single effect. */
export const procedure = (permission: Permission) =>
  t.procedure.meta({ permission }).use(logCall).use(authorize(permission)).use(changeOnce);

/** The input of a procedure without any: nothing, or an object without keys. */
export const NoInput = z.void().or(z.strictObject({}));
