import { AsyncLocalStorage } from "node:async_hooks";
import type { WatchedQuery } from "postgres";
import { processSingleton } from "@/platform/process-singleton";
import { openSpan } from "@/platform/telemetry/span";

export type StatementCount = { statements: number; transactions: number };

const CANCEL_GRACE_MS = 2_000;
const TRANSACTION_BEGIN = /^\s*begin\b/i;
const COMMIT = /^\s*commit\b/i;
const TRANSACTION_WORD = /^\s*(?:commit|rollback|savepoint|release)\b/i;

const counters = processSingleton("statement-counters", () => new AsyncLocalStorage<StatementCount>());

/**
 * Runs `work` and counts its statements and transactions. `begin` and `commit` are not counted as statements.
 */
export async function countStatements<Result>(
  work: () => Promise<Result>,
): Promise<StatementCount & { result: Result }> {
  const count: StatementCount = { statements: 0, transactions: 0 };
  const result = await counters.run(count, work);
  return { ...count, result };
}

type Bounds = { deadlineMs: number; signal?: AbortSignal | undefined };

const bounds = processSingleton("statement-bounds", () => new AsyncLocalStorage<Bounds>());

/**
 * Runs `work`, which is rare and adds up very much, with another deadline for its statements than the pool's. Nobody
 * waits for them once `signal` aborts: they are cancelled.
 */
export const withDeadline = <Result>(
  deadlineMs: number,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> => bounds.run({ deadlineMs, signal }, work);

/**
 * Bounds the time of a statement. At the deadline Postgres is asked to cancel it; without an answer to that either,
 * the connection hangs, and dropping it rejects everything that waits on it.
 */
export function watchStatement(query: WatchedQuery, poolDeadlineMs: number): void {
  const text = query.strings[0] ?? "";
  countStatement(text);
  const span = openSpan({ name: "sql", kind: "client", facts: { "db.system.name": "postgresql" } });
  const { deadlineMs, signal: asked } = bounds.getStore() ?? { deadlineMs: poolDeadlineMs };
  // What was begun is still rolled back.
  const signal = TRANSACTION_WORD.test(text) ? undefined : asked;
  const giveUp = () => {
    clearTimeout(timer);
    // A COMMIT that waits for a synchronous replica is acknowledged when it is cancelled, though no replica has it.
    if (COMMIT.test(text)) return query.abandon();
    query.cancel();
    timer = setTimeout(() => query.abandon(), CANCEL_GRACE_MS);
  };
  let timer = setTimeout(giveUp, signal?.aborted ? 0 : deadlineMs);
  signal?.addEventListener("abort", giveUp);
  const settled = () => {
    clearTimeout(timer);
    span?.end();
    signal?.removeEventListener("abort", giveUp);
  };
  query.then(settled, settled);
}

function countStatement(text: string): void {
  const count = counters.getStore();
  if (!count) return;
  if (TRANSACTION_BEGIN.test(text)) count.transactions += 1;
  else if (!TRANSACTION_WORD.test(text)) count.statements += 1;
}
