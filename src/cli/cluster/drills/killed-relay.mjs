// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { Audience } from "../audience.mjs";
import { Trade } from "../trade.mjs";
import { seconds } from "../until.mjs";

const STAND_BY_MS = 10_000;

/**
 * Each relay is killed in turn, so that the one that led is among them, and the other takes over.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillKilledRelay(world, { clients, restMs, phaseMs, streams }) {
  const audience = await Audience.open(world, streams);
  const trade = await Trade.begin(world, { name: "Killed relay", clients, restMs });
  for (const relay of world.cluster.relays) {
    await sleep(phaseMs);
    await relay.kill();
    await sleep(phaseMs);
    relay.start();
  }
  await sleep(phaseMs);
  await trade.end();
  const { gaps, repeats, lateMs } = await audience.heard(trade.acknowledged);
  const [row] = await world.cluster.postgres.primary`select count(*) as count from outbox where position is null`;
  const unpublished = Number(row?.["count"]);
  return {
    figures:
      `${trade.acknowledged.length} facts on ${streams} screens: ${gaps} lost, ${repeats} twice, ` +
      `${unpublished} unpublished, the stand-by within ${seconds(lateMs)}`,
    holds: gaps + repeats + unpublished + trade.failed === 0 && lateMs <= STAND_BY_MS,
    faults: trade.faults,
  };
}
