// @ts-check
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 50;
const GROUP_GRACE_MS = 10_000;

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // EPERM: it lives, but belongs to someone else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * A fingerprint of a living process, or null. Numbers are used again, after a restart of the machine or in a
 * container even soon; number and moment of birth together are not.
 * @param {number} pid
 * @returns {string | null}
 */
export function identityOf(pid) {
  if (!isAlive(pid)) return null;
  if (process.platform === "linux") {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}:${statusFields(pid)[19]}`;
  }
  return process.platform === "win32" ? "alive" : processStatus(pid, "lstart=");
}

/** The command line of a living process, for telling whose it is. @param {number} pid */
export function commandOf(pid) {
  if (!isAlive(pid)) return "";
  if (process.platform !== "linux") return processStatus(pid, "command=") ?? "";
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/**
 * True when none of them lives any more, false when the time is over.
 * @param {number[]} pids
 * @param {number} timeoutMs
 */
export async function waitUntilGone(pids, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (pids.some(isAlive)) {
    if (Date.now() >= deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** @param {number} pid @param {NodeJS.Signals} signal */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, which is what a signal is for.
  }
}

/**
 * Ends every process of a group, by force if need be. Also called by the watchdog.
 * @param {number} leader the process that the group is named after
 */
export async function endGroup(leader) {
  const group = process.platform === "win32" ? leader : -leader;
  sendSignal(group, "SIGTERM");
  if (!(await waitUntilGone([group], GROUP_GRACE_MS))) sendSignal(group, "SIGKILL");
}

/** @param {number[]} leaders */
export async function endGroups(leaders) {
  await Promise.all(leaders.map(endGroup));
}

/** A dead child nobody has waited for still has its number. @param {number} pid */
function isZombie(pid) {
  return process.platform === "linux" && statusFields(pid)[0] === "Z";
}

/**
 * The fields of /proc/<pid>/stat after the name, which may hold spaces: state first, birth twentieth. @param {number}
 * pid
 */
function statusFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** @param {number} pid @param {string} column */
function processStatus(pid, column) {
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return null;
  }
}
