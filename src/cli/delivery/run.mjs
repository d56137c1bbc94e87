// @ts-check
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CommandError } from "../launch/command-error.mjs";
import { ROOT } from "../launch/project.mjs";

const TAIL_LINES_MAX = 30;
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
const execute = promisify(execFile);

/**
 * Runs a program that the pipeline's machine has, in the project's folder, and gives what it printed. What it complains
 * of meanwhile is no part of that.
 * @param {string} program @param {string[]} args
 * @param {{ signal?: AbortSignal, env?: NodeJS.ProcessEnv }} [options]
 */
export async function run(program, args, { signal, env = process.env } = {}) {
  try {
    const { stdout } = await execute(program, args, { cwd: ROOT, env, signal, maxBuffer: OUTPUT_BYTES_MAX });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    throw new CommandError(`${program} ${args[0] ?? ""} failed.\n\n${lastWords(error)}`);
  }
}

/** @param {unknown} error */
function lastWords(error) {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error && String(error.stderr).trim() ? String(error.stderr) : error.message;
  return said.trim().split("\n").slice(-TAIL_LINES_MAX).join("\n");
}
