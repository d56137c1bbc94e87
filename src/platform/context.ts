import { sql } from "drizzle-orm";
import type { Change } from "@/platform/audit/change";
import { auditEntries } from "@/platform/audit/schema";
import { isRetryable } from "@/platform/database-error";
import type { Db, Queryable, Tx } from "@/platform/db";
import { outbox } from "@/platform/outbox/schema";
import { type Actor, SYSTEM_USER_ID } from "@/shared/access";
import { entityIdsOf } from "@/shared/event";
import { newId } from "@/shared/id";

/** What an operation knows of the world: the database, who asks, and one moment. */
export type Context = {
  readonly db: Queryable;
  readonly actor: Actor;
  readonly now: Date;
  /** The name of what is being done (`orders.confirm`), for the audit and the log. */
  readonly action: string;
  readonly requestId: string;
};

type Message = { kind: "event" | "job"; name: string; payload: Record<string, unknown> };

/** What leaves with the transaction: written in one go just before it commits. */
type Pending = {
  readonly messages: Message[];
  readonly changes: Change[];
  /** Statements that nothing waits for, sent along with the rest. */
  readonly writes: (() => Promise<unknown>)[];
};

/** A context inside a transaction. Only `inTransaction` makes one, so nothing can be emitted outside. */
export type TxContext = Omit<Context, "db"> & { readonly db: Tx; readonly pending: Pending };

const TRANSACTION_ATTEMPTS_MAX = 5;
const RETRY_PAUSE_MS = 10;

const isInTransaction = (ctx: Context | TxContext): ctx is TxContext => "pending" in ctx;

/**
 * Runs `work` in one transaction: joins the one that `ctx` is in, or opens one. A deadlock or a serialization
 * failure rolls all of it back and runs `work` again, a bounded number of times, so `work` has no effect but rows.
 */
export async function inTransaction<Result>(
  ctx: Context | TxContext,
  work: (ctx: TxContext) => Promise<Result>,
): Promise<Result> {
  if (isInTransaction(ctx)) return work(ctx);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openTransaction(ctx, work);
    } catch (error) {
      if (!isRetryable(error) || attempt === TRANSACTION_ATTEMPTS_MAX) throw error;
      await pause(RETRY_PAUSE_MS * attempt * (1 + Math.random()));
    }
  }
}

const isPool = (db: Queryable): db is Db => "$client" in db;

async function openTransaction<Result>(ctx: Context, work: (ctx: TxContext) => Promise<Result>): Promise<Result> {
  if (!isPool(ctx.db)) throw new Error("A transaction begins at the pool, and the context holds none.");
  return ctx.db.transaction(async (tx) => {
    const inside: TxContext = { ...ctx, db: tx, pending: { messages: [], changes: [], writes: [] } };
    const result = await work(inside);
    await flush(inside);
    return result;
  });
}

/** Writes audit, outbox and the rest in one round trip: all statements are sent before any is awaited. */
async function flush(ctx: TxContext): Promise<void> {
  const { messages, changes, writes } = ctx.pending;
  if (messages.length > 0 && changes.length === 0) {
    throw new Error(`${ctx.action} tells the world of a change that it did not record for the audit.`);
  }
  await Promise.all([writeAudit(ctx, changes), writeOutbox(ctx, messages), ...writes.map((write) => write())]);
}

async function writeAudit(ctx: TxContext, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({
    id: newId(), occurredAt: ctx.now, actorId: actorId(ctx), action: ctx.action, requestId: ctx.requestId, ...change,
  }));
  await ctx.db.insert(auditEntries).values(rows);
}

async function writeOutbox(ctx: TxContext, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => ({
    ...message, entityIds: entityIdsOf(message.payload), requestId: ctx.requestId, occurredAt: ctx.now,
  }));
  await ctx.db.insert(outbox).values(rows);
}

/** The user row behind whoever asks; null where nobody is signed in. */
export function actorId(ctx: Pick<Context, "actor">): string | null {
  if (ctx.actor.kind === "person") return ctx.actor.userId;
  return ctx.actor.kind === "system" ? SYSTEM_USER_ID : null;
}

/** The user row a new row names as its maker. Every permission that makes rows asks for someone who is signed in. */
export function requireActorId(ctx: Pick<Context, "actor">): string {
  const id = actorId(ctx);
  if (id === null) throw new Error("Nobody is signed in, so nobody can be named as the one who did this.");
  return id;
}

/** The database's own moment: what holds and deadlines are measured by, since machines' clocks differ. */
export const databaseNow = sql<Date>`now()`;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
