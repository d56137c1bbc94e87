import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { recordChange } from "@/platform/audit/record-change";
import { makeLogger } from "@/platform/logger";
import { emit, enqueue } from "@/platform/outbox/emit";
import { dispatchBatch } from "@/platform/outbox/job-dispatcher";
import { relayBatch } from "@/platform/outbox/relay";
import { inTransaction } from "@/platform/transaction";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { newId } from "@/shared/id";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { systemContext } from "@/testing/context";
import { redisUrl, testDatabase } from "@/testing/database";
import { JOB_PLACES, type JobPlace } from "@/testing/job-places";
import { makeGate } from "@/testing/outbox";
import type { JobsBackend, WorkerSettings } from "./backend";
import { type Handler, handle, once, react } from "./handler";
import { openBackend } from "./open-backend";
import { JobQueue } from "./queue";
import { runWorker } from "./worker";

const store = testDatabase();
const log = makeLogger("silent");
const WITHIN_MS = 10_000;
/** On Redis one check for stalled jobs keeps the next away for its own interval, in the tests after it as well. */
const QUICK_CHECKS = { stalledInterval: 200 };

const tally = defineJob("tests.tally", z.object({ tallyId: z.uuid() }));
const tallied = defineEvent("tests.tallied", z.object({ tallyId: z.uuid() }));
const wrongTally = defineError<{ tallyId: string }>("tests.wrong-tally", "invalid", () => "That tally is wrong.");

const backends = redisUrl() === null ? JOB_PLACES.slice(0, 1) : JOB_PLACES;

/** Asks for background work as an operation does, and answers what its transaction recorded. */
async function ask(kind: "event" | "job"): Promise<string> {
  const tallyId = newId();
  await inTransaction(systemContext(store.db), async (ctx) => {
    recordChange(ctx, { entity: "product", entityId: tallyId, label: "A tally", before: null, after: {} });
    if (kind === "job") enqueue(ctx, tally, { tallyId });
    else emit(ctx, tallied, { tallyId });
  });
  return tallyId;
}

/** The effect that must happen once: an audit row by the handler's name. */
async function countEffects(handler: string, tallyId: string): Promise<number> {
  const [row] = await store.db.execute<{ found: string }>(
    sql`select count(*) as found from audit_entries where action = ${handler} and entity_id = ${tallyId}`,
  );
  return Number(row?.found);
}

const leaveTrace = (handler: string): Handler =>
  handle({ ...tally, name: handler }, (ctx, { tallyId }) =>
    once(ctx, async (inside) => {
      recordChange(inside, { entity: "product", entityId: tallyId, label: "A tally", before: null, after: {} });
    }),
  );

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error("It did not come true in time.");
    await pause(20);
  }
}

describe.each(backends)("jobs on $name", ({ open }) => {
  let place: JobPlace | undefined;
  let backend: JobsBackend;
  let queue: JobQueue;
  let workers: { stop: () => Promise<void> }[] = [];

  beforeAll(async () => {
    place = await open();
  });
  afterAll(() => place?.close());
  beforeEach(() => {
    backend = openBackend({ databaseUrl: store.url, redis: place?.redis ?? null, connectionsMax: 12, log });
    queue = new JobQueue(backend, { retry: { attemptsMax: 3, firstPauseMs: 20 } });
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    workers = [];
    await queue.clear();
    await queue.close();
  });

  function work(handlers: readonly Handler[], settings: WorkerSettings = {}, graceMs = 2_000) {
    const stopping = new AbortController();
    const running = runWorker(handlers, {
      db: store.db,
      backend,
      log,
      signal: stopping.signal,
      settings: { ...QUICK_CHECKS, ...settings },
      graceMs,
    });
    const stop = () => {
      stopping.abort();
      return running;
    };
    workers.push({ stop });
    return { stop };
  }

  const relay = async (handlers: readonly Handler[], addJobs: JobQueue["add"] = (jobs) => queue.add(jobs)) => {
    const options = { db: store.db, handlers, addJobs, log };
    await relayBatch(options);
    return dispatchBatch(options);
  };

  test("a job that an operation asked for is carried out by the system, under the request that asked", async () => {
    const heard: unknown[] = [];
    const handlers = [
      handle(tally, async (ctx, payload) => {
        heard.push({ actor: ctx.actor, action: ctx.action, hasRequest: ctx.requestId.length > 0, payload });
      }),
    ];
    work(handlers);
    const tallyId = await ask("job");
    await relay(handlers);
    await until(() => heard.length > 0);
    expect(heard).toEqual([
      { actor: { kind: "system" }, action: "tests.tally", hasRequest: true, payload: { tallyId } },
    ]);
  });

  test("each reaction to a fact runs, one failing does not keep the others from it", async () => {
    const heard: string[] = [];
    const handlers = [
      react(tallied, "tests.fails", async () => {
        throw new Error("not today");
      }),
      react(tallied, "tests.works", async (_ctx, { tallyId }) => void heard.push(tallyId)),
    ];
    work(handlers);
    const tallyId = await ask("event");
    await relay(handlers);
    await until(() => heard.length > 0);
    expect(heard).toEqual([tallyId]);
  });

  test("a relay killed between adding a job and its commit adds it again, and the effect happens once", async () => {
    const handlers = [leaveTrace("tests.tally")];
    work(handlers);
    const tallyId = await ask("job");
    await expect(
      relay(handlers, async (jobs) => {
        await queue.add(jobs);
        await until(async () => (await countEffects("tests.tally", tallyId)) === 1);
        throw new Error("killed");
      }),
    ).rejects.toThrow("killed");
    // The finished job is gone from the queue by now, so that only the claim stands between it and a second effect.
    await queue.clear();

    expect(await relay(handlers)).toMatchObject({ queued: 1 });
    const second = await ask("job");
    await relay(handlers);
    await until(async () => (await countEffects("tests.tally", second)) === 1);
    expect(await countEffects("tests.tally", tallyId)).toBe(1);
  });

  test("two runs of one job at the same time have one effect", async () => {
    let runs = 0;
    const bothRun = makeGate();
    const slow = handle(tally, async (ctx, { tallyId }) => {
      runs += 1;
      if (runs === 2) bothRun.open();
      await bothRun.opened;
      await once(ctx, async (inside) => {
        recordChange(inside, { entity: "product", entityId: tallyId, label: "A tally", before: null, after: {} });
        await pause(50);
      });
    });
    // Locks that nobody renews: the job is taken for stalled and given to the other worker while the first still runs.
    const forgetful = { skipLockRenewal: true, lockDuration: 200, concurrency: 1 };
    work([slow], forgetful);
    work([slow], forgetful);
    const tallyId = await ask("job");
    await relay([slow]);
    await until(() => runs >= 2);
    await until(async () => (await countEffects("tests.tally", tallyId)) > 0);
    await pause(200);
    expect(await countEffects("tests.tally", tallyId)).toBe(1);
  });

  test("a failure is retried; without attempts left it is in the dead list and can be sent again", async () => {
    let attempts = 0;
    let isMended = false;
    const handlers = [
      handle(tally, async () => {
        attempts += 1;
        if (!isMended) throw new Error("the machine is broken");
      }),
    ];
    work(handlers);
    await ask("job");
    await relay(handlers);
    await until(async () => (await queue.listDead()).length > 0);
    expect(attempts).toBe(3);
    const [dead] = await queue.listDead();
    expect(dead).toMatchObject({ handler: "tests.tally", reason: "the machine is broken", attempts: 3 });

    isMended = true;
    await queue.retryDead(dead?.id ?? "");
    await until(() => attempts === 4);
    await until(async () => (await queue.listDead()).length === 0);
  });

  test("onDead runs once no attempt is left, and a fault in it leaves the job its own reason", async () => {
    const notified: { attempts: number; tallyId: string }[] = [];
    let attempts = 0;
    const handlers = [
      handle(
        tally,
        async () => {
          attempts += 1;
          throw new Error("the machine is broken");
        },
        async (ctx, { tallyId }) => {
          notified.push({ attempts, tallyId });
          expect(ctx).toMatchObject({ actor: { kind: "system" }, action: "tests.tally" });
          throw new Error("the row cannot be written either");
        },
      ),
    ];
    work(handlers);
    const tallyId = await ask("job");
    await relay(handlers);
    await until(async () => (await queue.listDead()).length > 0);
    expect(notified).toEqual([{ attempts: 3, tallyId }]);
    expect(await queue.listDead()).toMatchObject([{ reason: "the machine is broken", attempts: 3 }]);
  });

  test("a refusal ends the job at once, and the dead list shows why", async () => {
    let attempts = 0;
    const handlers = [
      handle(tally, async (_ctx, { tallyId }) => {
        attempts += 1;
        throw wrongTally({ tallyId });
      }),
    ];
    work(handlers);
    await ask("job");
    await relay(handlers);
    await until(async () => (await queue.listDead()).length > 0);
    expect(attempts).toBe(1);
    expect(await queue.listDead()).toMatchObject([{ reason: "That tally is wrong." }]);
  });

  test("a worker that stops lets a job finish", async () => {
    const begun = makeGate();
    let isDone = false;
    const handlers = [
      handle(tally, async () => {
        begun.open();
        await pause(300);
        isDone = true;
      }),
    ];
    const worker = work(handlers);
    await ask("job");
    await relay(handlers);
    await begun.opened;
    await worker.stop();
    expect(isDone).toBe(true);
    expect(await queue.listDead()).toEqual([]);
  });

  test.each([
    { title: "that heeds the signal", heeds: true, graceMs: 5_000 },
    { title: "that outlasts the grace", heeds: false, graceMs: 200 },
  ])("a job $title is handed back, and another worker carries it out", async ({ heeds, graceMs }) => {
    const begun = makeGate();
    const first = handle(tally, async (ctx) => {
      begun.open();
      await pause(60_000, heeds ? ctx.delivery.signal : AbortSignal.timeout(3_000));
      ctx.delivery.signal.throwIfAborted();
    });
    const worker = work([first], {}, graceMs);
    const tallyId = await ask("job");
    await relay([first]);
    await begun.opened;
    const stoppedAt = performance.now();
    await worker.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(2_500);

    work([leaveTrace("tests.tally")]);
    await until(async () => (await countEffects("tests.tally", tallyId)) === 1);
  });

  test("a ping asks the real thing", async () => {
    await expect(queue.ping()).resolves.toBeUndefined();
  });

  test("two handlers of one name are refused at once", async () => {
    const handlers = [leaveTrace("tests.tally"), leaveTrace("tests.tally")];
    await expect(runWorker(handlers, { db: store.db, backend, log, signal: AbortSignal.abort() })).rejects.toThrow(
      "tests.tally",
    );
  });
});
