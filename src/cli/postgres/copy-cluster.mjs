// @ts-check
import { chmodSync, constants, cpSync, lchownSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { accountFor } from "./user.mjs";

const NOT_COPIED = ["server.log", "postmaster.opts", "postmaster.pid"];

/**
 * Copies the folder of a stopped cluster, for the account that runs Postgres there.
 * @param {string} from
 * @param {string} to
 */
export function copyCluster(from, to) {
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !NOT_COPIED.includes(basename(path)),
  });
  chmodSync(to, 0o700);
  const account = accountFor(dirname(to));
  if (!account) return;
  for (const path of ["", ...readdirSync(to, { recursive: true, encoding: "utf8" })])
    lchownSync(join(to, path), account.uid, account.gid);
}
