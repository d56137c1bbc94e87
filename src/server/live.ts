import { TRPCError, tracked } from "@trpc/server";
import { z } from "zod";
import { findActor, findRenewed } from "@/modules/users/queries";
import type { Context } from "@/platform/context";
import { feed } from "@/platform/outbox/feed";
import { processSingleton } from "@/platform/process-singleton";
import { procedure, router } from "@/platform/trpc/procedure";
import { ACCESS, type Actor, can, mayUseWarehouse, type Permission } from "@/shared/access";
import { currentDate } from "@/shared/clock";
import { defineError } from "@/shared/error";
import { type Fact, moduleOf } from "@/shared/event";

/** The position of the last fact that was seen. The browser sends it by itself when it comes back. */
const Follow = z.strictObject({
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullish(),
});

/** Sign-out, disabling and a change of role bite within 5 s, in open streams too. */
const RECHECK_MS = 3_000;
const IDLE_MS = 1_000;

const isPermission = (text: string): text is Permission => Object.hasOwn(ACCESS, text);

/**
 * People get the events of modules that they may read and of warehouses that they work in, and events about themselves.
 * Nobody gets any other.
 */
export function mayHear(actor: Actor, { name, entityIds, warehouseIds }: Fact): boolean {
  if (actor.kind === "person" && moduleOf(name) === "users" && entityIds.includes(actor.userId)) return true;
  if (warehouseIds && !warehouseIds.some((id) => mayUseWarehouse(actor, id))) return false;
  const permission = `${moduleOf(name)}.read`;
  return isPermission(permission) && can(actor, permission);
}

/** @throws TRPCError UNAUTHORIZED when the session has ended, FORBIDDEN when the role no longer allows to follow */
async function currentActor({ db }: Pick<Context, "db">, before: Actor): Promise<Actor> {
  if (before.kind !== "person") return before;
  const ctx = { db, now: currentDate() };
  const actor = (await findActor(ctx, before.sessionId)) ?? (await findContinued(ctx, before.sessionId));
  if (!actor) throw new TRPCError({ code: "UNAUTHORIZED" });
  if (!can(actor, "live.follow")) throw new TRPCError({ code: "FORBIDDEN" });
  return actor;
}

/** A stream outlives the change of its session's id. */
async function findContinued(ctx: Pick<Context, "db" | "now">, sessionId: string): Promise<Actor | null> {
  const renewedTo = await findRenewed(ctx, sessionId);
  return renewedTo === null ? null : findActor(ctx, renewedTo);
}

const tooManyStreams = defineError<Record<string, never>>(
  "live.too-many-streams",
  "limit",
  () => "Quartermaster is open in too many windows. Close some, and this one updates itself again.",
);

/** Far more than windows of one person; each costs a little memory and a look at their session now and then. */
const STREAMS_OF_ONE_MAX = 200;

/** Counts a stream of a person until what this returns is called. @throws tooManyStreams */
function takeStream(actor: Actor): () => void {
  const open = processSingleton("live.open-streams", () => new Map<string, number>());
  const whose = actor.kind === "person" ? actor.userId : actor.kind;
  const before = open.get(whose) ?? 0;
  if (before >= STREAMS_OF_ONE_MAX) throw tooManyStreams({});
  open.set(whose, before + 1);
  return () => {
    const left = (open.get(whose) ?? 1) - 1;
    if (left > 0) open.set(whose, left);
    else open.delete(whose);
  };
}

export const liveRouter = router({
  events: procedure("live.follow")
    .input(Follow)
    .subscription(async function* ({ ctx, input, signal }) {
      if (!signal) throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
      const leave = takeStream(ctx.actor);
      try {
        yield* eventsFor(ctx, { after: input.lastEventId ? Number(input.lastEventId) : null, signal });
      } finally {
        leave();
      }
    }),
});

async function* eventsFor(
  ctx: Pick<Context, "actor" | "db">,
  { after, signal }: { after: number | null; signal: AbortSignal },
) {
  let actor: Actor = ctx.actor;
  // What the request knew of the session may itself be seconds old.
  let checkedAt = Number.NEGATIVE_INFINITY;
  for await (const event of feed().follow({
    after,
    signal,
    mayRead: (fact) => mayHear(actor, fact),
    idleMs: IDLE_MS,
  })) {
    if (performance.now() - checkedAt >= RECHECK_MS) {
      checkedAt = performance.now();
      actor = await currentActor(ctx, actor);
    }
    if (event) yield tracked(String(event.position), event);
  }
}
