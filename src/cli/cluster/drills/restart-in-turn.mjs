// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { waitUntilReady } from "../../launch/ready.mjs";
import { Audience } from "../audience.mjs";
import { Trade } from "../trade.mjs";

/** Two of them pass before another web ends, until which haproxy sends people to the one that is ready again. */
const STARTED_MS = 1_000;

/**
 * As a new release is rolled out: each process is told to end and started again, while many people work.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillRestartInTurn(world, { crowd }) {
  const { webs, workers, relays } = world.cluster;
  const audience = await Audience.open(world, crowd.streams);
  const trade = await Trade.begin(world, { name: "Restart", clients: crowd.clients, restMs: crowd.restMs });
  const forced = /** @type {string[]} */ ([]);
  const restart = async (/** @type {import("../member.mjs").Member} */ member) => {
    if (!(await member.stop())) forced.push(member.name);
    member.start();
  };
  for (const [place, { member, port }] of webs.entries()) {
    await restart(member);
    await waitUntilReady({ host: "127.0.0.1", port }, new AbortController().signal);
    for (const behind of [workers[place], relays[place]]) {
      if (behind) await restart(behind);
      await sleep(STARTED_MS);
    }
  }
  await trade.end();
  const { gaps, repeats, reconnects, p99Ms } = await audience.heard(trade.acknowledged);
  return {
    figures:
      `${crowd.clients} clients, ${crowd.streams} streams: ${trade.acknowledged.length + trade.reads} requests, ` +
      `${trade.failed} failed; ${reconnects} reconnects, ${gaps} gaps, ${repeats} repeats, ` +
      `99 % heard within ${Math.round(p99Ms)} ms; ended by force: ${forced.join(", ") || "none"}`,
    holds: trade.failed + gaps + repeats + forced.length === 0,
    faults: trade.faults,
  };
}
