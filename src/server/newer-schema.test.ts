import { afterAll, expect, onTestFinished, test } from "vitest";
import { database } from "@/platform/database/db";
import { jobQueue } from "@/platform/jobs/queue";
import { testDatabase } from "@/testing/database";
import { readiness } from "./readiness";

const t = testDatabase();
const LATER = 9_000_000_000_000;

afterAll(async () => {
  await jobQueue().close();
  await database().end();
});

test("a web stays ready when the next release migrates, unless that one takes away what it asks for", async () => {
  onTestFinished(async () => {
    await t.owner`delete from drizzle.__drizzle_migrations where created_at >= ${LATER}`;
  });
  const migrateLater = (when: number, needs: number | null) => t.owner`
    insert into drizzle.__drizzle_migrations (hash, created_at, needs) values ('later', ${when}, ${needs})`;
  const isReady = async () => (await readiness()).ready;
  await migrateLater(LATER, null);
  expect(await isReady()).toBe(true);
  await migrateLater(LATER + 1, LATER);
  await expect.poll(isReady, { timeout: 20_000 }).toBe(false);
});
