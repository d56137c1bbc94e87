import { expect, test } from "vitest";
import { mailNotices } from "@/modules/notifications/contract";
import { shipOrder } from "@/modules/orders/ship-order";
import { removeLogoFile } from "@/modules/shop/contract";
import { config } from "@/platform/config";
import { handle } from "@/platform/jobs/handler";
import { listApart } from "@/platform/jobs/job-modules";
import { type ModuleJobs, ofModules } from "@/platform/jobs/module-jobs";
import { runModuleWorkers } from "@/platform/jobs/module-workers";
import { openBackend } from "@/platform/jobs/open-backend";
import { JobQueue } from "@/platform/jobs/queue";
import { makeLogger } from "@/platform/logger";
import { enqueueFollowUp } from "@/platform/outbox/emit";
import { runRelay } from "@/platform/outbox/relay";
import { diagnose } from "@/platform/process/diagnose";
import { inTransaction } from "@/platform/transaction";
import { pause } from "@/shared/pause";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { makeGate } from "@/testing/outbox";
import { aShop } from "@/testing/shop";
import { order, picksOf } from "@/testing/shop-at-work";
import { JOBS } from "./jobs";
import { readiness } from "./readiness";

const ORDERS = 20;
const DONE_WITHIN_MS = 5_000;
const store = testDatabase();
const log = makeLogger("silent");

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + DONE_WITHIN_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error("It did not come true in time.");
    await pause(20);
  }
}

test("while the worker of notifications is stuck, orders go out and the other modules' jobs are done", async () => {
  const stuck = makeGate();
  const removed: string[] = [];
  const jobs: ModuleJobs = {
    ...JOBS,
    notifications: [handle(mailNotices, () => stuck.opened)],
    shop: [handle(removeLogoFile, async (_ctx, { fileKey }) => void removed.push(fileKey))],
  };
  const openOne = () => openBackend({ databaseUrl: store.url, redis: null, connectionsMax: 7, log });
  const queue = new JobQueue(openOne(), { listApart: () => listApart(store.db) });
  const stop = new AbortController();
  const common = {
    jobs,
    db: store.db,
    log,
    signal: stop.signal,
    queue,
    openBackend: openOne,
    graceMs: 500,
    beatMs: 100,
  };
  const addJobs: JobQueue["add"] = (added) => queue.add(added);
  const running = [
    runModuleWorkers({ ...common, named: ["notifications"] }),
    runModuleWorkers({ ...common, named: null }),
    runRelay({ db: store.db, handlers: ofModules(jobs), addJobs, log }, stop.signal),
  ];
  await until(async () => (await listApart(store.db)).includes("notifications"));

  const ctx = { ...(await testContext(store.db)), db: store.db };
  const shop = { ...(await aShop(ctx, { TEA: 1_000 })), ctx };
  await inTransaction(ctx, async (inside) => {
    const mail = { userId: ctx.actor.userId, after: 0, upTo: 1, isUrgent: false };
    for (let count = 0; count < 2 * ORDERS; count += 1) enqueueFollowUp(inside, mailNotices, mail);
  });
  const delays: number[] = [];
  for (let count = 0; count < ORDERS; count += 1) {
    const began = performance.now();
    const { orderId } = await order(shop, "confirmed");
    await shipOrder(ctx, { orderId, lines: await picksOf(shop, orderId) });
    await inTransaction(ctx, async (inside) => enqueueFollowUp(inside, removeLogoFile, { fileKey: orderId }));
    await until(() => removed.includes(orderId));
    delays.push(performance.now() - began);
  }
  stuck.open();
  stop.abort();
  await Promise.all(running);
  await queue.close();
  expect(Math.max(...delays)).toBeLessThan(DONE_WITHIN_MS);
}, 60_000);

test("health and doctor name a module whose jobs nobody takes, and people work on", async () => {
  // Another one came with a release that was taken back, and nobody is missed there.
  await store.owner`
    insert into job_modules values
      ('notifications', true, now() - interval '2 minutes'),
      ('of-another-release', false, now() - interval '2 minutes')`;
  expect(await readiness()).toEqual({ ready: true, untaken: ["notifications"] });
  const { lines, faults } = await diagnose({
    databaseUrl: store.url,
    ownerUrl: store.url,
    databasePoolMax: 1,
    redis: null,
    store: null,
    traces: null,
    replicaUrls: [],
    replicaPoolMax: 1,
    workerConcurrency: 4,
    mail: config().mail,
    filesDir: config().filesDir,
    errors: null,
    workerModules: null,
  });
  expect(faults.filter((fault) => fault.startsWith("No worker"))).toEqual([
    "No worker takes the jobs of notifications. Start one for all modules, or with WORKER_MODULES=notifications.",
  ]);
  // A pool of 1, the door to the queues, and two queues for 4 jobs each: the common one and that of notifications.
  expect(lines).toContain("worker     up to 18 connections to the primary");
});
