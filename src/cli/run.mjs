// @ts-check
import { spawn } from "node:child_process";
import { Refusal } from "./refusal.mjs";
import { ROOT } from "./project.mjs";

const TAIL_LINES_MAX = 60;

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] in place of our own environment
 * @property {AbortSignal} [signal]
 * @property {boolean} [show] pass its output on as it comes
 */

/**
 * Runs a program to its end, in the project's folder.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, { env = process.env, signal, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...env, NODE_ENV: nodeEnvironment(env) },
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal && { signal }),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
        if (show) process.stdout.write(chunk);
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/**
 * Runs one of our steps. When it fails, the end of what it said is the answer.
 * @param {string} what as in "The build"
 * @param {string[]} args for Node
 * @param {RunOptions} [options]
 */
export async function runNode(what, args, options) {
  const { code, output } = await run(process.execPath, args, options);
  if (code !== 0) throw new Refusal(`${what} failed.\n\n${output.trim().split("\n").slice(-TAIL_LINES_MAX).join("\n")}`);
  return output;
}

/** @param {Record<string, string | undefined>} env @returns {"development" | "production" | "test"} */
function nodeEnvironment({ NODE_ENV }) {
  return NODE_ENV === "development" || NODE_ENV === "test" ? NODE_ENV : "production";
}
