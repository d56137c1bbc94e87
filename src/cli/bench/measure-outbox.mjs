// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { ms, row } from "./judge.mjs";

const WRITERS = 16;
const HOLD_MS_MAX = 8;
const PUBLISHED_WAIT_MS = 30_000;
/** As in src/platform/outbox/wake-relay.ts. */
const WAKE_EVERY_MS = 250;
const NAME = "bench.fact";

/**
 * From the moment a fact was written, which is before its commit, to the moment the relay published it, while many
 * write at once and commit in any order. The relay must run.
 * @param {Pick<import("./compare.mjs").Bench, "sql" | "sqlUrl" | "size">} bench
 * @returns {Promise<import("./judge.mjs").Row[]>}
 */
export async function measureOutbox({ sql, sqlUrl, size: { facts } }) {
  const { default: postgres } = await import("postgres");
  const writers = postgres(sqlUrl, { max: WRITERS, onnotice: () => {} });
  // As a process of the product does once it has committed.
  const wake = () => void writers.notify("relay", "");
  wake();
  const waking = setInterval(wake, WAKE_EVERY_MS);
  let left = facts;
  const write = async () => {
    while (left-- > 0) {
      await writers.begin(async (tx) => {
        await tx`
          insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
          values ('event', ${NAME}, '{}', '{}', 'bench', clock_timestamp())`;
        await sleep(Math.random() * HOLD_MS_MAX);
      });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  clearInterval(waking);
  await writers.end({ timeout: 5 });
  await waitUntilPublished(sql);
  const [found] = await sql`
    select count(*)::int as facts, count(distinct position)::int as positions,
      (percentile_cont(0.5) within group (order by extract(epoch from published_at - occurred_at))
        * 1000)::float8 as p50,
      (percentile_cont(0.99) within group (order by extract(epoch from published_at - occurred_at))
        * 1000)::float8 as p99
    from outbox where name = ${NAME} and position is not null`;
  const isWhole = found?.["facts"] === facts && found["positions"] === facts;
  return [
    row({
      work: `outbox: ${facts.toLocaleString("en")} facts of ${WRITERS} writers, p50 / p99 until published`,
      ours: `${ms(Number(found?.["p50"]))} / ${ms(Number(found?.["p99"]))}, ${facts - Number(found?.["facts"])} lost`,
      floor: "none lost",
      holds: isWhole,
    }),
  ];
}

/** @param {import("postgres").Sql} sql */
async function waitUntilPublished(sql) {
  for (const deadline = performance.now() + PUBLISHED_WAIT_MS; performance.now() < deadline; await sleep(50)) {
    const [row] = await sql`select exists (select from outbox where name = ${NAME} and position is null) as waits`;
    if (!row?.["waits"]) return;
  }
}
