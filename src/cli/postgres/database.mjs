// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { connectFault } from "../launch/ports.mjs";
import { STATE } from "../launch/project.mjs";
import { restartPause } from "../launch/restart-pause.mjs";
import { startPostgres } from "./embedded.mjs";

const CONNECT_TIMEOUT_MS = 5_000;
const WATCH_MS = 2_000;

/**
 * @typedef {object} Database
 * @property {string | null} url as the application connects; null where the processes ask a manager of secrets for it
 * @property {string | null} ownerUrl as migrations do; the same where only one address was given
 * @property {boolean} isEmbedded
 * @property {() => Promise<void>} stop leaves a database that is not ours alone
 */

/**
 * The database named in the environment, else our own.
 * @param {(line: string) => void} log
 * @returns {Promise<Database>}
 */
export async function openDatabase(log) {
  if (process.env["DATABASE_URL_SECRET_ID"])
    return { url: null, ownerUrl: null, isEmbedded: false, stop: async () => {} };
  const url = givenUrl("DATABASE_URL");
  const ownerUrl = givenUrl("MIGRATION_DATABASE_URL");
  if (url === null && ownerUrl === null) return openEmbedded(log);
  if (url === null) {
    throw new CommandError(
      "MIGRATION_DATABASE_URL is given without DATABASE_URL, so the application has no address of its own. Set " +
        "DATABASE_URL as well, to the same address if need be; or unset both to use the embedded database.",
    );
  }
  await refuseUnreachable("DATABASE_URL", url);
  if (ownerUrl !== null) await refuseUnreachable("MIGRATION_DATABASE_URL", ownerUrl);
  return { url, ownerUrl: ownerUrl ?? url, isEmbedded: false, stop: async () => {} };
}

/** @typedef {"DATABASE_URL" | "MIGRATION_DATABASE_URL"} Name */

/** @param {Name} name */
function givenUrl(name) {
  const file = process.env[`${name}_FILE`];
  if (!file) return process.env[name] || null;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new CommandError(`${name}_FILE names ${file}, which cannot be read.`);
  }
}

/**
 * Says which and where, and never the password. Of several hosts one that answers is enough.
 * @param {Name} name
 * @param {string} url
 */
async function refuseUnreachable(name, url) {
  const [, before = "", hosts = "", after = ""] = /^([a-z]+:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/.exec(url) ?? [];
  const each = hosts.split(",").map((host) => faultOf(name, before + host + after));
  const faults = (await Promise.all(each)).filter((fault) => fault !== null);
  if (faults.length === each.length) throw new CommandError(faults.join("\n"));
}

/** @param {Name} name @param {string} url @returns {Promise<string | null>} */
async function faultOf(name, url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    return `${name} is no address of a Postgres. It looks like postgres://user:password@host:5432/name.`;
  }
  if (parsed.hostname === "") return null; // A socket in a folder: the migration finds out whether it answers.
  const port = Number(parsed.port || 5432);
  const fault = await connectFault(port, parsed.hostname.replace(/^\[|\]$/g, ""), CONNECT_TIMEOUT_MS);
  if (!fault) return null;
  return (
    `The database at ${parsed.hostname}:${port} does not answer (${fault}). ` +
    `Check ${name}, and that the server is up; or unset it to use the embedded one.`
  );
}

/** @param {(line: string) => void} log @returns {Promise<Database>} */
async function openEmbedded(log) {
  const dataDir = join(STATE, "postgres");
  let postgres = await startPostgres({ dataDir, log });
  let stopping = false;

  /** Never gives up: a full disk or a slow recovery passes, and then the data is served again. */
  const watch = async () => {
    for (let failures = 0; !stopping;) {
      await pause(failures === 0 ? WATCH_MS : restartPause(failures));
      if (stopping || postgres.isRunning()) continue;
      log("The database ended; starting it again.");
      try {
        postgres = await startPostgres({ dataDir, port: postgres.port, log });
        failures = 0;
      } catch (error) {
        failures += 1;
        const reason = error instanceof Error ? error.message : String(error);
        log(`${reason}\nThe next try follows in ${restartPause(failures) / 1000} s.`);
      }
    }
  };
  void watch();

  return {
    url: postgres.applicationUrl,
    ownerUrl: postgres.url,
    isEmbedded: true,
    async stop() {
      stopping = true;
      await postgres.stop();
    },
  };
}

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
