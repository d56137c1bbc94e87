import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { lockHolder, acquireLock } from "./lock.mjs";
import { identityOf, isAlive } from "./processes.mjs";

let file: string;

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), "lock-")), "running.json");
});

test("a lock is held by one, and free again after it was released", async () => {
  const lock = await acquireLock(file);
  expect(lockHolder(file)).toBe(process.pid);
  await expect(acquireLock(file)).rejects.toThrow(`already runs from this folder (process ${process.pid})`);
  await lock.release();
  expect(lockHolder(file)).toBeNull();
  await (await acquireLock(file)).release();
});

test("a holder that cannot write its lock for a while lives on, and writes it later", async () => {
  const lock = await acquireLock(file);
  mkdirSync(`${file}.draft`);
  lock.recordChildren([process.pid]);
  expect(JSON.parse(readFileSync(file, "utf8")).children).toEqual([]);
  rmdirSync(`${file}.draft`);
  await vi.waitFor(() => expect(JSON.parse(readFileSync(file, "utf8")).children).toHaveLength(1), { timeout: 5_000 });
  await lock.release();
});

test("of many that find a stale lock at once, one takes it", { timeout: 30_000 }, async () => {
  writeFileSync(
    file,
    JSON.stringify({
      pid: process.pid,
      identity: "of an earlier process with this number",
      stopping: false,
      children: [],
    }),
  );
  const script = `
    import { acquireLock } from ${JSON.stringify(new URL("./lock.mjs", import.meta.url).href)};
    await acquireLock(process.argv[1]).then(() => console.log("taken"), () => console.log("refused"));
    setInterval(() => {}, 1000);`;
  const rivals = Array.from({ length: 6 }, () => spawn(process.execPath, ["--input-type=module", "-e", script, file]));
  const answers = await Promise.all(rivals.map(async ({ stdout }) => String((await once(stdout, "data"))[0]).trim()));
  for (const rival of rivals) rival.kill();
  expect(answers.toSorted()).toEqual([...Array<string>(5).fill("refused"), "taken"]);
});

test("the orphans of a killed holder are ended, strangers with their numbers are not", async () => {
  const sleeper = () => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const [orphan, stranger] = [sleeper(), sleeper()];
  await Promise.all([once(orphan, "spawn"), once(stranger, "spawn")]);
  const orphanPid = orphan.pid ?? 0;
  const children = [
    { pid: orphanPid, identity: identityOf(orphanPid) },
    { pid: stranger.pid, identity: "someone else" },
  ];
  writeFileSync(file, JSON.stringify({ pid: 1, identity: "gone", stopping: false, children }));

  await acquireLock(file);
  expect(isAlive(orphanPid)).toBe(false);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
  expect(JSON.parse(readFileSync(file, "utf8")).pid).toBe(process.pid);
});
