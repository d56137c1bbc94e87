// @ts-check
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "./command-error.mjs";
import { identityOf, isAlive, sendSignal, waitUntilGone } from "./processes.mjs";

/**
 * One supervisor for each folder. The lock names its holder and the holder's children, so that the next start can
 * distinguish a living one from the remains of a killed one, and end what that one left running.
 * @typedef {{ pid: number, identity: string | null }} ProcessIdentity
 * @typedef {ProcessIdentity & { stopping: boolean, children: ProcessIdentity[] }} Holder
 */

/** Long enough for a holder that was just asked to stop to mark its lock. */
const HOLDER_WAIT_MS = 1_500;
const STOPPING_WAIT_MS = 20_000;
const POLL_MS = 100;
const ORPHAN_GRACE_MS = 4_000;
const REWRITE_MS = 2_000;

/** @param {number} pid @returns {ProcessIdentity} */
const identify = (pid) => ({ pid, identity: identityOf(pid) });

/** @param {ProcessIdentity} process */
const lives = ({ pid, identity }) => identity !== null && identityOf(pid) === identity;

/**
 * @param {string} file
 * @throws CommandError when another supervisor holds the folder
 */
export async function acquireLock(file) {
  const began = Date.now();
  /** @type {Holder} */
  const holder = { ...identify(process.pid), stopping: false, children: [] };
  for (;;) {
    if (tryAcquire(file, holder) && (await isStillHeld(file))) break;
    const other = read(file);
    if (!other || !lives(other)) {
      if (other) await endOrphans(other.children);
      removeStale(file);
    } else if (Date.now() - began < (other.stopping ? STOPPING_WAIT_MS : HOLDER_WAIT_MS)) {
      await sleep(POLL_MS);
    } else {
      throw new CommandError(
        `Quartermaster already runs from this folder (process ${other.pid}). Stop it first: kill ${other.pid}`,
      );
    }
  }

  let released = false;
  /** Where the disk is full the lock stays as it was, until there is room: what it notes must never end its holder. */
  const write = () => {
    if (released) return;
    try {
      writeFileSync(`${file}.draft`, JSON.stringify(holder), { mode: 0o600 });
      renameSync(`${file}.draft`, file);
    } catch {
      setTimeout(write, REWRITE_MS).unref();
    }
  };
  return {
    /** @param {number[]} pids */
    recordChildren(pids) {
      holder.children = pids.map(identify);
      write();
    },
    markStopping() {
      holder.stopping = true;
      write();
    },
    async release() {
      released = true;
      rmSync(file, { force: true });
    },
  };
}

/** The supervisor that holds the folder now, or null. @param {string} file */
export function lockHolder(file) {
  const holder = read(file);
  return holder && lives(holder) ? holder.pid : null;
}

/** A link is made whole or not at all, and by one of two only. @param {string} file @param {Holder} holder */
function tryAcquire(file, holder) {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Another start may have taken our lock for the remains it saw a moment before; it gives it back at once, or we see it.
 * @param {string} file
 */
async function isStillHeld(file) {
  await sleep(POLL_MS);
  return read(file)?.pid === process.pid;
}

/**
 * Moves the remains away. If another start was quicker and they are no remains any more, they go back. @param {string}
 * file
 */
function removeStale(file) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved && lives(moved) && !existsSync(file)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/** Children of a killed supervisor end by themselves; the slow ones are helped. @param {ProcessIdentity[]} children */
async function endOrphans(children) {
  const orphans = children.filter(lives).map(({ pid }) => pid);
  for (const pid of orphans) sendSignal(pid, "SIGTERM");
  if (await waitUntilGone(orphans, ORPHAN_GRACE_MS)) return;
  for (const pid of orphans.filter(isAlive)) sendSignal(pid, "SIGKILL");
  await waitUntilGone(orphans, ORPHAN_GRACE_MS);
}

/** @param {string} file @returns {Holder | null} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
