// @ts-check
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { CommandError } from "../launch/command-error.mjs";

/**
 * Who runs Postgres. It refuses root, so root lends it to an account without rights.
 * @typedef {{ uid: number, gid: number, name: string }} Account
 */

const TRAVERSE = { owner: 0o100, group: 0o010, others: 0o001 };

/**
 * The account to step down to, or null where we already are an ordinary user.
 * The account that owns the data keeps it; otherwise the person behind sudo, the folder's owner, or nobody.
 * @param {string} dataDir
 * @returns {Account | null}
 */
export function accountFor(dataDir) {
  if (process.getuid?.() !== 0) return null;
  const accounts = readAccounts();
  if (existsSync(dataDir) && statSync(dataDir).uid !== 0) {
    const { uid, gid } = statSync(dataDir);
    return accounts.find((account) => account.uid === uid) ?? { uid, gid, name: `user ${uid}` };
  }
  const candidates = [Number(process.env["SUDO_UID"] ?? 0), ownerOf(dirname(dataDir))];
  const account =
    accounts.find(({ uid }) => uid !== 0 && candidates.includes(uid)) ?? accounts.find(({ name }) => name === "nobody");
  if (!account) {
    throw new CommandError(
      "Postgres does not run as root, and this machine has no account `nobody` to run it under. " +
        "Start Quartermaster as an ordinary user.",
    );
  }
  return account;
}

/**
 * Postgres serves a folder to its owner alone.
 * @param {string} dataDir
 */
export function refuseForeign(dataDir) {
  const own = process.getuid?.();
  if (own === undefined || own === 0 || !existsSync(dataDir)) return;
  const { uid } = statSync(dataDir);
  if (uid === own) return;
  const owner = readAccounts().find((account) => account.uid === uid)?.name ?? `user ${uid}`;
  throw new CommandError(
    `The database in ${dataDir} belongs to ${owner}, and Postgres runs only as the user who owns it. ` +
      `Start Quartermaster as ${owner}, or give the folder to this user: chown -R ${own} ${dataDir}`,
  );
}

/**
 * Whether this account can walk to the folder: every folder above must let it through.
 * @param {string} path
 * @param {Account} account
 * @returns {boolean}
 */
export function canReach(path, account) {
  const parent = dirname(path);
  if (existsSync(path)) {
    const { mode, uid, gid } = statSync(path);
    const bit = uid === account.uid ? TRAVERSE.owner : gid === account.gid ? TRAVERSE.group : TRAVERSE.others;
    if ((mode & bit) === 0) return false;
  }
  return parent === path || canReach(parent, account);
}

/** @param {string} path */
function ownerOf(path) {
  return existsSync(path) ? statSync(path).uid : 0;
}

/** initdb looks its user up by number, so only accounts with an entry will do. */
function readAccounts() {
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  return lines
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid >= 0 && gid >= 0);
}
