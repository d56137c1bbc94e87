// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { Trade } from "../trade.mjs";
import { until } from "../until.mjs";

const FOLLOW_WAIT_MS = 60_000;

/**
 * The synchronous replica is killed under load, and comes back.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillKilledReplica(world, { clients, restMs, phaseMs }) {
  const { postgres } = world.cluster;
  const name = await postgres.synchronousName();
  if (name === null) throw new Error("No replica is synchronous.");
  const trade = await Trade.begin(world, { name: "Killed replica", clients, restMs });
  await sleep(phaseMs);
  await postgres.kill(name);
  await sleep(phaseMs);
  await postgres.startServer(name);
  const backMs = await until(`${name} follows`, () => postgres.isFollowing(name), FOLLOW_WAIT_MS);
  await sleep(phaseMs);
  await trade.end();
  const { lost, doubled, halves } = await trade.compare();
  const asked = trade.acknowledged.length + trade.reads;
  return {
    figures:
      `${asked} requests, ${trade.failed} failed, ${lost} lost; no change for ${Math.round(trade.gapMs)} ms at most, ` +
      `following ${Math.round(backMs)} ms after its start`,
    holds: trade.failed + lost + doubled + halves === 0,
    faults: trade.faults,
  };
}
