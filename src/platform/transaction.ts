import { type SQL, sql } from "drizzle-orm";
import { auditAddresses, auditEntries, auditSessions } from "@/platform/audit/schema";
import type { Db, Queryable, Tx } from "@/platform/database/db";
import { isAccessChanged, isRetryable } from "@/platform/database/error";
import { arrayOf } from "@/platform/database/rows";
import { outbox } from "@/platform/outbox/schema";
import { wakeRelay } from "@/platform/outbox/wake-relay";
import { traceParent } from "@/platform/telemetry/span";
import { defineError } from "@/shared/error";
import { entityIdsOf, warehouseIdsOf } from "@/shared/event";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { actorId, type Change, type Context, keyOf, type Message, type Once, type TxContext } from "./context";
import { drawParts, setDrawn, withNumbers } from "./late-number";

const TRANSACTION_ATTEMPTS_MAX = 5;
const RETRY_PAUSE_MS = 10;

const isInTransaction = (ctx: Context): ctx is TxContext => "pending" in ctx;

/**
 * Runs `work` in one transaction: joins the one that `ctx` is in, or opens one. A deadlock or a serialization
 * failure rolls all of it back and runs `work` again, a bounded number of times, so `work` has no effect but rows.
 *
 * An operation that a procedure calls always joins: `changeOnce` has opened the transaction, because the claim of the
 * idempotency key, the effect and the stored answer must commit together.
 */
export async function inTransaction<Result>(ctx: Context, work: (ctx: TxContext) => Promise<Result>): Promise<Result> {
  if (isInTransaction(ctx)) return work(ctx);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openTransaction(ctx, work);
    } catch (error) {
      if (isAccessChanged(error)) throw accessChanged({});
      if (!isRetryable(error) || attempt === TRANSACTION_ATTEMPTS_MAX) throw error;
      await pause(RETRY_PAUSE_MS * attempt * (1 + Math.random()));
    }
  }
}

/**
 * Runs `work` within the open transaction as a change of its own: its audit and outbox rows name the actor, moment and
 * action of `as`. For loads in which several people act and all of it commits or none.
 */
export async function changeAs<Result>(
  ctx: TxContext,
  as: Omit<Context, "db">,
  work: (ctx: TxContext) => Promise<Result>,
): Promise<Result> {
  const inside: TxContext = { ...as, db: ctx.db, pending: emptyPending() };
  const result = await work(inside);
  await flush(inside);
  return result;
}

const emptyPending = (): TxContext["pending"] => ({ messages: [], changes: [], writes: [], draws: [] });

const isPool = (db: Queryable): db is Db => "$client" in db;

async function openTransaction<Result>(ctx: Context, work: (ctx: TxContext) => Promise<Result>): Promise<Result> {
  if (!isPool(ctx.db)) throw new Error("A transaction begins at the pool, and the context holds none.");
  let written: Promise<unknown> = Promise.resolve();
  let hasMessages = false;
  const { once, onCommit, ...rest } = ctx;
  const inOne = async (tx: Tx) => {
    const inside: TxContext = { ...rest, db: tx, pending: emptyPending() };
    const result = await workOnce(inside, once, work);
    written = flush(inside);
    hasMessages = inside.pending.messages.length > 0;
    return result;
  };
  try {
    const result = await ctx.db.transaction(inOne, { onCommit });
    await written;
    if (hasMessages) wakeRelay(ctx.db);
    return result;
  } catch (error) {
    if (once && error === REPEATED) return once.recall(ctx);
    throw error;
  }
}

const REPEATED = new Error("The key was used before.");

/**
 * The claim of the key and the first statements of the work share a round trip. Where the key was used before, whatever
 * the work has come to is rolled back.
 */
async function workOnce<Result>(
  ctx: TxContext,
  once: Once | undefined,
  work: (ctx: TxContext) => Promise<Result>,
): Promise<Result> {
  if (!once) return work(ctx);
  const [claim, done] = await Promise.allSettled([once.claim(ctx), work(ctx)]);
  if (claim.status === "rejected") throw claim.reason;
  if (!claim.value) throw REPEATED;
  if (done.status === "rejected") throw done.reason;
  once.keep(ctx, done.value);
  return done.value;
}

/**
 * Sends audit, outbox and the rest as the last statement and does not wait for it: COMMIT follows in the same round
 * trip, so rows stay locked for a round trip less, and where the statement fails Postgres rolls back instead.
 */
function flush(ctx: TxContext): Promise<void> {
  const { messages, changes, writes, draws } = ctx.pending;
  if (changes.length === 0 && messages.some(({ isProgress }) => !isProgress)) {
    throw new Error(`${ctx.action} emits an event or a job for a change that it did not record for the audit.`);
  }
  const all = [...auditWrite(ctx, changes), ...outboxWrite(ctx, messages, warehousesOf(changes)), ...writes];
  if (all.length === 0) return Promise.resolve();
  const drawn = drawParts(draws);
  const parts = [...drawn.parts, ...all.map((write, index) => sql`${sql.identifier(`write_${index}`)} as (${write})`)];
  const access = ctx.pending.isAccessConfirmed ? [] : assertAccess(ctx);
  const columns = sql.join([...access, ...drawn.columns], sql`, `);
  const sent = ctx.db.sendAhead(sql`with ${sql.join(parts, sql`, `)} select ${columns}`);
  const written = sent.then(([row]) => setDrawn(draws, row));
  // After a lost connection COMMIT rejects first, and nobody awaits this promise any more.
  written.catch(() => {});
  return written;
}

/**
 * The access that the actor was admitted with may be gone by the time a row lock is granted, so the last statement of
 * a transaction asks for it again: the function `assert_access` of the database raises when role or warehouses are
 * not granted any more, and `assert_key` when the key has ended. A change of the
 * actor's own access asks before it writes, by `confirmAccess`.
 */
function assertAccess({ actor }: Pick<Context, "actor">): SQL[] {
  if (actor.kind !== "person") return [];
  const warehouses = actor.warehouses === "all" ? sql`null::uuid[]` : arrayOf(actor.warehouses, "uuid");
  const access = sql`assert_access(${actor.userId}::uuid, ${actor.role}::text, ${warehouses})`;
  return actor.key ? [access, sql`assert_key(${actor.key.keyId}::uuid)`] : [access];
}

/** Asks now, with the locks held that the change depends on, instead of at the end. @throws accessChanged */
export async function confirmAccess(ctx: TxContext): Promise<void> {
  ctx.pending.isAccessConfirmed = true;
  for (const access of assertAccess(ctx)) await ctx.db.execute(sql`select ${access}`);
}

const accessChanged = defineError<Record<string, never>>(
  "platform.access-changed",
  "forbidden",
  () =>
    "Your access was changed while this was being saved, so nothing was changed. " +
    "Reload the page to see what you may do now.",
);

function auditWrite(ctx: TxContext, changes: readonly Change[]): SQL[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => ({ id: newId(), confidential: [], ...change }));
  const ids = rows.map(({ id }) => id);
  const { address = "", sessionId } = ctx;
  const each = sql`select unnest(${arrayOf(ids, "uuid")})`;
  return [
    ...(address ? [sql`insert into ${auditAddresses} (id, address) ${each}, ${address}`] : []),
    ...(sessionId ? [sql`insert into ${auditSessions} (id, session_id) ${each}, ${sessionId}::uuid`] : []),
    sql`
    insert into ${auditEntries}
      (id, occurred_at, actor_id, key_id, action, request_id,
       entity, entity_id, label, warehouse_ids, before, after, confidential)
    select id, ${ctx.now.toISOString()}::timestamptz, ${actorId(ctx)}::uuid, ${keyOf(ctx)?.keyId ?? null}::uuid,
           ${ctx.action}, ${ctx.requestId},
           entity, "entityId", ${withNumbers(sql`label`, ctx.pending.draws)}, "warehouseIds",
           before, after, confidential
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as change(id uuid, entity text, "entityId" uuid, label text, "warehouseIds" uuid[],
                before jsonb, after jsonb, confidential text[])`,
  ];
}

/** Where changes happened; null as soon as one of them concerns no single warehouse, and so may everybody. */
function warehousesOf(changes: readonly Change[]): string[] | null {
  const all = changes.map(({ warehouseIds }) => warehouseIds);
  return all.length === 0 || all.includes(undefined) ? null : [...new Set(all.flatMap((ids) => ids ?? []))];
}

/**
 * In the order in which they were emitted: the relay gives positions by id. A fact is heard by whoever may read of its
 * changes in the history: it happened in the warehouses that it names itself, or else where they did.
 */
function outboxWrite(ctx: TxContext, messages: readonly Message[], warehouseIds: string[] | null): SQL[] {
  if (messages.length === 0) return [];
  const rows = messages.map((message, ordinal) => ({
    ordinal,
    ...message,
    entityIds: entityIdsOf(message.payload),
    warehouseIds: warehouseIdsOf(message.payload) ?? warehouseIds,
  }));
  return [
    sql`
    insert into ${outbox} (kind, name, payload, entity_ids, warehouse_ids, request_id, trace_parent, occurred_at)
    select kind, name, payload, "entityIds", "warehouseIds", ${ctx.requestId}, ${traceParent()}::text,
      ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as message(ordinal integer, kind text, name text, payload jsonb, "entityIds" uuid[], "warehouseIds" uuid[])
    order by ordinal`,
  ];
}
