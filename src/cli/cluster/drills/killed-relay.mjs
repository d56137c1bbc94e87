// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { Audience } from "../audience.mjs";
import { Trade } from "../trade.mjs";
import { seconds, until } from "../until.mjs";

const ROUNDS = 2;
const STAND_BY_MS = 10_000;
const WAIT_MS = 60_000;
/** Spells QREL: the relay that has this lock publishes (`src/platform/outbox/relay.ts`). */
const RELAY_LOCK = 0x5152454c;

/**
 * The relay that leads is killed in the middle of its work, and again the one that has taken over.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillKilledRelay(world, { clients, restMs, phaseMs, streams }) {
  const audience = await Audience.open(world, streams);
  const trade = await Trade.begin(world, { name: "Killed relay", clients, restMs });
  const rounds = /** @type {{ name: string, afterMs: number }[]} */ ([]);
  for (let round = 0; round < ROUNDS; round += 1) {
    await sleep(phaseMs);
    const { leader, outboxId } = await killLeader(world.cluster);
    const afterMs = await until("the stand-by publishes", () => isPublished(world.cluster, outboxId), WAIT_MS);
    rounds.push({ name: leader.name, afterMs });
    await sleep(phaseMs);
    leader.start();
    await until(`${leader.name} stands by`, () => isConnected(world.cluster, leader.name), WAIT_MS);
  }
  await trade.end();
  const { gaps, repeats, lateMs } = await audience.heard(trade.acknowledged);
  const [row] = await world.cluster.postgres.primary`select count(*) as count from outbox where position is null`;
  const unpublished = Number(row?.["count"]);
  const killed = rounds.map(({ name, afterMs }) => `${name} killed as it published, taken over in ${seconds(afterMs)}`);
  return {
    figures:
      `${killed.join("; ")}; ${trade.acknowledged.length} facts on ${streams} screens: ${gaps} lost, ` +
      `${repeats} twice, ${unpublished} unpublished, ${seconds(lateMs)} late at most`,
    holds: gaps + repeats + unpublished + trade.failed === 0 && rounds.every(({ afterMs }) => afterMs <= STAND_BY_MS),
    faults: trade.faults,
  };
}

/**
 * Who leads is seen for milliseconds only, so a fact is held fast until a relay has come to publish it and waits there,
 * with the lock. Gives that fact too.
 * @param {import("../start-cluster.mjs").Cluster} cluster
 */
function killLeader({ postgres, relays }) {
  return postgres.primary.begin(async (sql) => {
    const found = { outboxId: "", name: "" };
    const holdsFact = async () => {
      const [row] = await sql`
        select id from outbox where position is null order by id limit 1 for update skip locked`;
      found.outboxId = String(row?.["id"] ?? "");
      return row !== undefined;
    };
    const seesLeader = async () => {
      const [row] = await sql`
        select application_name as name from pg_locks join pg_stat_activity using (pid)
        where locktype = 'advisory' and classid = 0 and objid = ${RELAY_LOCK} and granted`;
      found.name = String(row?.["name"]);
      return row !== undefined;
    };
    await until("a fact waits to be published", holdsFact, WAIT_MS);
    await until("a relay leads", seesLeader, WAIT_MS);
    const leader = relays.find(({ name }) => name === found.name);
    if (!leader) throw new Error(`${found.name} leads, and is no relay of the cluster.`);
    await leader.kill();
    return { leader, outboxId: found.outboxId };
  });
}

/** @param {import("../start-cluster.mjs").Cluster} cluster @param {string} name */
async function isConnected({ postgres }, name) {
  const rows = await postgres.primary`select from pg_stat_activity where application_name = ${name}`;
  return rows.length > 0;
}

/** @param {import("../start-cluster.mjs").Cluster} cluster @param {string} outboxId */
async function isPublished({ postgres }, outboxId) {
  const rows = await postgres.primary`select from outbox where id = ${outboxId} and position is not null`;
  return rows.length > 0;
}
