// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../launch/ports.mjs";
import { inRoot } from "../launch/project.mjs";
import { until } from "./until.mjs";

const USUAL_PORT = 9090;
const SCRAPE_EVERY = "2s";
const SEEN_WAIT_MS = 60_000;
const RULES = ["recording.yml", "alerts.yml"].map((file) => inRoot("terraform", "monitoring", "rules", file));

/** @typedef {Record<string, number[]>} Figures by service, the ports of those that serve them */

/**
 * A Prometheus that scrapes every process of ours and evaluates the rules that an operator begins with. JSON is YAML.
 * @param {{ folder: string, program: string, hire: import("./start-cluster.mjs").Hire, figures: Figures }} options
 */
export async function hirePrometheus({ folder, program, hire, figures }) {
  const [own, port] = [join(folder, "prometheus"), await freePort(USUAL_PORT)];
  mkdirSync(own, { mode: 0o700 });
  const config = {
    global: { scrape_interval: SCRAPE_EVERY, evaluation_interval: SCRAPE_EVERY },
    rule_files: RULES,
    scrape_configs: Object.entries(figures).map(([service, ports]) => ({
      job_name: `quartermaster-${service}`,
      static_configs: [{ targets: ports.map((each) => `127.0.0.1:${each}`) }],
    })),
  };
  const file = join(own, "prometheus.yml");
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  const args = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(own, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  return { port, member: hire({ name: "prometheus", command: program, args }) };
}

/** Waits until it has the figures of each process. @param {number} port @param {Figures} figures */
export async function waitUntilScraped(port, figures) {
  const all = Object.values(figures).flat().length;
  const query = encodeURIComponent('count(up{job=~"quartermaster-.*"} == 1)');
  const seesAll = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${query}`);
    const { data } = await answer.json();
    return Number(data.result[0]?.value[1]) === all;
  };
  await until(`Prometheus has the figures of all ${all} processes`, seesAll, SEEN_WAIT_MS);
}
