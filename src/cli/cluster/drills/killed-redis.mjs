// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { Audience } from "../audience.mjs";
import { Imports } from "../imports.mjs";
import { Trade } from "../trade.mjs";
import { seconds, until } from "../until.mjs";

const FAILOVER_WAIT_MS = 60_000;
const JOBS_WAIT_MS = 90_000;
const LATE_MS = 3_000;

/**
 * The master of Redis is killed while jobs are asked for and screens follow the work.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillKilledRedis(world, { clients, restMs, phaseMs, files, streams }) {
  const { redis } = world.cluster;
  const audience = await Audience.open(world, streams);
  const trade = await Trade.begin(world, { name: "Killed Redis", clients, restMs });
  const imports = new Imports(world);
  const asking = (async () => {
    for (let file = 0; file < files; file += 1) {
      await imports.begin();
      await sleep((2 * phaseMs) / files);
    }
  })();
  // Heard of when it is waited for.
  asking.catch(() => {});
  await sleep(phaseMs);
  const lost = await redis.master();
  await lost.kill();
  const failoverMs = await until(
    "Sentinel names another master",
    async () => (await redis.master()) !== lost,
    FAILOVER_WAIT_MS,
  );
  await asking;
  await imports.finish(JOBS_WAIT_MS);
  await trade.end();
  const { gaps, lateMs } = await audience.heard(trade.acknowledged);
  lost.start();
  const done = await imports.compare();
  return {
    figures:
      `${lost.name} lost, another master after ${seconds(failoverMs)}; ${imports.ids.length * 2} jobs, ` +
      `${done.lost} effects lost, ${done.doubled} doubled; ${trade.acknowledged.length} orders on ${streams} ` +
      `screens, ${gaps} missed, ${Math.round(lateMs)} ms late at most; ${trade.failed} requests failed`,
    holds: done.lost + done.doubled + gaps + trade.failed === 0 && lateMs <= LATE_MS,
    faults: trade.faults,
  };
}
