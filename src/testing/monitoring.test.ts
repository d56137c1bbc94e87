import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { MEASURES } from "@/platform/telemetry/measure";
import { relayGauges, webGauges } from "@/server/gauges";
import { testDatabase } from "./database";
import { isInstalled } from "./installed";

const t = testDatabase();
const FOLDER = path.resolve("terraform/monitoring");
const RULES = path.join(FOLDER, "rules");
const read = (...names: string[]) => readFileSync(path.join(FOLDER, ...names), "utf8");

const areInstalled = isInstalled("promtool") && isInstalled("amtool");

describe.skipIf(!areInstalled)("what Prometheus and its Alertmanager say", () => {
  test("rules can be read, and each alert speaks when it should and not before", () => {
    const check = (...args: string[]) =>
      execFileSync("promtool", args, { cwd: RULES, encoding: "utf8", stdio: "pipe" });
    expect(check("check", "rules", "recording.yml", "alerts.yml")).toContain("SUCCESS: 20 rules found");
    expect(check("test", "rules", "alerts.test.yml")).toContain("SUCCESS");
    expect(check("check", "config", path.join(FOLDER, "prometheus.yml"))).toContain("SUCCESS");
  });

  test("who is told of alerts can be read", () => {
    const told = execFileSync("amtool", ["check-config", "alertmanager.yml"], { cwd: FOLDER, encoding: "utf8" });
    expect(told).toContain("SUCCESS");
  });
});

test("each alert has its page and its case, and each page its alert", () => {
  const alerts = new Set(read("rules", "alerts.yml").match(/(?<=alert: )\w+/g));
  const cases = new Set(read("rules", "alerts.test.yml").match(/(?<=alertname: )\w+/g));
  const pages = new Set(readdirSync(path.join(FOLDER, "runbooks")).map((file) => path.basename(file, ".md")));
  expect(pages).toEqual(alerts);
  expect(cases).toEqual(alerts);
  for (const [page = ""] of read("rules", "alerts.yml").matchAll(/(?<=runbook: )\S+/g))
    expect(existsSync(page)).toBe(true);
});

test("dashboards and rules ask for figures of ours that there are", () => {
  const known = new Set<string>([
    ...Object.values(MEASURES).map(({ name }) => name),
    ...[...webGauges(), ...relayGauges(t.db)].map(({ name }) => name),
  ]);
  const boards = readdirSync(path.join(FOLDER, "dashboards")).map((file) => read("dashboards", file));
  for (const text of [...boards, read("rules", "recording.yml"), read("rules", "alerts.yml")])
    for (const [name] of text.matchAll(/\bquartermaster_\w+/g))
      expect(known).toContain(name.replace(/_(?:bucket|count|sum)$/, ""));
});
