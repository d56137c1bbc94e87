// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { connectFault } from "../launch/ports.mjs";
import { STATE } from "../launch/project.mjs";
import { startPostgres } from "./embedded.mjs";

const CONNECT_TIMEOUT_MS = 5_000;
const WATCH_MS = 2_000;

/**
 * @typedef {object} Database
 * @property {string} url
 * @property {boolean} isEmbedded
 * @property {Promise<never>} failed rejects when an embedded database died and could not be brought back
 * @property {() => Promise<void>} stop leaves a database that is not ours alone
 */

/**
 * The database named in the environment, else our own.
 * @param {(line: string) => void} log
 * @returns {Promise<Database>}
 */
export async function openDatabase(log) {
  const given = givenUrl();
  if (given === null) return openEmbedded(log);
  await refuseUnreachable(given);
  return { url: given, isEmbedded: false, failed: new Promise(() => {}), stop: async () => {} };
}

function givenUrl() {
  const file = process.env["DATABASE_URL_FILE"];
  if (!file) return process.env["DATABASE_URL"] || null;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new CommandError(`DATABASE_URL_FILE names ${file}, which cannot be read.`);
  }
}

/** Says where, and never the password. @param {string} url */
async function refuseUnreachable(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new CommandError(
      "DATABASE_URL is no address of a Postgres. It looks like postgres://user:password@host:5432/name.",
    );
  }
  if (parsed.hostname === "") return; // A socket in a folder: the migration finds out whether it answers.
  const port = Number(parsed.port || 5432);
  const fault = await connectFault(port, parsed.hostname.replace(/^\[|\]$/g, ""), CONNECT_TIMEOUT_MS);
  if (fault) {
    throw new CommandError(
      `The database at ${parsed.hostname}:${port} does not answer (${fault}). ` +
        "Check DATABASE_URL, and that the server is up; or unset it to use the embedded one.",
    );
  }
}

/** @param {(line: string) => void} log @returns {Promise<Database>} */
async function openEmbedded(log) {
  const dataDir = join(STATE, "postgres");
  let postgres = await startPostgres({ dataDir, log });
  let stopping = false;
  /** @type {(error: unknown) => void} */
  let fail;
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => (fail = reject));
  failed.catch(() => {});

  const watch = async () => {
    while (!stopping) {
      await new Promise((resolve) => setTimeout(resolve, WATCH_MS).unref());
      if (stopping || postgres.isRunning()) continue;
      log("The database ended; starting it again.");
      postgres = await startPostgres({ dataDir, port: postgres.port, log });
    }
  };
  watch().catch((error) => fail(error));

  return {
    url: postgres.url,
    isEmbedded: true,
    failed,
    async stop() {
      stopping = true;
      await postgres.stop();
    },
  };
}
