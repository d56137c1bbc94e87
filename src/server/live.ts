import { TRPCError, tracked } from "@trpc/server";
import { z } from "zod";
import { findActor } from "@/modules/users/queries";
import type { Context } from "@/platform/context";
import { feed } from "@/platform/outbox/feed";
import { procedure, router } from "@/platform/trpc/procedure";
import { ACCESS, type Actor, can, type Permission } from "@/shared/access";
import { type LiveEvent, moduleOf } from "@/shared/event";

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

type Fact = Pick<LiveEvent, "name" | "entityIds">;

/** People get the events of modules that they may read, and events about themselves. Nobody gets any other. */
export function mayHear(actor: Actor, { name, entityIds }: Fact): boolean {
  if (actor.kind === "person" && moduleOf(name) === "users" && entityIds.includes(actor.userId)) return true;
  const permission = `${moduleOf(name)}.read`;
  return isPermission(permission) && can(actor, permission);
}

/** @throws TRPCError UNAUTHORIZED when the session has ended, FORBIDDEN when the role no longer allows to follow */
async function currentActor(ctx: Pick<Context, "actor" | "db">): Promise<Actor> {
  if (ctx.actor.kind !== "person") return ctx.actor;
  const actor = await findActor({ db: ctx.db, now: new Date() }, ctx.actor.sessionId);
  if (!actor) throw new TRPCError({ code: "UNAUTHORIZED" });
  if (!can(actor, "live.follow")) throw new TRPCError({ code: "FORBIDDEN" });
  return actor;
}

export const liveRouter = router({
  events: procedure("live.follow")
    .input(Follow)
    .subscription(async function* ({ ctx, input, signal }) {
      if (!signal) throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
      let actor: Actor = ctx.actor;
      // What the request knew of the session may itself be seconds old.
      let checkedAt = Number.NEGATIVE_INFINITY;
      const after = input.lastEventId ? Number(input.lastEventId) : null;
      for await (const event of feed().follow({
        after,
        signal,
        mayRead: (fact) => mayHear(actor, fact),
        idleMs: IDLE_MS,
      })) {
        if (performance.now() - checkedAt >= RECHECK_MS) {
          checkedAt = performance.now();
          actor = await currentActor(ctx);
        }
        if (event) yield tracked(String(event.position), event);
      }
    }),
});
