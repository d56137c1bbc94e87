// @ts-check
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "./command-error.mjs";
import { ROOT, STATE } from "./project.mjs";

const SECRET_BYTES = 48;
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

/**
 * What every process of ours is started with.
 * @param {string} databaseUrl
 * @param {"production" | "development"} mode
 * @returns {NodeJS.ProcessEnv}
 */
export function processEnvironment(databaseUrl, mode) {
  const { port, host, url } = webAddress();
  return {
    ...process.env,
    DATABASE_URL_FILE: undefined,
    NODE_ENV: mode,
    DATABASE_URL: databaseUrl,
    ...authSecret(),
    PORT: String(port),
    HOST: host,
    APP_URL: url,
    // Absolute, since the web's server moves to its own folder.
    FILES_DIR: resolve(ROOT, process.env["FILES_DIR"] || join(STATE, "files")),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

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

/** Made once and kept: sessions and sealed values live as long as it does. */
function authSecret() {
  const { AUTH_SECRET, AUTH_SECRET_FILE } = process.env;
  if (AUTH_SECRET_FILE) return { AUTH_SECRET_FILE: resolve(AUTH_SECRET_FILE) };
  if (AUTH_SECRET) return { AUTH_SECRET };
  const file = join(STATE, "secrets.json");
  if (!existsSync(file)) {
    writeFileSync(file, JSON.stringify({ authSecret: randomBytes(SECRET_BYTES).toString("base64url") }), {
      mode: 0o600,
    });
  }
  return { AUTH_SECRET: String(JSON.parse(readFileSync(file, "utf8")).authSecret) };
}
