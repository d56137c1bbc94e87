// @ts-check
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { sendSignal, waitUntilGone } from "../launch/processes.mjs";
import { ROOT } from "../launch/project.mjs";

const STOP_WAIT_MS = 20_000;
const RESTART_AFTER_MS = 1_000;

/**
 * @typedef {object} Wanted
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} log a file
 */

/** One process of the cluster: started again when it ends by itself, and not when it was told to. */
export class Member {
  /** @type {import("node:child_process").ChildProcess | null} */
  child = null;
  isWanted = false;
  isDismissed = false;
  /** Beside what it is always started with. @type {Record<string, string>} */
  more = {};

  /** @param {Wanted} wanted @param {() => void} onChange */
  constructor(wanted, onChange) {
    this.wanted = wanted;
    this.onChange = onChange;
  }

  get name() {
    return this.wanted.name;
  }

  get pid() {
    return this.child?.pid ?? 0;
  }

  get isRunning() {
    return this.child !== null;
  }

  start() {
    if (this.isDismissed) return;
    this.isWanted = true;
    if (this.child) return;
    const { command, args, env = process.env, log } = this.wanted;
    const file = openSync(log, "a", 0o600);
    // In a group of its own, so that Ctrl-C reaches only the cluster, which ends it in order.
    const options = { cwd: ROOT, env: { ...env, ...this.more }, detached: true };
    const child = spawn(command, [...args], { ...options, stdio: ["ignore", file, file] });
    closeSync(file);
    this.child = child;
    const ended = () => this.ended(child);
    child.once("error", ended);
    child.once("exit", ended);
    this.onChange();
  }

  /**
   * Node may tell of it a moment after the process is gone.
   * @param {import("node:child_process").ChildProcess} child
   */
  ended(child) {
    if (this.child !== child) return;
    this.child = null;
    this.onChange();
    if (this.isWanted) setTimeout(() => this.isWanted && this.start(), RESTART_AFTER_MS).unref();
  }

  /** In order, and by force where that takes too long: whether it ended by itself. */
  async stop() {
    this.isWanted = false;
    const { child, pid } = this;
    if (!child) return true;
    sendSignal(pid, "SIGTERM");
    const isGone = await waitUntilGone([pid], STOP_WAIT_MS);
    if (isGone) this.ended(child);
    else await this.kill();
    return isGone;
  }

  /** The same for good: a drill that was interrupted goes on for a moment, and starts what it has stopped. */
  dismiss() {
    this.isDismissed = true;
    return this.stop();
  }

  async kill() {
    this.isWanted = false;
    const { child, pid } = this;
    if (!child) return;
    sendSignal(-pid, "SIGKILL");
    if (await waitUntilGone([pid], STOP_WAIT_MS)) this.ended(child);
  }

  /** It stands still, as a machine does that hangs. */
  hang() {
    sendSignal(this.pid, "SIGSTOP");
  }

  wake() {
    sendSignal(this.pid, "SIGCONT");
  }
}
