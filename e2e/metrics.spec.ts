import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../src/cli/launch/ports.mjs";
import { isInstalled } from "../src/testing/installed";
import { expect, test } from "./fixtures/journey";

const MONITORING = path.resolve(import.meta.dirname, "../terraform/monitoring");

/** The configuration that an operator begins with, at the addresses of this run and without a pager. */
function configure(folder: string, ports: readonly number[]): void {
  mkdirSync(folder);
  cpSync(path.join(MONITORING, "rules"), path.join(folder, "rules"), { recursive: true });
  let config = readFileSync(path.join(MONITORING, "prometheus.yml"), "utf8")
    .replace(/^alerting:\n(?: .*\n)+/m, "")
    .replaceAll(/_interval: 15s/g, "_interval: 1s");
  for (const [place, port] of ports.entries())
    config = config.replace(`127.0.0.1:${9464 + place}`, `127.0.0.1:${port}`);
  writeFileSync(path.join(folder, "prometheus.yml"), config);
}

type Answer = { status: string; data: { result: { value: [number, string]; metric: Record<string, string> }[] } };
type Rules = { data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] } };

test.skip(!isInstalled("prometheus"), "prometheus is not installed");

test("a Prometheus scrapes web, worker and relay, and finds what rules and dashboards ask for", async ({
  page,
  shop,
  system,
}) => {
  const place = await shop.place();
  await shop.goods("Barometer", { at: place, quantity: 3 });
  const [port, folder] = [await freePort(), path.join(system.folder, "prometheus")];
  configure(folder, [system.metrics.web, system.metrics.worker, system.metrics.relay]);
  const prometheus: ChildProcess = spawn(
    "prometheus",
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: "ignore" },
  );
  const ask = async <Body>(what: string): Promise<Body> =>
    (await fetch(`http://127.0.0.1:${port}/api/v1/${what}`)).json();
  const query = (text: string) => ask<Answer>(`query?query=${encodeURIComponent(text)}`);
  try {
    await expect.poll(async () => (await query("sum(up)").catch(() => null))?.data.result[0]?.value[1]).toBe("3");
    for (const [name, value] of Object.entries({
      'sum(quartermaster_procedure_duration_seconds_count{process="web",outcome="ok"}) > 0': "procedures",
      'quartermaster_outbox_oldest_seconds{process="relay",waits_for="publishing"} < 60': "outbox",
      'quartermaster_jobs{process="relay",state="waiting"} >= 0': "jobs",
      'quartermaster_pool_connections_max{process="worker"} > 0': "pool",
      'quartermaster_database{figure="connections"} > 0': "database",
    }))
      await expect.poll(async () => (await query(name)).data.result.length, value).toBeGreaterThan(0);

    await expect
      .poll(async () =>
        (await ask<Rules>("rules")).data.groups.flatMap(({ rules }) => rules.map(({ health }) => health)),
      )
      .not.toContain("unknown");
    const rules = (await ask<Rules>("rules")).data.groups.flatMap((group) => group.rules);
    expect(rules.filter(({ health }) => health !== "ok")).toEqual([]);
    expect(rules.length).toBeGreaterThan(30);

    for (const board of readdirSync(path.join(MONITORING, "dashboards"))) {
      const text = readFileSync(path.join(MONITORING, "dashboards", board), "utf8");
      const { panels }: { panels: { targets: { expr: string }[] }[] } = JSON.parse(text);
      for (const { expr } of panels.flatMap(({ targets }) => targets))
        expect(await query(expr), `${board}: ${expr}`).toMatchObject({ status: "success" });
    }
  } finally {
    prometheus.kill();
  }
  // Nobody at the public door learns any of it.
  const answer = await page.request.get(`${system.url}/metrics`, { maxRedirects: 0 });
  expect(await answer.text()).not.toContain("quartermaster_");
});
