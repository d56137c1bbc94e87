import { afterAll, expect, test } from "vitest";
import { database } from "@/platform/database/db";
import { jobQueue } from "@/platform/jobs/queue";
import { testDatabase } from "@/testing/database";
import { readiness } from "./readiness";

testDatabase();
/** Where nothing listens. */
process.env["REDIS_URL"] = "redis://127.0.0.1:1";

afterAll(async () => {
  await jobQueue().close();
  await database().end();
});

test("while the queue is away people work on, and it is said", async () => {
  const began = performance.now();
  expect(await readiness()).toEqual({ ready: true, isQueueAway: true });
  expect(performance.now() - began).toBeLessThan(3_000);
});
