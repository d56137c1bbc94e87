// @ts-check
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "./command-error.mjs";
import { ROOT, STATE } from "./project.mjs";
import { writeDurably } from "./write-durably.mjs";

const SECRET_BYTES = 48;
const SECRET_CHARACTERS_MIN = 32;
const PORT_MAX = 65_535;

/** Where people will reach the web. */
export function webAddress() {
  const port = Number(process.env["PORT"] || 3000);
  if (!Number.isInteger(port) || port < 1 || port > PORT_MAX) {
    throw new CommandError(`PORT=${process.env["PORT"]} is no port. Use a number from 1 to ${PORT_MAX}.`);
  }
  const host = process.env["HOST"] || "127.0.0.1";
  return { port, host, url: process.env["APP_URL"] || `http://localhost:${port}` };
}

/** Where a secret may be given: by itself, in a file, or in a manager that only the processes themselves ask. */
const ways = (/** @type {string} */ name) => [name, `${name}_FILE`, `${name}_SECRET_ID`];
const isGiven = (/** @type {string} */ name) => ways(name).some((way) => process.env[way]);
const OF_OWNER = ["MIGRATION_DATABASE_URL", "MIGRATION_DATABASE_PASSWORD"].flatMap(ways);
const MOUNTED = ["DATABASE_URL", "DATABASE_PASSWORD", "DATABASE_REPLICA_URLS", "SMTP_URL", "SENTRY_DSN"].concat([
  "REDIS_URL",
  "REDIS_PASSWORD",
  "REDIS_SENTINEL_PASSWORD",
  "REDIS_CA",
]);

/**
 * What every process of ours is started with. The owner's address is for commands alone; see `ownerEnvironment`.
 * @param {string | null} databaseUrl null where the processes ask for it themselves
 * @param {"production" | "development"} mode
 * @returns {NodeJS.ProcessEnv}
 */
export function processEnvironment(databaseUrl, mode) {
  const { port, host, url } = webAddress();
  return {
    ...process.env,
    ...Object.fromEntries(OF_OWNER.map((name) => [name, undefined])),
    NODE_ENV: mode,
    ...absolutePaths(MOUNTED),
    // What was mounted stays so: its password may be changed while the processes run.
    ...(isKeptElsewhere("DATABASE_URL") ? {} : { DATABASE_URL: databaseUrl ?? undefined }),
    ...secrets(),
    PORT: String(port),
    HOST: host,
    APP_URL: url,
    // Absolute, since the web's server moves to its own folder.
    FILES_DIR: resolve(ROOT, process.env["FILES_DIR"] || join(STATE, "files")),
    MAIL_DIR: resolve(ROOT, process.env["MAIL_DIR"] || join(STATE, "mail")),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

const isKeptElsewhere = (/** @type {string} */ name) => ways(name).some((way) => way !== name && process.env[way]);

/** The web's server moves to its own folder. @param {readonly string[]} names */
function absolutePaths(names) {
  const files = names.map((name) => `${name}_FILE`);
  return Object.fromEntries(files.flatMap((name) => (process.env[name] ? [[name, resolve(process.env[name])]] : [])));
}

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/** What is missing for people at other machines, who come by emails or by themselves. */
export const addressWarnings = () => [...mailWarnings(), ...exposureWarnings()];

function mailWarnings() {
  if (!isGiven("SMTP_URL") || process.env["APP_URL"]) return [];
  return [
    `Warning: emails are sent (SMTP_URL), and without APP_URL the links in them lead to ${webAddress().url}, which ` +
      "opens at this machine alone. Set APP_URL to the address that people use.",
  ];
}

/**
 * Who lets other machines in has to say by which name they ask, or each is refused; and without https cookies cross the
 * network in the clear.
 */
function exposureWarnings() {
  const { host, url } = webAddress();
  if (LOOPBACK.includes(host)) return [];
  const isNamed = process.env["APP_URL"] || process.env["ALLOWED_HOSTS"];
  const unnamed =
    `Warning: HOST=${host} lets other machines in, and neither APP_URL nor ALLOWED_HOSTS says by which name they ` +
    "ask, so each of them is refused (421). Set APP_URL to the address that people use, or ALLOWED_HOSTS.";
  const inTheClear =
    `Warning: HOST=${host} lets other machines in, and without an https address in APP_URL passwords and sessions ` +
    "cross the network in the clear. Put a proxy with https in front and set APP_URL.";
  return [...(isNamed ? [] : [unnamed]), ...(url.startsWith("https:") ? [] : [inTheClear])];
}

/**
 * For the commands that change tables and roles.
 * @param {NodeJS.ProcessEnv} environment
 * @param {{ url: string | null, ownerUrl: string | null }} database
 * @returns {NodeJS.ProcessEnv}
 */
export const ownerEnvironment = (environment, { url, ownerUrl }) => ({
  ...environment,
  ...Object.fromEntries(OF_OWNER.map((name) => [name, process.env[name]])),
  ...(ownerUrl !== null && ownerUrl !== url && { MIGRATION_DATABASE_URL: ownerUrl }),
});

/**
 * The web listens longer than any balancer in front of it keeps a connection, or people would see 502s. @param
 * {NodeJS.ProcessEnv} environment
 */
export function webEnvironment(environment) {
  const { host } = webAddress();
  return {
    ...environment,
    HOSTNAME: host,
    KEEP_ALIVE_TIMEOUT: process.env["KEEP_ALIVE_TIMEOUT"] || "65000",
    // Next would wait for open streams for ever; src/server/web.ts ends the process in its own order.
    NEXT_MANUAL_SIG_HANDLE: "1",
  };
}

/**
 * Each process has a port of its own for its metrics: METRICS_PORT is the web's, and the others follow it.
 * @param {NodeJS.ProcessEnv} environment
 * @param {number} place
 */
export function withMetricsPort(environment, place) {
  const port = Number(environment["METRICS_PORT"]);
  return Number.isInteger(port) && port > 0 ? { ...environment, METRICS_PORT: String(port + place) } : environment;
}

/** Given by the operator, or made once and kept: sessions, links and passwords live as long as it does. */
function secrets() {
  const names = ["AUTH_SECRET", "COOKIE_SECRET", "SEAL_SECRET", "PEPPER_SECRET"];
  const isComplete = isGiven("AUTH_SECRET") || names.slice(1).every(isGiven);
  return {
    ...absolutePaths(names.flatMap((name) => [name, `${name}_PREVIOUS`])),
    ...(isComplete ? {} : { AUTH_SECRET: keptSecret(join(STATE, "secrets.json")) }),
  };
}

/** @param {string} file @returns {string} */
function keptSecret(file) {
  if (!existsSync(file)) {
    writeDurably(file, JSON.stringify({ authSecret: randomBytes(SECRET_BYTES).toString("base64url") }));
  }
  const secret = secretIn(readFileSync(file, "utf8"));
  if (secret !== null) return secret;
  throw new CommandError(
    `${file} is cut short or no JSON. It holds the secret of sessions, links and passwords: put it back from a copy. ` +
      "If there is none, move it away: the next start makes another, and says what to do for the people who work here.",
  );
}

/** @param {string} text @returns {string | null} */
function secretIn(text) {
  try {
    const { authSecret } = JSON.parse(text);
    return typeof authSecret === "string" && authSecret.length >= SECRET_CHARACTERS_MIN ? authSecret : null;
  } catch {
    return null;
  }
}
