import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { inRoot } from "@/cli/launch/project.mjs";
import { isInstalled } from "@/testing/installed";
import { QUESTION } from "./objectives.mjs";

const CALLS = "quartermaster_procedure_duration_seconds";

test.skipIf(!isInstalled("promtool"))("Prometheus names what burns by our own rules, and nothing else", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "question-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const asked = (eval_time: string, burns: string[]) => ({
    expr: QUESTION,
    eval_time,
    exp_samples: burns.map((name) => ({ labels: `{burns="${name}"}`, value: 1 })),
  });
  // Every second call fails from the tenth minute on; none of them takes long. Then a process is gone.
  const series = [
    [`${CALLS}_count{outcome="failed"}`, "0+0x10 30+30x20"],
    [`${CALLS}_count{outcome="done"}`, "0+60x30"],
    [`${CALLS}_bucket{le="1"}`, "0+60x10 690+90x20"],
    ['up{job="quartermaster-web"}', "1x20 0x10"],
    ['up{job="quartermaster-worker"}', "1x30"],
    ['up{job="quartermaster-relay"}', "1x30"],
  ];
  const file = path.join(folder, "question.test.yml");
  const rules = ["recording.yml", "alerts.yml"].map((name) => inRoot("terraform", "monitoring", "rules", name));
  const input_series = series.map(([name, values]) => ({ series: name, values }));
  const promql_expr_test = [
    asked("9m", []),
    asked("11m", ["availability"]),
    asked("28m", ["QuartermasterAvailability", "QuartermasterDown", "availability"]),
  ];
  writeFileSync(
    file,
    JSON.stringify({ rule_files: rules, tests: [{ interval: "1m", input_series, promql_expr_test }] }),
  );
  expect(execFileSync("promtool", ["test", "rules", file], { encoding: "utf8", stdio: "pipe" })).toContain("SUCCESS");
});
