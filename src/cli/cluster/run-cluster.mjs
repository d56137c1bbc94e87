// @ts-check
import { build, isBuilt } from "../launch/build.mjs";
import { webAddress } from "../launch/environment.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { aborted, sampleSignIns } from "../launch/start.mjs";
import { print, step } from "../launch/terminal.mjs";
import { keepPostgres } from "./keep-postgres.mjs";
import { programs } from "./programs.mjs";
import { startCluster } from "./start-cluster.mjs";

/** `npm run cluster`: two of everything, until the signal fires. @param {AbortSignal} signal */
export async function runCluster(signal) {
  programs();
  await ensureInstalled(signal);
  if (!isBuilt()) await step("Building (a minute or two)", () => build(signal));
  signal.throwIfAborted();
  const cluster = await startCluster({ ...webAddress(), signal });
  const keeping = keepPostgres(cluster.postgres, signal);
  try {
    describe(cluster);
    await aborted(signal);
  } finally {
    print("\nStopping ...");
    await keeping;
    await cluster.stop();
  }
  print("Stopped.");
}

const NAME_WIDTH = 12;

/** @param {import("./start-cluster.mjs").Cluster} cluster */
function describe({ port, people, postgres, redis, webs, prometheus, members, logs }) {
  print(`\nReady:  http://localhost:${port}\n`);
  for (const line of sampleSignIns(people)) print(`  ${line}`);
  if (prometheus) print(`\nFigures and alerts of all of it: http://localhost:${prometheus.port}/alerts (Prometheus)`);
  print("\nEnd any of these (kill -9), and see whether people notice:\n");
  const tell = (/** @type {string} */ name, /** @type {number} */ pid, /** @type {string} */ more) =>
    print(`  ${name.padEnd(NAME_WIDTH)} process ${pid}${more}`);
  for (const name of postgres.servers.keys()) {
    const role = name === postgres.primaryName ? "primary" : "replica";
    tell(`postgres-${name}`, postgres.serverOf(name).pid, `, port ${postgres.portOf(name)}, ${role}`);
  }
  const known = [...webs, ...redis.servers, ...redis.sentinels, ...(prometheus ? [prometheus] : [])];
  const ports = new Map(known.map((each) => [each.member, each.port]));
  for (const member of members) {
    const at = ports.get(member);
    tell(member.name, member.pid, at === undefined ? "" : `, port ${at}`);
  }
  print(`\nCtrl-C stops everything. Logs are in ${logs}.`);
}
