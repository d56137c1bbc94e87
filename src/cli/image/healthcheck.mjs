// @ts-check
import { readFileSync } from "node:fs";

/*
 * What Docker asks now and then in a container: whether people can work, of the web, and of worker and relay whether
 * they are alive, which the port of their figures says. The first process of the container is the one that is meant.
 */
const [asked = readFileSync("/proc/1/cmdline", "utf8").includes("dist/") ? "live" : "ready"] = process.argv.slice(2);
const { PORT, METRICS_PORT } = process.env;
const url = asked === "ready" ? `http://127.0.0.1:${PORT}/api/health/ready` : `http://127.0.0.1:${METRICS_PORT}/live`;
const isWell = await fetch(url, { signal: AbortSignal.timeout(4_000) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(isWell ? 0 : 1);
