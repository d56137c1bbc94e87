// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { Imports } from "../imports.mjs";
import { Trade } from "../trade.mjs";
import { seconds, until } from "../until.mjs";

const OTHERS = "shop users catalog inventory customers orders imports";
const TAKEN_WAIT_MS = 60_000;
const JOBS_WAIT_MS = 45_000;
const ORDER_MS_MAX = 5_000;

/**
 * The worker of notifications stands still, and the one of everything else goes on.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillStuckNotifications(world, { clients, restMs, phaseMs, files }) {
  const [notifying, other] = world.cluster.workers;
  if (!notifying || !other) throw new Error("There are no two workers.");
  try {
    await restart(other, OTHERS);
    await restart(notifying, "notifications");
    await until("notifications have a queue of their own", () => isApart(world), TAKEN_WAIT_MS);
    notifying.hang();
    const trade = await Trade.begin(world, { name: "Stuck notifications", clients, restMs });
    const imports = new Imports(world);
    for (let file = 0; file < files; file += 1) await imports.begin();
    const began = performance.now();
    await imports.finish(JOBS_WAIT_MS);
    const jobsMs = performance.now() - began;
    await sleep(phaseMs);
    await trade.end();
    const done = await imports.compare();
    return {
      figures:
        `${trade.acknowledged.length} orders, ${trade.failed} failed, ${Math.round(trade.gapMs)} ms between two ` +
        `at most; ${imports.ids.length * 2} jobs of other modules done in ${seconds(jobsMs)}, ` +
        `${done.lost} effects missing`,
      holds: trade.failed + done.lost + done.doubled === 0 && trade.gapMs <= ORDER_MS_MAX,
      faults: trade.faults,
    };
  } finally {
    notifying.wake();
    await restart(notifying, "");
    await restart(other, "");
  }
}

/** @param {import("../world.mjs").World} world */
async function isApart({ cluster }) {
  const [row] = await cluster.postgres.primary`select is_apart from job_modules where module = 'notifications'`;
  return row?.["is_apart"] === true;
}

/** @param {import("../member.mjs").Member} worker @param {string} modules */
async function restart(worker, modules) {
  await worker.stop();
  worker.more = modules === "" ? {} : { WORKER_MODULES: modules };
  worker.start();
}
