import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { config, loadSecrets } from "@/platform/config";
import { openPrimaryPool } from "@/platform/jobs/primary-pool";
import { testDatabase } from "@/testing/database";
import { startSecretsManager } from "@/testing/secrets-manager";
import { type Db, openDatabase } from "./db";
import { isDatabaseError } from "./error";
import { passwordOf } from "./password";

const t = testDatabase();
const forgetConfig = () => {
  for (const name of ["config", "managed-secrets"])
    Reflect.deleteProperty(globalThis, Symbol.for(`quartermaster.${name}`));
};
const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-password-"));
const file = path.join(folder, "password");
/** Of a slow machine. */
const PATIENCE = { timeout: 10_000 };

beforeEach(async () => {
  await t.owner`create role rotating login password 'first'`;
  forgetConfig();
  const url = new URL(t.url);
  url.username = "rotating";
  url.password = "of no use";
  vi.stubEnv("DATABASE_URL", url.href);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  forgetConfig();
  await t.owner`drop role rotating`;
});
afterAll(() => rmSync(folder, { recursive: true }));

const options = () => ({
  url: config().databaseUrl,
  max: 2,
  applicationName: "rotating",
  password: passwordOf(({ databaseUrl }) => databaseUrl),
});

/** Changes it in the database, and then ends who came in with the one before. */
async function changePassword(password: "second" | "third"): Promise<void> {
  await t.owner.unsafe(`alter role rotating password '${password}'`);
  await t.owner`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rotating'`;
  const left = () => t.owner`select from pg_stat_activity where usename = 'rotating'`;
  await vi.waitUntil(async () => (await left()).length === 0);
}

const ENDED = ["CONNECTION_CLOSED", "ECONNRESET", "57P01"];

/** Who was ended meanwhile, and has not noticed, asks again; a password that is refused is a fault. */
async function ask(db: Db, number: number): Promise<number> {
  for (;;) {
    try {
      const [row] = await db.execute<{ number: number }>(sql`select ${number}::int as number`);
      return row?.number ?? 0;
    } catch (error) {
      if (!isDatabaseError(error) || !ENDED.includes(error.code)) throw error;
    }
  }
}

test("a password that is changed where it is mounted is found without a failed statement", async () => {
  writeFileSync(file, "first\n");
  vi.stubEnv("DATABASE_PASSWORD_FILE", file);
  const { db, end } = openDatabase(options());
  const jobs = openPrimaryPool(config().databaseUrl, { max: 1 }, options().password);
  jobs.on("error", () => {});
  await db.execute(sql`select 1`);
  await jobs.query("select 1");

  for (const password of ["second", "third"] as const) {
    writeFileSync(file, password);
    await changePassword(password);
    await vi.waitUntil(
      async () => (await t.owner`select from pg_stat_activity where usename = 'rotating'`).length === 0,
      PATIENCE,
    );
    expect(await Promise.all([1, 2, 3].map((number) => ask(db, number)))).toEqual([1, 2, 3]);
    // The other driver meets one refusal; who adds jobs asks again by itself.
    await vi.waitFor(() => jobs.query("select 1"), PATIENCE);
  }
  await Promise.all([end(), jobs.end()]);
});

test("the manager of secrets is asked again once the password is refused, and not before", async () => {
  const manager = await startSecretsManager({ database: JSON.stringify({ password: "first" }) });
  for (const [name, value] of Object.entries(manager.environment)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_PASSWORD_SECRET_ID", "database#password");
  await loadSecrets();
  const { db, end } = openDatabase(options());
  await Promise.all([db.execute(sql`select 1`), db.execute(sql`select 1`)]);
  expect(manager.asked).toEqual(["database"]);

  manager.secrets["database"] = JSON.stringify({ password: "second" });
  await changePassword("second");
  expect(await ask(db, 1)).toBe(1);
  expect(manager.asked).toEqual(["database", "database"]);
  await end();
  await manager.stop();
});

test("a password that stays wrong is a fault at once, and one that is mended later is found", async () => {
  writeFileSync(file, "wrong");
  vi.stubEnv("DATABASE_PASSWORD_FILE", file);
  const { db, end } = openDatabase(options());
  await expect(db.execute(sql`select 1`)).rejects.toMatchObject({ code: "28P01" });
  await expect(db.execute(sql`select 1`)).rejects.toMatchObject({ code: "28P01" });
  writeFileSync(file, "first");
  expect(await ask(db, 1)).toBe(1);
  await end();
});

test("where the password is in the environment nothing can change, and nothing is read", () => {
  expect(passwordOf(({ databaseUrl }) => databaseUrl)).toBeUndefined();
});
