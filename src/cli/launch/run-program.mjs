// @ts-check
import { spawn } from "node:child_process";
import { CommandError } from "./command-error.mjs";
import { endGroup } from "./processes.mjs";
import { ROOT } from "./project.mjs";
import { setWatchdog } from "./watchdog.mjs";

const TAIL_LINES_MAX = 60;
const PROCESSES = new URL("./processes.mjs", import.meta.url).href;

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] in place of our own environment
 * @property {AbortSignal} [signal]
 * @property {boolean} [show] pass its output on as it comes
 */

/**
 * Runs a program to its end, in the project's folder. When the signal fires, and when this process is killed, it is
 * ended with all it started.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number | null, output: string }>} code null when a signal ended it
 */
export function runProgram(command, args, { env = process.env, signal, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...env, NODE_ENV: nodeEnvironment(env) },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    const callOff = child.pid === undefined ? () => {} : setWatchdog(PROCESSES, "endGroup", child.pid);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
        if (show) process.stdout.write(chunk);
      });
    }
    const end = () => void (child.pid !== undefined && endGroup(child.pid));
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end);
    child.on("error", reject);
    child.on("close", (code) => {
      signal?.removeEventListener("abort", end);
      callOff();
      resolve({ code, output });
    });
  });
}

/**
 * Runs one of our steps. When it fails, the end of what it said is the answer.
 * @param {string} what as in "The build"
 * @param {string[]} args for Node
 * @param {RunOptions} [options]
 */
export async function runNode(what, args, options) {
  const { code, output } = await runProgram(process.execPath, args, options);
  options?.signal?.throwIfAborted();
  if (code !== 0)
    throw new CommandError(`${what} failed.\n\n${output.trim().split("\n").slice(-TAIL_LINES_MAX).join("\n")}`);
  return output;
}

/** @param {Record<string, string | undefined>} env @returns {"development" | "production" | "test"} */
function nodeEnvironment({ NODE_ENV }) {
  return NODE_ENV === "development" || NODE_ENV === "test" ? NODE_ENV : "production";
}
