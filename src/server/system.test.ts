import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { recordChange } from "@/platform/audit/record-change";
import { handle } from "@/platform/jobs/handler";
import { openBackend } from "@/platform/jobs/open-backend";
import { JobQueue, jobQueue } from "@/platform/jobs/queue";
import { runWorker } from "@/platform/jobs/worker";
import { makeLogger } from "@/platform/logger";
import { enqueue } from "@/platform/outbox/emit";
import { dispatchBatch } from "@/platform/outbox/job-dispatcher";
import { relayBatch } from "@/platform/outbox/relay";
import { processSingleton } from "@/platform/process-singleton";
import { say } from "@/platform/process/say-alive";
import { inTransaction } from "@/platform/transaction";
import { defineError } from "@/shared/error";
import { newId } from "@/shared/id";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { appRouter } from "./router";

const t = testDatabase();
const log = makeLogger("silent");
const parcel = defineJob("tests.parcel", z.object({ parcelId: z.uuid() }));
const lost = defineError<Record<string, never>>("tests.lost", "invalid", () => "The parcel is lost.");

beforeAll(() => {
  const backend = openBackend({ databaseUrl: t.url, redis: null, connectionsMax: 3, log });
  processSingleton("job-queue", () => new JobQueue(backend));
});

/** Each with a key of their own, for one change. */
const asAdmin = async () =>
  appRouter.createCaller({ ...(await testContext(t.db, { role: "admin" })), idempotencyKey: newId() });

/** Work that is asked for and refused, so that it is given up at once. */
async function giveUp(): Promise<void> {
  await inTransaction(systemContext(t.db), async (ctx) => {
    const parcelId = newId();
    recordChange(ctx, { entity: "product", entityId: parcelId, label: "A parcel", before: null, after: {} });
    enqueue(ctx, parcel, { parcelId });
  });
  const handlers = [handle(parcel, () => Promise.reject(lost({})))];
  const options = { db: t.db, handlers, addJobs: jobQueue().add.bind(jobQueue()), log };
  await relayBatch(options);
  await dispatchBatch(options);
  const backend = openBackend({ databaseUrl: t.url, redis: null, connectionsMax: 8, log });
  const ending = new AbortController();
  const running = runWorker(handlers, { db: t.db, backend, log, signal: ending.signal });
  while ((await jobQueue().listDead()).length === 0) await pause(20);
  ending.abort();
  await running;
  await backend.end();
}

test("an administrator sees which processes run, what waits and when the books were checked", async () => {
  await say(t.db, newId(), "relay");
  await t.owner`insert into backups (id, taken_at) values (${newId()}, '2026-01-02T03:04:05Z')`;
  await t.owner`
    insert into processes (id, name, host, pid, release, node, memory_mb, started_at, seen_at)
    values (${newId()}, 'web', 'gone', 1, 'old', '20', 1, now() - interval '1 hour', now() - interval '5 minutes')`;
  const seen = await (await asAdmin()).system.get();
  expect(seen.processes).toMatchObject([{ name: "relay", pid: process.pid, node: process.versions.node }]);
  expect(seen).toMatchObject({
    outboxAges: { publishing: 0, queueing: 0 },
    queues: [{ queue: "quartermaster", counts: { waiting: 0, active: 0 }, oldestMs: null }],
    deadJobs: [],
    replicas: [],
    ledgerCheck: null,
    lastBackup: { takenAt: new Date("2026-01-02T03:04:05Z") },
  });
});

/** What the history says of jobs, newest first. */
const recorded = async () => (await (await asAdmin()).history.list({ entity: "job" })).rows;

test("work that was given up is read, tried again and discarded, and administrators read by whom", async () => {
  await giveUp();
  const caller = await asAdmin();
  const [dead] = (await caller.system.get()).deadJobs ?? [];
  expect(dead).toMatchObject({ handler: "tests.parcel", reason: "The parcel is lost." });
  const jobId = dead?.id ?? "";

  await caller.system.retryJob({ jobId });
  const again = await caller.system.get();
  expect(again.deadJobs).toEqual([]);
  expect(again.queues).toMatchObject([{ counts: { waiting: 1, failed: 0 }, oldestMs: expect.any(Number) }]);
  // One that waits is not dead, so it is not discarded.
  await (await asAdmin()).system.discardJob({ jobId });
  expect((await jobQueue().look())[0]).toMatchObject({ counts: { waiting: 1 } });
  const [retried, ...more] = await recorded();
  expect(more).toEqual([]);
  expect(retried).toMatchObject({
    action: "system.retryJob",
    label: "tests.parcel",
    before: { job: jobId, reason: "The parcel is lost.", request: dead?.requestId, attempts: 1 },
    after: { state: "waiting" },
  });
  await jobQueue().clear();

  await giveUp();
  const [other] = (await caller.system.get()).deadJobs ?? [];
  const who = await testContext(t.db, { role: "admin" });
  await appRouter.createCaller({ ...who, idempotencyKey: newId() }).system.discardJob({ jobId: other?.id ?? "" });
  expect((await caller.system.get()).deadJobs).toEqual([]);
  const [discarded] = await recorded();
  expect(discarded).toMatchObject({ action: "system.discardJob", before: { job: other?.id }, after: null });
  expect(discarded?.actorId).toBe(who.actor.userId);
  const manager = appRouter.createCaller({ ...(await testContext(t.db, { role: "manager" })), idempotencyKey: null });
  expect((await manager.history.list({ entity: "job" })).rows).toEqual([]);
});

test("while the queue does not answer nothing is done, and nothing recorded", async () => {
  await jobQueue().close();
  await expect((await asAdmin()).system.discardJob({ jobId: "1-tests.parcel" })).rejects.toMatchObject({
    code: "INTERNAL_SERVER_ERROR",
  });
  expect(await recorded()).toEqual([]);
});
