import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isAlive } from "./processes.mjs";
import { restartPause } from "./restart-pause.mjs";

const PATIENCE_MS = 20_000;
const SLOW = { timeout: 90_000 };
const folder = mkdtempSync(join(tmpdir(), "supervise-"));
const pathOf = (name: string) => join(folder, name);

/**
 * As `next dev` does it: a server of its own, forked with its own arguments, which first waits for the message what to
 * serve.
 */
const FORKS = `
  import { fork } from "node:child_process";
  const server = fork(${JSON.stringify(pathOf("server.mjs"))}, { execArgv: process.execArgv });
  server.on("exit", () => process.exit(0));
  setTimeout(() => server.send("serve this"), 300);`;
const SERVER = `
  import { writeFileSync } from "node:fs";
  process.on("message", (what) => writeFileSync(${JSON.stringify(pathOf("served"))}, what));`;
const WORKER = `
  import { writeFileSync } from "node:fs";
  writeFileSync(${JSON.stringify(pathOf("worker"))}, String(process.pid));
  setInterval(() => {}, 1000);`;

/** Takes its time to end, and writes down that it lived. */
const SLOW_TO_END = `
  import { appendFileSync } from "node:fs";
  process.on("SIGTERM", () => setTimeout(() => process.exit(0), 500));
  appendFileSync(${JSON.stringify(pathOf("lived"))}, process.pid + "\\n");
  setInterval(() => {}, 1000);`;

/** Writes down what its supervisor says of the others. */
const LISTENER = `
  import { appendFileSync } from "node:fs";
  process.on("message", ({ sick }) => appendFileSync(${JSON.stringify(pathOf("heard"))}, "[" + sick.join() + "]"));
  setInterval(() => {}, 1000);`;
const MORTAL = `
  import { existsSync } from "node:fs";
  if (existsSync(${JSON.stringify(pathOf("cure"))})) setInterval(() => {}, 1000);
  else process.exit(3);`;

const SICK_HOUSE = { "listener.mjs": LISTENER, "mortal.mjs": MORTAL };

let supervised: { restart: (names: string[]) => void; stop: () => Promise<void> };

beforeEach(() => {
  process.env["QUARTERMASTER_DIR"] = folder;
  mkdirSync(join(folder, "logs"), { recursive: true });
  for (const [name, text] of Object.entries({
    "forks.mjs": FORKS,
    "server.mjs": SERVER,
    "worker.mjs": WORKER,
    "slow-to-end.mjs": SLOW_TO_END,
    ...SICK_HOUSE,
  }))
    writeFileSync(pathOf(name), text);
});

afterEach(async () => {
  await supervised.stop();
  rmSync(folder, { recursive: true, force: true });
  vi.resetModules();
});

/** What lives now, of this supervisor alone: the one of the test before may still report its last child. */
async function supervise(name: string, file: string): Promise<() => number[]> {
  const supervisor = await import("./supervise.mjs");
  let living: number[] = [];
  supervised = supervisor.supervise([{ name, args: [pathOf(file)], env: process.env }], (pids) => (living = pids));
  return () => living;
}

async function until(isTrue: () => boolean) {
  for (const deadline = Date.now() + PATIENCE_MS; !isTrue(); await sleep(20))
    if (Date.now() > deadline) throw new Error("What was waited for did not happen.");
}

test("a program's own children live as long as they wait for a message", async () => {
  await supervise("web", "forks.mjs");
  await until(() => existsSync(pathOf("served")) && readFileSync(pathOf("served"), "utf8") !== "");
  expect(readFileSync(pathOf("served"), "utf8")).toBe("serve this");
});

test("a program that is restarted starts at once, and the one before it is gone", async () => {
  const living = await supervise("worker", "worker.mjs");
  await until(() => existsSync(pathOf("worker")));
  const [before = 0] = living();
  supervised.restart(["worker"]);
  await until(
    () =>
      living().length === 1 && living()[0] !== before && readFileSync(pathOf("worker"), "utf8") === String(living()[0]),
  );
  expect(isAlive(before)).toBe(false);
});

test("a program that is restarted while it still ends is started once", async () => {
  const living = await supervise("worker", "slow-to-end.mjs");
  const lived = () => (existsSync(pathOf("lived")) ? readFileSync(pathOf("lived"), "utf8").trim().split("\n") : []);
  await until(() => lived().length === 1);
  const [before = 0] = living();
  supervised.restart(["worker"]);
  supervised.restart(["worker"]);
  expect(living(), "what still lives is still known").toEqual([before]);
  await until(() => living()[0] !== before && lived().includes(String(living()[0])));
  await sleep(1_000);
  expect(lived()).toEqual([String(before), String(living()[0])]);
});

test("one that cannot live is tried for ever; the others run on, hear of it, and of its recovery", SLOW, async () => {
  const { supervise } = await import("./supervise.mjs");
  let living: number[] = [];
  const programs = ["listener", "mortal"].map((name) => ({ name, args: [pathOf(`${name}.mjs`)], env: process.env }));
  const keeper = supervise(programs, (pids) => (living = pids), { firstPauseMs: 20, quietMs: 4_000 });
  supervised = keeper;
  const [listener] = living;
  await expect(keeper.hopeless("mortal")).rejects.toThrow(/mortal ended 5 times in a row \(last with code 3\)/);
  expect(living).toContain(listener);
  expect(readFileSync(pathOf("heard"), "utf8")).toBe("[mortal]");

  writeFileSync(pathOf("cure"), "");
  await until(() => readFileSync(pathOf("heard"), "utf8") === "[mortal][]");
  expect(living).toHaveLength(2);
  expect(living[0]).toBe(listener);
});

test("a pause before the next start doubles from a second to a minute", () => {
  expect([1, 2, 3, 6, 7, 50].map((failures) => restartPause(failures))).toEqual([
    1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
  ]);
});
