// @ts-check
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openLog } from "./bounded-log.mjs";
import { CommandError } from "./command-error.mjs";
import { isAlive, sendSignal, waitUntilGone } from "./processes.mjs";
import { LOGS, ROOT } from "./project.mjs";
import { summarizeLogLine } from "./summarize-log-line.mjs";
import { print } from "./terminal.mjs";

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {string[]} args for Node
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} [showAll] pass every line on to the terminal, not only warnings
 */

const STOP_GRACE_MS = 10_000;
const KILL_WAIT_MS = 1_000;
const RESTART_DELAY_MIN_MS = 500;
const RESTART_DELAY_MAX_MS = 15_000;
/** A child that dies this often without a quiet minute in between will not be mended by another start. */
const CRASHES_IN_A_ROW_MAX = 5;
const QUIET_MS = 60_000;

const EXIT_WITH_PARENT = new URL("./exit-with-parent.mjs", import.meta.url).href;

/**
 * Keeps programs running until it is stopped: one that ends is started again, more and more slowly.
 * @param {Program[]} programs
 * @param {(pids: number[]) => void} onChange gets the living children each time they change
 */
export function supervise(programs, onChange) {
  /** @type {Map<string, import("node:child_process").ChildProcess>} */
  const children = new Map();
  /** @type {Set<NodeJS.Timeout>} */
  const timers = new Set();
  let stopping = false;
  /** @type {(error: CommandError) => void} */
  let giveUp;
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => (giveUp = reject));
  failed.catch(() => {});

  const pids = () => [...children.values()].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));

  /** @param {Program} program @param {number} crashes */
  const launch = (program, crashes) => {
    const began = Date.now();
    const child = spawnChild(program);
    children.set(program.name, child);
    onChange(pids());
    child.once("error", (error) => giveUp(new CommandError(`${program.name} cannot be started: ${error.message}`)));
    child.once("close", (code, signal) => {
      if (children.get(program.name) !== child) return;
      children.delete(program.name);
      onChange(pids());
      if (stopping) return;
      const inARow = Date.now() - began > QUIET_MS ? 1 : crashes + 1;
      const reason = signal ?? `code ${code}`;
      if (inARow >= CRASHES_IN_A_ROW_MAX) {
        giveUp(
          new CommandError(
            `${program.name} ended ${inARow} times in a row (last with ${reason}). Its log: ${logOf(program)}`,
          ),
        );
        return;
      }
      const delay = Math.min(RESTART_DELAY_MIN_MS * 2 ** (inARow - 1), RESTART_DELAY_MAX_MS);
      print(`${program.name} ended with ${reason}; starting it again in ${delay / 1000} s.`);
      const timer = setTimeout(() => {
        timers.delete(timer);
        launch(program, inARow);
      }, delay);
      timers.add(timer);
    });
  };

  for (const program of programs) launch(program, 0);

  return {
    /** Rejects when a child cannot be kept alive. */
    failed,
    /** @param {string[]} names */
    restart(names) {
      for (const name of names) {
        const program = programs.find((candidate) => candidate.name === name);
        const child = children.get(name);
        if (!program || stopping) continue;
        child?.once("close", () => stopping || launch(program, 0));
        children.delete(name);
        if (child?.pid) sendSignal(child.pid, "SIGTERM");
      }
    },
    async stop() {
      stopping = true;
      for (const timer of timers) clearTimeout(timer);
      await endAll(pids());
    },
  };
}

/** @param {number[]} pids */
async function endAll(pids) {
  for (const pid of pids) sendSignal(pid, "SIGTERM");
  if (await waitUntilGone(pids, STOP_GRACE_MS)) return;
  for (const pid of pids.filter(isAlive)) sendSignal(pid, "SIGKILL");
  await waitUntilGone(pids, KILL_WAIT_MS);
}

/** @param {Program} program */
const logOf = ({ name }) => join(LOGS, `${name}.log`);

/** @param {Program} program */
function spawnChild(program) {
  const child = spawn(process.execPath, ["--enable-source-maps", "--import", EXIT_WITH_PARENT, ...program.args], {
    cwd: ROOT,
    env: { ...program.env, SUPERVISOR_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // In a group of its own, so that Ctrl-C reaches only the supervisor, which stops things in order.
    detached: process.platform !== "win32",
  });
  const log = openLog(logOf(program));
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    stream.on("data", (chunk) => log.write(chunk));
    createInterface({ input: stream }).on("line", (line) => {
      const shown = program.showAll ? line : summarizeLogLine(line, stream === child.stderr);
      if (shown !== null) print(`${program.name}: ${shown}`);
    });
  }
  child.once("close", () => log.close());
  return child;
}
