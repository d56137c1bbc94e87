// @ts-check
import { randomUUID } from "node:crypto";

const READERS = 4;
const SHARE_MIN = 0.2;
/** In turn, for so many pairs each: one is behind, then both are, then none. */
const PAIRS_EACH = 20;

/**
 * Somebody writes and reads at once what they have written, while replicas go on receiving and show nothing new.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillPausedReplay({ cluster, callerAt }, { pairs }) {
  const { postgres } = cluster;
  const [one = "", other = ""] = postgres.otherNames;
  const pause = (/** @type {string} */ name) => postgres.ownerOf(name)`select pg_wal_replay_pause()`;
  const resume = (/** @type {string} */ name) => postgres.ownerOf(name)`select pg_wal_replay_resume()`;
  const turns = [() => pause(one), () => pause(other), () => Promise.all([resume(one), resume(other)])];
  const before = await countReads(postgres);
  let [stale, done] = [0, 0];
  const read = async (/** @type {number} */ reader) => {
    const caller = callerAt(reader);
    while (done < pairs) {
      const pair = done++;
      if (pair % PAIRS_EACH === 0) await turns[(pair / PAIRS_EACH) % turns.length]?.();
      const name = `Drill ${randomUUID()}`;
      await caller.mustChange("customers.create", { name });
      const { rows } = await caller.mustAsk("customers.list", { search: name, cursor: null, limit: 5 });
      if (rows[0]?.name !== name) stale += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: READERS }, (_, reader) => read(reader)));
  } finally {
    await Promise.all([resume(one), resume(other)]);
  }
  const after = await countReads(postgres);
  const onReplicas = after.replicas - before.replicas;
  const share = onReplicas / (onReplicas + after.primary - before.primary);
  return {
    figures: `${pairs} pairs, ${stale} stale, ${(share * 100).toFixed(0)} % of the reads on replicas`,
    holds: stale === 0 && share >= SHARE_MIN,
  };
}

/** How often each server has listed customers. @param {import("../postgres-set.mjs").PostgresSet} postgres */
async function countReads(postgres) {
  const count = async (/** @type {string} */ name) => {
    const [row] = await postgres.ownerOf(name)`
      select coalesce(sum(calls), 0) as calls from pg_stat_statements
      where query ilike 'select%from "customers"%' and query ilike '%limit%'`;
    return Number(row?.["calls"]);
  };
  const replicas = await Promise.all(postgres.otherNames.map(count));
  return { primary: await count(postgres.primaryName), replicas: replicas.reduce((sum, each) => sum + each, 0) };
}
