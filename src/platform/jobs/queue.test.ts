import { describe, expect, test } from "vitest";
import * as z from "zod";
import { migrate } from "@/platform/database/migrations";
import { makeLogger } from "@/platform/logger";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { spareDatabase, testDatabase } from "@/testing/database";
import { handle } from "./handler";
import { openBackend } from "./open-backend";
import { JobQueue } from "./queue";
import { runWorker } from "./worker";

const store = testDatabase();
const log = makeLogger("silent");
const wake = defineJob("tests.wake", z.object({}));

describe("the queue on Postgres", () => {
  test("a queue that was asked before its tables were there works once they are", async () => {
    const { url, drop } = await spareDatabase("late_queue");
    const queue = new JobQueue(openBackend({ databaseUrl: url, redis: null, connectionsMax: 3, log }));
    try {
      await expect(queue.ping()).rejects.toThrow(/bullmq/i);
      await migrate(url);
      await expect(queue.ping()).resolves.toBeUndefined();
    } finally {
      await queue.close();
      await drop();
    }
  });

  test("a listener whose connection is killed delays no job for long, and the process lives", async () => {
    const backend = openBackend({ databaseUrl: store.url, redis: null, connectionsMax: 6, log });
    const queue = new JobQueue(backend);
    const stop = new AbortController();
    let heard = 0;
    const running = runWorker([handle(wake, async () => void (heard += 1))], {
      db: store.db,
      backend,
      log,
      signal: stop.signal,
    });
    const delays: number[] = [];
    for (let round = 1; round <= 4; round += 1) {
      await pause(500);
      await store.owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and (query ilike 'listen%' or application_name like 'quartermaster%')`;
      await pause(100);
      const addedAt = performance.now();
      await addPatiently(queue, round);
      while (heard < round && performance.now() - addedAt < 12_000) await pause(10);
      delays.push(performance.now() - addedAt);
    }
    stop.abort();
    await running;
    await queue.close();

    expect(heard).toBe(4);
    expect(Math.max(...delays)).toBeLessThan(10_000);
  }, 60_000);
});

/** Retries a failed add, as the relay does. */
async function addPatiently(queue: JobQueue, outboxId: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await queue.add([{ handler: "tests.wake", outboxId, requestId: "tests", payload: {} }]);
    } catch (error) {
      if (attempt === 5) throw error;
      await pause(100);
    }
  }
}
