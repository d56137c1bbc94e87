import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { waitUntilGone } from "./processes.mjs";

const GONE_WITHIN_MS = 30_000;
const moduleOf = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);

/** Runs a script until it writes a line, and gives that. */
async function runUntilLine(script: string) {
  const args = ["--input-type=module", "--eval", script];
  const owner = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(owner.stdout, "data");
  return { owner, line: String(line) };
}

test("a killed run takes along what its programs started themselves", async () => {
  // Like a test runner: a program that starts another one, and neither of them notices that the owner is gone.
  const sleeper = "setInterval(() => {}, 1000)";
  const program = `
    const child = require("node:child_process").spawn(process.execPath, ["--eval", "${sleeper}"]);
    console.log(process.pid, child.pid);
    ${sleeper}`;
  const { owner, line } = await runUntilLine(`
    import { runProgram } from ${moduleOf("./run-program.mjs")};
    runProgram(process.execPath, ["--eval", ${JSON.stringify(program)}], { show: true });`);
  const pids = line.trim().split(" ").map(Number);
  expect(pids).toHaveLength(2);

  owner.kill("SIGKILL");
  expect(await waitUntilGone(pids, GONE_WITHIN_MS)).toBe(true);
});

test("a watchdog that is called off leaves everything as it is", async () => {
  const { owner, line } = await runUntilLine(`
    import { spawn } from "node:child_process";
    import { setWatchdog } from ${moduleOf("./watchdog.mjs")};
    const waiting = ["--eval", "setInterval(() => {}, 1000)"];
    const child = spawn(process.execPath, waiting, { detached: true, stdio: "ignore" });
    setWatchdog(${moduleOf("./processes.mjs")}, "endGroup", child.pid)();
    console.log(child.pid);
    setInterval(() => {}, 1000);`);
  owner.kill("SIGKILL");
  expect(await waitUntilGone([Number(line)], 1_000)).toBe(false);
  process.kill(Number(line), "SIGKILL");
});
