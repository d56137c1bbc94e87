import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { makeLogger } from "@/platform/logger";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { redisUrl, testDatabase } from "@/testing/database";
import { JOB_PLACES } from "@/testing/job-places";
import { makeGate } from "@/testing/outbox";
import type { JobsBackend } from "./backend";
import { handle } from "./handler";
import { COMMON_QUEUE, listApart, listUntaken, sayKnown } from "./job-modules";
import { type ModuleJobs, sortModules } from "./module-jobs";
import { runModuleWorkers } from "./module-workers";
import { openBackend } from "./open-backend";
import { JobQueue } from "./queue";

const store = testDatabase();
const log = makeLogger("silent");
const WITHIN_MS = 25_000;
const MAIL_JOBS = 12;

const letter = defineJob("letters.send", z.object({}));
const parcel = defineJob("parcels.pack", z.object({}));
const places = redisUrl() === null ? JOB_PLACES.slice(0, 1) : JOB_PLACES.slice(0, 2);

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error("It did not come true in time.");
    await pause(20);
  }
}

describe.each(places)("workers of single modules, with jobs on $name", ({ open }) => {
  let backend: () => JobsBackend;
  let queue: JobQueue;
  let outboxId = 0;
  let workers: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    const { redis } = await open();
    backend = () => openBackend({ databaseUrl: store.url, redis, connectionsMax: 12, log });
    queue = new JobQueue(backend(), { listApart: () => listApart(store.db) });
  });
  afterEach(async () => {
    await Promise.all(workers.map((stop) => stop()));
    workers = [];
    await queue.clear();
    await queue.close();
  });

  function work(jobs: ModuleJobs, named: string[] | null) {
    const stopping = new AbortController();
    const running = runModuleWorkers({
      jobs,
      named,
      db: store.db,
      log,
      signal: stopping.signal,
      queue,
      openBackend: backend,
      settings: { concurrency: 4, stalledInterval: 200 },
      graceMs: 500,
      beatMs: 100,
    });
    const stop = () => {
      stopping.abort();
      return running;
    };
    workers.push(stop);
    return stop;
  }

  const add = (handler: string, count = 1) =>
    queue.add(
      Array.from({ length: count }, () => {
        outboxId += 1;
        return { handler, module: handler.split(".")[0], outboxId, requestId: "tests", payload: {} };
      }),
    );

  const counting = (done: string[]): ModuleJobs => ({
    letters: [handle(letter, async () => void done.push("letter"))],
    parcels: [handle(parcel, async () => void done.push("parcel"))],
  });

  test("a worker that is stuck with the jobs of one module delays none of another", async () => {
    const packed: number[] = [];
    const stuck = makeGate();
    const jobs: ModuleJobs = {
      letters: [handle(letter, () => stuck.opened)],
      parcels: [handle(parcel, async () => void packed.push(performance.now()))],
    };
    work(jobs, ["letters"]);
    work(jobs, null);
    await until(async () => (await listApart(store.db)).includes("letters"));
    await add("letters.send", MAIL_JOBS);
    await pause(500);
    const addedAt = performance.now();
    await add("parcels.pack");
    await until(() => packed.length === 1);
    stuck.open();
    expect((packed[0] ?? Number.POSITIVE_INFINITY) - addedAt).toBeLessThan(2_000);
  });

  test("what waits in the queue that all shared before is done by the worker of its module", async () => {
    const done: string[] = [];
    await add("letters.send", 3);
    await add("parcels.pack");
    work(counting(done), ["letters"]);
    await until(() => done.length === 3);
    expect(done).toEqual(["letter", "letter", "letter"]);
    work(counting(done), ["parcels"]);
    await until(() => done.length === 4);
    expect(done[3]).toBe("parcel");
  });

  test("what waits there behind any number of jobs that nobody takes is found all the same", async () => {
    const done: string[] = [];
    await add("parcels.pack", 501);
    await add("letters.send");
    await add("parcels.pack", 501);
    work(counting(done), ["letters"]);
    await until(() => done.length > 0);
    expect(done).toEqual(["letter"]);
  });

  test("a job at which the last worker of all was killed is done by the worker of its module", async () => {
    const killed = backend();
    // A check of its own would keep all others from checking until the next one was due.
    const forgetful = { lockDuration: 200, skipLockRenewal: true, skipStalledCheck: true };
    const taken = makeGate();
    const hang = async () => {
      taken.open();
      await pause(60_000);
    };
    const worker = await killed.openWorker(COMMON_QUEUE, hang, forgetful);
    await add("letters.send");
    await taken.opened;
    await worker.close(true);
    await killed.end();
    const done: string[] = [];
    work(counting(done), ["letters"]);
    await until(() => done.length === 1);
  });

  test("a worker of all modules also does what waits for one that had a worker of its own", async () => {
    const done: string[] = [];
    await work(counting(done), ["letters"])();
    await add("letters.send");
    await pause(200);
    expect(done).toEqual([]);
    work(counting(done), null);
    await until(() => done.length === 1);
  });

  test("a job that was given up is listed, and sent again, whichever queue it is in", async () => {
    let isMended = false;
    const mend = async () => {
      if (!isMended) throw new Error("the machine is broken");
    };
    const once = { attemptsMax: 1, firstPauseMs: 20 };
    const jobs: ModuleJobs = { letters: [handle(letter, mend)], parcels: [handle(parcel, mend)] };
    queue = new JobQueue(backend(), { retry: once, listApart: () => listApart(store.db) });
    work(jobs, ["letters"]);
    work(jobs, null);
    await until(async () => (await listApart(store.db)).length === 1);
    await Promise.all([add("letters.send"), add("parcels.pack")]);
    await until(async () => (await queue.listDead()).length === 2);
    isMended = true;
    for (const { id } of await queue.listDead()) await queue.retryDead(id);
    await until(async () => (await queue.listDead()).length === 0);
  });

  test("a module whose jobs nobody takes is named, until somebody does", async () => {
    await sayKnown(store.db, ["letters", "parcels"]);
    expect(await listUntaken(store.db, ["letters", "parcels"])).toEqual([]);
    await store.owner`update job_modules set taken_at = now() - interval '2 minutes'`;
    expect(await listUntaken(store.db, ["letters", "parcels"])).toEqual(["letters", "parcels"]);
    work(counting([]), ["letters"]);
    await until(async () => (await listUntaken(store.db, ["letters", "parcels"])).length === 1);
    expect(await listUntaken(store.db, ["letters", "parcels"])).toEqual(["parcels"]);
    // Of a release that came and was taken back.
    expect(await listUntaken(store.db, ["letters"])).toEqual([]);
  });
});

test("a name that another release knows is left out, and where none is left the names there are are told", () => {
  const jobs: ModuleJobs = { letters: [], parcels: [] };
  expect(sortModules(["letters"], jobs)).toEqual({ known: ["letters"], unknown: [] });
  expect(sortModules(["letters", "mails"], jobs)).toEqual({ known: ["letters"], unknown: ["mails"] });
  expect(() => sortModules(["mails"], jobs)).toThrow("WORKER_MODULES: there is no mails. There are letters, parcels.");
});
