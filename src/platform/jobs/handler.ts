import { and, eq } from "drizzle-orm";
import type * as z from "zod";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { defineError } from "@/shared/error";
import type { EventDefinition } from "@/shared/event";
import type { JobDefinition, Retry } from "@/shared/job";
import { claims } from "./schema";

/** Which piece of work this is, and when to let go of it. */
type Delivery = {
  readonly handler: string;
  readonly outboxId: number;
  /** Aborts when the worker is asked to stop: a long loop ends between two steps and the job is handed back. */
  readonly signal: AbortSignal;
};

/** A context of the system itself. `action` is the handler's name, `requestId` that of the request behind the work. */
export type JobContext = Context & { readonly delivery: Delivery };

export type Handler = {
  /** Unique: it names the work in the queue, in the log, and in the claim that makes it happen once. */
  readonly name: string;
  readonly source: { readonly kind: "event" | "job"; readonly name: string };
  readonly run: (ctx: JobContext, payload: unknown) => Promise<void>;
  /** Called when the job goes to the dead list, so that the row that people see shows that the work has stopped. */
  readonly onDead?: (ctx: JobContext, payload: unknown) => Promise<void>;
  /** How often and how far apart it is tried, where that is not as for others. */
  readonly retry?: Retry;
  /** Whose work it is, where modules may have workers of their own. */
  readonly module?: string;
};

/** The outbox row was written by a release that meant something else by this name. */
const unreadableJob = defineError<{ handler: string }>(
  "platform.unreadable-job",
  "invalid",
  ({ handler }) => `The payload of ${handler} can't be read. Look for the release that wrote it.`,
);

type Work<Payload> = (ctx: JobContext, payload: Payload) => Promise<void>;

/**
 * Carries out a job. It may run more than once: use `once`, or work that its own row makes repeatable. `onDead` is
 * called once no attempt is left; it cannot be relied on, since the fault may strike it as well.
 */
export function handle<Payload extends Record<string, unknown>>(
  job: JobDefinition<Payload>,
  work: Work<Payload>,
  onDead?: Work<Payload>,
): Handler {
  return {
    ...(job.retry && { retry: job.retry }),
    name: job.name,
    source: { kind: job.kind, name: job.name },
    run: async (ctx, payload) => work(ctx, read(job.payload, payload, job.name)),
    ...(onDead && { onDead: async (ctx, payload) => onDead(ctx, read(job.payload, payload, job.name)) }),
  };
}

/** Reacts to an event of another module. `name` is the reaction, as in `notifications.email-the-buyer`. */
export function react<Payload extends Record<string, unknown>>(
  event: EventDefinition<Payload>,
  name: `${string}.${string}`,
  work: Work<Payload>,
  retry?: Retry,
): Handler {
  return {
    ...(retry && { retry }),
    name,
    source: { kind: event.kind, name: event.name },
    run: async (ctx, payload) => work(ctx, read(event.payload, payload, name)),
  };
}

function read<Payload>(shape: z.ZodType<Payload>, payload: unknown, handler: string): Payload {
  const result = shape.safeParse(payload);
  if (!result.success) throw unreadableJob({ handler });
  return result.data;
}

/**
 * Work outside the database that cannot be taken back, as sending an email: it is claimed once it is done. A worker
 * that ends between the two does it again, so it carries a key by which the other side knows it for the first.
 */
export async function onceOutside(ctx: JobContext, work: () => Promise<void>): Promise<void> {
  const { handler, outboxId } = ctx.delivery;
  const isMine = and(eq(claims.handler, handler), eq(claims.outboxId, outboxId));
  if ((await ctx.db.$count(claims, isMine)) > 0) return;
  await work();
  await ctx.db.insert(claims).values({ handler, outboxId, claimedAt: ctx.now }).onConflictDoNothing();
}

/** Work of a single transaction, done once however often it is delivered: the claim commits with the effect. */
export async function once(ctx: JobContext, work: (ctx: TxContext) => Promise<void>): Promise<void> {
  const { handler, outboxId } = ctx.delivery;
  await inTransaction(ctx, async (inside) => {
    const claimed = await inside.db
      .insert(claims)
      .values({ handler, outboxId, claimedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ handler: claims.handler });
    if (claimed.length > 0) await work(inside);
  });
}
