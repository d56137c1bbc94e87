// @ts-check
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openLog } from "./bounded-log.mjs";
import { CommandError } from "./command-error.mjs";
import { isAlive, sendSignal, waitUntilGone } from "./processes.mjs";
import { LOGS, ROOT } from "./project.mjs";
import { restartPause } from "./restart-pause.mjs";
import { readableLogLine, summarizeLogLine } from "./summarize-log-line.mjs";
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
/** A child that lives this long is well again. */
const QUIET_MS = 60_000;
/** One end is an accident, the second in a row an illness. */
const SICK_CRASHES_MIN = 2;
/** A program that has never served and ends this often has a fault that waiting does not mend. */
const HOPELESS_CRASHES_MIN = 5;

const EXIT_WITH_PARENT = new URL("./exit-with-parent.mjs", import.meta.url).href;

/** @typedef {{ firstPauseMs?: number, quietMs?: number }} Timing */

/**
 * Keeps programs running until it is stopped. One that ends is started again, more and more slowly and for ever; the
 * others run on, and each is told the names of those that are sick.
 * @param {Program[]} programs
 * @param {(pids: number[]) => void} onChange gets the living children each time they change
 * @param {Timing} [timing]
 */
export function supervise(programs, onChange, timing = {}) {
  /** @type {Ward[]} */
  const wards = [];
  const pids = () => wards.flatMap((ward) => ward.pids());
  const report = () => {
    onChange(pids());
    const sick = wards.filter((ward) => ward.isSick()).map(({ program }) => program.name);
    for (const ward of wards) ward.tell(sick);
  };
  for (const program of programs) wards.push(new Ward(program, timing, report));
  for (const ward of wards) ward.launch();

  return {
    /**
     * Rejects when a program ends again and again, for whoever waits for its first sign of life.
     * @param {string} name
     * @returns {Promise<never>}
     */
    hopeless: (name) =>
      Promise.race(wards.filter(({ program }) => program.name === name).map((ward) => ward.hopeless())),
    /** @param {string[]} names */
    restart(names) {
      for (const ward of wards) if (names.includes(ward.program.name)) ward.restart();
    },
    async stop() {
      const living = pids();
      for (const ward of wards) ward.retire();
      await endAll(living);
    },
  };
}

/** A program under supervision: its living child, if any, and how often it ended without a quiet time in between. */
class Ward {
  /** @type {import("node:child_process").ChildProcess | null} */
  child = null;
  crashes = 0;
  retired = false;
  /** It was asked to end, and the next one starts when it has. */
  isRestarting = false;
  told = "";
  /**
   * For the next start, or for the end of an illness.
   * @type {NodeJS.Timeout | undefined}
   */
  timer;
  /** @type {(error: CommandError) => void} */
  giveUpHope = () => {};

  /**
   * @param {Program} program
   * @param {Timing} timing
   * @param {() => void} report
   */
  constructor(program, timing, report) {
    this.program = program;
    this.timing = timing;
    this.report = report;
  }

  launch() {
    clearTimeout(this.timer);
    this.isRestarting = false;
    if (this.retired) return;
    const child = spawnChild(this.program);
    this.child = child;
    this.told = "";
    this.timer = setTimeout(() => this.recover(), this.timing.quietMs ?? QUIET_MS).unref();
    /** @param {string} reason */
    const end = (reason) => void (this.child === child && this.ended(reason));
    child.once("error", (error) => end(error.message));
    child.once("close", (code, signal) => end(signal ?? `code ${code}`));
    this.report();
  }

  recover() {
    this.crashes = 0;
    this.report();
  }

  /** @param {string} reason */
  ended(reason) {
    clearTimeout(this.timer);
    this.child = null;
    if (this.retired) return this.report();
    if (this.isRestarting) return this.launch();
    this.crashes += 1;
    const { name } = this.program;
    const pauseMs = restartPause(this.crashes, this.timing.firstPauseMs);
    const often = `${name} ended ${this.crashes} times in a row (last with ${reason}). Its log: ${logOf(this.program)}`;
    print(`${name} ended with ${reason}; starting it again in ${pauseMs / 1000} s.`);
    if (this.isSick()) print(often);
    if (this.crashes >= HOPELESS_CRASHES_MIN) this.giveUpHope(new CommandError(often));
    this.timer = setTimeout(() => this.launch(), pauseMs);
    this.report();
  }

  /** One that is on its way out stays ours until it is gone, however often this is asked. */
  restart() {
    this.crashes = 0;
    if (!this.child) return this.launch();
    if (this.isRestarting) return;
    this.isRestarting = true;
    void endAll(this.pids());
  }

  retire() {
    this.retired = true;
    clearTimeout(this.timer);
  }

  pids() {
    return this.child?.pid === undefined ? [] : [this.child.pid];
  }

  isSick() {
    return this.crashes >= SICK_CRASHES_MIN;
  }

  /**
   * Over the channel and not through a file: a full disk may be what they are sick of.
   * @param {string[]} sick
   */
  tell(sick) {
    const text = sick.join(" ");
    if (text === this.told || !this.child?.connected) return;
    this.told = text;
    this.child.send({ sick }, () => {});
  }

  /** @returns {Promise<never>} */
  hopeless() {
    return new Promise((_, reject) => (this.giveUpHope = reject));
  }
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
  const log = openLog(logOf(program), print);
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    stream.on("data", (chunk) => log.write(chunk));
    createInterface({ input: stream }).on("line", (line) => {
      const shown = program.showAll ? readableLogLine(line) : summarizeLogLine(line, stream === child.stderr);
      if (shown !== null) print(`${program.name}: ${shown}`);
    });
  }
  child.once("close", () => log.close());
  return child;
}
