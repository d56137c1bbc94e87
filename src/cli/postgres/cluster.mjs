// @ts-check

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, parse } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { diskFull } from "../launch/file-fault.mjs";
import { writeDurably } from "../launch/write-durably.mjs";
import { binary } from "./binaries.mjs";

/** The database and its owner carry one name. */
export const DATABASE = "quartermaster";

/** Kept inside the data folder, so that a copy of the folder is complete and a half-made one is never used. */
const RECORD_FILE = "quartermaster.json";
const PASSWORD_BYTES = 24;

/**
 * Of the C library: a server that lives for minutes keeps what it frees after each statement, and need not ask for it
 * again page by page. A twelfth fewer page faults in a run of tests, which virtual machines pay for dearly.
 */
const KEEPS_MEMORY = {
  MALLOC_TOP_PAD_: "4194304",
  MALLOC_TRIM_THRESHOLD_: "536870912",
  MALLOC_MMAP_THRESHOLD_: "536870912",
};

/**
 * @typedef {object} Cluster
 * @property {string} dataDir
 * @property {string} binaries
 * @property {import("./user.mjs").Account | null} account
 * @property {boolean} durable false only for clusters that are thrown away
 */

/**
 * The owner's password, the application's (older folders have none), and the port used last.
 * @typedef {{ password: string, applicationPassword?: string, port: number | null }} ClusterRecord
 */

/** Null when the file is gone or damaged. @param {Cluster} cluster @returns {ClusterRecord | null} */
export function readRecord({ dataDir }) {
  const file = join(dataDir, RECORD_FILE);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  try {
    const record = JSON.parse(text);
    return typeof record.password === "string" ? record : null;
  } catch {
    return null;
  }
}

/** @param {Cluster} cluster @param {ClusterRecord} record */
export function writeRecord(cluster, record) {
  writeDurably(join(cluster.dataDir, RECORD_FILE), JSON.stringify(record), cluster.account);
}

export const makePassword = () => randomBytes(PASSWORD_BYTES).toString("base64url");

/**
 * Gives the owner of a stopped cluster a new password: the old one is lost, and the data is not.
 * @param {Cluster} cluster
 * @returns {Promise<ClusterRecord>}
 */
export async function renewRecord(cluster) {
  const record = { password: makePassword(), applicationPassword: makePassword(), port: null };
  await runSingle(cluster, DATABASE, `alter role ${DATABASE} password '${record.password}'`);
  writeRecord(cluster, record);
  return record;
}

/**
 * Makes the cluster beside its place and moves it there when it is whole: a kill in between leaves nothing half made.
 * @param {Cluster} cluster
 */
export async function createCluster(cluster) {
  if (existsSync(join(cluster.dataDir, "PG_VERSION"))) return;
  if (existsSync(cluster.dataDir) && readdirSync(cluster.dataDir).length > 0) {
    throw new CommandError(
      `${cluster.dataDir} holds something that is no database. ` +
        "Nothing in it was touched; move it away to start with an empty database.",
    );
  }
  const draft = { ...cluster, dataDir: `${cluster.dataDir}.new` };
  const passwordFile = `${draft.dataDir}.password`;
  const password = makePassword();

  rmSync(draft.dataDir, { recursive: true, force: true });
  mkdirSync(draft.dataDir, { recursive: true, mode: 0o700 });
  if (cluster.account) chownSync(draft.dataDir, cluster.account.uid, cluster.account.gid);
  writeDurably(passwordFile, password, cluster.account);
  try {
    await runBinary(draft, "initdb", initArguments(draft, passwordFile));
    await runSingle(draft, "postgres", `create database ${DATABASE}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeRecord(draft, { password, applicationPassword: makePassword(), port: null });
  renameSync(draft.dataDir, cluster.dataDir);
}

/**
 * The locale is fixed, or order and uniqueness of text would differ between two machines.
 * @param {Cluster} cluster
 * @param {string} passwordFile
 */
function initArguments({ dataDir, durable }, passwordFile) {
  return [
    `--pgdata=${dataDir}`,
    `--username=${DATABASE}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--text-search-config=english",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ];
}

/**
 * No psql is shipped, but a server that is started for one session takes statements on its input.
 * @param {Cluster} cluster
 * @param {string} database
 * @param {string} statement
 */
async function runSingle(cluster, database, statement) {
  const durability = cluster.durable ? [] : ["-c", "fsync=off"];
  const single = ["--single", "-D", cluster.dataDir, ...durability, database];
  const said = await runBinary(cluster, "postgres", single, `${statement}\n`);
  if (/(ERROR|FATAL|PANIC):/.test(said)) throw new CommandError(`The database could not be set up: ${said.trim()}`);
}

/**
 * Runs one of Postgres' programs under the right account and returns what it said.
 * @param {Cluster} cluster
 * @param {"initdb" | "pg_ctl" | "postgres"} name
 * @param {string[]} args
 * @param {string} [input]
 * @returns {Promise<string>}
 */
export function runBinary({ dataDir, binaries, account, durable }, name, args, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(binary(binaries, name), args, {
      cwd: parse(dataDir).root,
      env: { ...plainEnvironment(), ...(durable ? {} : KEEPS_MEMORY) },
      ...(account && { uid: account.uid, gid: account.gid }),
      windowsHide: true,
    });
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.stdin.on("error", () => {}); // A program that ends early has said why.
    child.stdin.end(input);
    child.on("error", (error) =>
      reject(new CommandError(`Postgres' ${name} cannot run on this machine: ${error.message}.`)),
    );
    child.on("close", (code) => {
      if (code === 0) resolve(said);
      else reject(new CommandError(reasonIn(said, dataDir) ?? `Postgres' ${name} failed: ${said.trim() || code}`));
    });
  });
}

/**
 * What Postgres' many words mean where an operator can mend it, else null.
 * @param {string} said
 * @param {string} dataDir
 */
export const reasonIn = (said, dataDir) => (/No space left on device/.test(said) ? diskFull(dataDir) : null);

/**
 * Nothing of the caller's: PGPORT, PGDATA or a locale would change what is made.
 * @returns {NodeJS.ProcessEnv}
 */
function plainEnvironment() {
  const { PATH, TMPDIR, TEMP, SystemRoot } = process.env;
  return { PATH, TMPDIR, TEMP, SystemRoot, LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" };
}
