// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { Trade } from "../trade.mjs";
import { seconds, until } from "../until.mjs";

/** What a failover tool takes to be sure. */
const NOTICED_AFTER_MS = 2_000;
const BACK_WITHIN_MS = 30_000;
const WAIT_MS = 90_000;

/**
 * The primary is killed under load and a replica is promoted; the processes find it by themselves.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillKilledPrimary(world, { clients, restMs, phaseMs }) {
  const { postgres, webs, workers, relays } = world.cluster;
  const processes = () => [...webs.map(({ member }) => member), ...workers, ...relays].map(({ pid }) => pid).join();
  const before = processes();
  const lostName = postgres.primaryName;
  const trade = await Trade.begin(world, { name: "Killed primary", clients, restMs });
  await sleep(phaseMs);
  await postgres.kill(lostName);
  const acknowledged = trade.acknowledged.length;
  await sleep(NOTICED_AFTER_MS);
  const next = await postgres.promote();
  await until("changes are made again", () => trade.acknowledged.length > acknowledged + clients, WAIT_MS);
  await sleep(phaseMs);
  await trade.end();
  const isUntouched = processes() === before;
  const { lost, doubled, halves } = await trade.compare();
  await postgres.remake(lostName);
  return {
    figures:
      `${lostName} lost, ${next} promoted: ${trade.acknowledged.length} acknowledged, ${lost} lost, ` +
      `${doubled} doubled, ${halves} half made; back after ${seconds(trade.gapMs)} (${trade.failed} tries failed), ` +
      `${isUntouched ? "nothing" : "something"} restarted`,
    holds: lost + doubled + halves === 0 && trade.gapMs <= BACK_WITHIN_MS && isUntouched,
  };
}
