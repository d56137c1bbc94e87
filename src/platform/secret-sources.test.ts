import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startSecretsManager } from "@/testing/secrets-manager";
import { readConfig } from "./config";
import { fetchManaged } from "./secret-sources";

const DATABASE_URL = "postgres://shop:hidden-word@db.example/shop";
const SECRET = "0123456789abcdef0123456789abcdef";
const NAMES = ["DATABASE_URL", "DATABASE_PASSWORD", "AUTH_SECRET", "REDIS_URL"];

let manager: Awaited<ReturnType<typeof startSecretsManager>>;
let folder: string;

beforeAll(async () => {
  manager = await startSecretsManager({
    "shop/auth": SECRET,
    "shop/database": JSON.stringify({ username: "shop", password: "of the/manager" }),
    "shop/broken": '{"password": "hidden-word',
  });
  folder = mkdtempSync(path.join(tmpdir(), "quartermaster-secrets-"));
});
beforeEach(() => {
  manager.asked.length = 0;
  for (const [name, value] of Object.entries(manager.environment)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await manager.stop();
  rmSync(folder, { recursive: true });
});

test("each secret comes from the environment, a file or the manager, whichever its setting names", async () => {
  const file = path.join(folder, "redis");
  writeFileSync(file, "rediss://redis.example\n");
  const given = {
    DATABASE_URL,
    REDIS_URL_FILE: file,
    AUTH_SECRET_SECRET_ID: "shop/auth",
    DATABASE_PASSWORD_SECRET_ID: "shop/database#password",
  };
  const config = readConfig(given, await fetchManaged(NAMES, given));
  expect(config.secrets.cookie).toEqual([SECRET]);
  expect(config.redis).toMatchObject({ url: "rediss://redis.example" });
  expect(config.databaseUrl).toBe("postgres://shop:of%20the%2Fmanager@db.example/shop");
});

test("a secret with several fields is asked for once", async () => {
  const given = {
    DATABASE_PASSWORD_SECRET_ID: "shop/database#password",
    REDIS_URL_SECRET_ID: "shop/database#username",
  };
  const { values } = await fetchManaged(NAMES, given);
  expect(values).toEqual({ DATABASE_PASSWORD: "of the/manager", REDIS_URL: "shop" });
  expect(manager.asked).toEqual(["shop/database"]);
});

test("all that cannot be had is named at once, beside the other faults, and nothing of a secret", async () => {
  const given = {
    PORT: "eighty",
    DATABASE_URL_FILE: path.join(folder, "nowhere"),
    AUTH_SECRET_SECRET_ID: "shop/gone",
    DATABASE_PASSWORD_SECRET_ID: "shop/broken#password",
    REDIS_URL_SECRET_ID: "shop/database#address",
  };
  const sourced = await fetchManaged(NAMES, given);
  const faults = () => readConfig(given, sourced);
  for (const fault of [
    "DATABASE_URL_FILE: cannot be read (ENOENT)",
    "AUTH_SECRET_SECRET_ID: cannot be read (ResourceNotFoundException)",
    "DATABASE_PASSWORD_SECRET_ID: cannot be read (it has no field password)",
    "REDIS_URL_SECRET_ID: cannot be read (it has no field address)",
    "PORT: ",
  ])
    expect(faults).toThrow(fault);
  expect(faults).not.toThrow("hidden-word");
  // They are not missing besides.
  expect(faults).not.toThrow(/DATABASE_URL: |AUTH_SECRET: /);
});

test("where no setting names the manager, nobody asks it", async () => {
  expect(await fetchManaged(NAMES, { DATABASE_URL, AUTH_SECRET: SECRET })).toEqual({ values: {}, faults: [] });
  expect(manager.asked).toEqual([]);
});
