// @ts-check
import { webEnvironment } from "../launch/environment.mjs";
import { freePort } from "../launch/ports.mjs";
import { inRoot } from "../launch/project.mjs";

const FILES = { web: [".next", "standalone", "server.js"], worker: ["dist", "worker.js"], relay: ["dist", "relay.js"] };

/**
 * Two of each process of ours, not started yet, and by service the ports at which they serve their figures.
 * @param {import("./start-cluster.mjs").Hire} hire @param {NodeJS.ProcessEnv} environment
 */
export async function hireNodes(hire, environment) {
  /** @type {Record<keyof typeof FILES, number[]>} */
  const figures = { web: [], worker: [], relay: [] };
  /** @param {keyof typeof FILES} service @param {number} number @param {NodeJS.ProcessEnv} env */
  const hireNode = async (service, number, env) => {
    const port = await freePort();
    figures[service].push(port);
    const name = `${service}-${number}`;
    const args = ["--enable-source-maps", inRoot(...FILES[service])];
    // By its name Postgres says whose each connection is.
    const url = `${env["DATABASE_URL"]}?application_name=${name}`;
    const own = { ...env, DATABASE_URL: url, METRICS_PORT: String(port) };
    return hire({ name, command: process.execPath, args, env: own });
  };
  const hireWeb = async (/** @type {number} */ number) => {
    const port = await freePort();
    const env = { ...webEnvironment(environment), HOSTNAME: "127.0.0.1", PORT: String(port) };
    return { port, member: await hireNode("web", number, env) };
  };
  return {
    webs: await two(hireWeb),
    workers: await two((number) => hireNode("worker", number, environment)),
    relays: await two((number) => hireNode("relay", number, environment)),
    figures,
  };
}

/** @template T @param {(number: number) => Promise<T>} make */
const two = async (make) => [await make(1), await make(2)];
