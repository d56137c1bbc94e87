// @ts-check
import { createServer, connect } from "node:net";
import { CommandError } from "./command-error.mjs";

/** Below every system's range for outgoing connections, so nobody is handed ours by chance. */
const OWN_PORTS = { first: 15_432, last: 30_000 };
const PORT_TRIES_MAX = 50;
const PORT_MAX = 65_535;
/** Those below are kept for programs that a system's owner starts. */
const UNPRIVILEGED_MIN = 1_024;

/**
 * Null when the port can be listened on, else the system's code for why not.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | null>}
 */
function portFault(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** A free port of our own on loopback. @param {number | null} [preferred] */
export async function freePort(preferred = null) {
  const { first, last } = OWN_PORTS;
  for (let tries = 0; tries < PORT_TRIES_MAX; tries++) {
    const port = (tries === 0 && preferred) || first + Math.floor(Math.random() * (last - first));
    if ((await portFault(port, "127.0.0.1")) === null) return port;
  }
  throw new CommandError(`No free port was found between ${first} and ${last} on this machine.`);
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
export async function refuseTakenPort(port, host) {
  const fault = await portFault(port, host);
  if (fault === null) return;
  const other = port < UNPRIVILEGED_MIN || port === PORT_MAX ? 3000 : port + 1;
  if (fault === "EADDRINUSE")
    throw new CommandError(
      `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${other} npm start`,
    );
  if (fault === "EACCES")
    throw new CommandError(`This user may not listen on port ${port}. Choose another: PORT=${other} npm start`);
  throw new CommandError(
    `HOST=${host} is no address of this machine (${fault}). ` +
      "Use 127.0.0.1, or 0.0.0.0 to be reached from other machines.",
  );
}

/**
 * Null when something listens there, else why it cannot be reached.
 * @param {number} port
 * @param {string} host
 * @param {number} timeoutMs
 * @returns {Promise<string | null>}
 */
export function connectFault(port, host, timeoutMs) {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: timeoutMs });
    /** @param {string | null} fault */
    const finish = (fault) => {
      socket.destroy();
      resolve(fault);
    };
    socket.once("connect", () => finish(null));
    socket.once("timeout", () => finish(`no answer within ${timeoutMs / 1000} s`));
    socket.once("error", (error) => finish("code" in error ? String(error.code) : error.message));
  });
}
