// @ts-check
import { chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeDurably } from "../launch/write-durably.mjs";
import { copyCluster } from "./copy-cluster.mjs";
import { accountFor } from "./user.mjs";

const END_TIMEOUT_S = 5;

/**
 * Makes a streaming replica of a running server, by the low-level backup of Postgres, since npm does not bring
 * pg_basebackup. It follows whichever of the servers at `ports` accepts writes.
 * @param {{ url: string, dataDir: string }} primary
 * @param {string} to the folder that is made
 * @param {{ ports: readonly number[], name?: string, settings?: readonly string[] }} options its name among the
 * replicas, and lines of its configuration, which count for more than what was copied
 */
export async function copyRunning({ url, dataDir }, to, { ports, name = "replica", settings = [] }) {
  const { default: postgres } = await import("postgres");
  const session = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await session`select pg_backup_start('replica', true)`;
    copyCluster(dataDir, to);
    const [backup] = await session`select labelfile as label from pg_backup_stop(false)`;
    makeReplica(to, String(backup?.["label"] ?? ""), [
      `primary_conninfo = '${connection(url, ports, name)}'`,
      ...settings,
    ]);
  } finally {
    await session.end({ timeout: END_TIMEOUT_S });
  }
}

/** @param {string} url @param {readonly number[]} ports @param {string} name */
function connection(url, ports, name) {
  const { username, password } = new URL(url);
  const hosts = ports.map(() => "127.0.0.1");
  const login = `user=${username} password=${password} application_name=${name}`;
  return `host=${hosts} port=${ports} ${login} target_session_attrs=read-write`;
}

/** @param {string} dataDir @param {string} label @param {readonly string[]} settings */
function makeReplica(dataDir, label, settings) {
  const account = accountFor(dataDir);
  for (const own of ["pg_wal", "pg_replslot"]) {
    rmSync(join(dataDir, own), { recursive: true });
    mkdirSync(join(dataDir, own), { mode: 0o700 });
    if (account) chownSync(join(dataDir, own), account.uid, account.gid);
  }
  writeDurably(join(dataDir, "backup_label"), label, account);
  writeDurably(join(dataDir, "standby.signal"), "", account);
  writeDurably(join(dataDir, "postgresql.auto.conf"), settings.map((line) => `${line}\n`).join(""), account);
}
