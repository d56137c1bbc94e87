import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { inRoot } from "@/cli/launch/project.mjs";
import { WORKING_MODULES } from "@/shared/working-modules";
import { countTerraform, terraformRoots } from "./terraform.mjs";

const read = (...names: string[]) => readFileSync(inRoot(...names), "utf8");
const source = (...names: string[]) => read("src", ...names);
const application = (file: string) => read("terraform", "modules", "application", file);
const environment = (name: string, file: string) => read("terraform", "environments", name, file);
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);
const numberIn = (text: string, pattern: RegExp): number =>
  Number((pattern.exec(text)?.[1] ?? "none").replaceAll("_", ""));

/** What Node, Next and AWS read themselves. */
const OF_OTHERS = ["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "HOSTNAME", "KEEP_ALIVE_TIMEOUT", "NEXT_MANUAL_SIG_HANDLE"];
const SETTINGS = ["config.ts", "site.ts", "redis-settings.ts"].map((file) => source("platform", file)).join("\n");
const known = new Set([...all(SETTINGS, /^ {2}([A-Z]{2,}(?:_[A-Z]+)*):/gm), ...OF_OTHERS, "AWS_REGION"]);

test("each setting that pods are given is one that the product reads", () => {
  const given = [
    ...all(application("environment.tf"), /^ +([A-Z][A-Z_]+) += /gm),
    ...all(application("migrate.tf"), /^ +([A-Z][A-Z_]+) += /gm),
  ];
  expect(given).toEqual(expect.arrayContaining(["DATABASE_URL", "WORKER_MODULES", "MIGRATION_DATABASE_URL"]));
  expect(given.map((name) => name.replace(/_SECRET_ID$/, "")).filter((name) => !known.has(name))).toEqual([]);
});

test("each secret that is mounted is one that may be mounted", () => {
  const mounted = [
    ...all(application("objects.tf"), /^ +([A-Z][A-Z_]+) += \{ name/gm),
    ...all(read("terraform", "modules", "secrets", "outputs.tf"), /([A-Z][A-Z_]{4,}) = \{ name/g),
    ...all(read("terraform", "modules", "secrets", "variables.tf"), /"([A-Z][A-Z_]+)"/g),
  ];
  expect(mounted).toEqual(
    expect.arrayContaining(["REDIS_PASSWORD", "AUTH_SECRET", "AUTH_SECRET_PREVIOUS", "SMTP_URL"]),
  );
  expect(mounted.filter((name) => !SETTINGS.includes(`"${name.replace(/_PREVIOUS$/, "")}"`))).toEqual([]);
});

test("every module has one worker that takes its jobs", () => {
  const taken = all(application("main.tf"), /modules = \[([^\]]+)\]/g).flatMap((names) => all(names, /"(\w+)"/g));
  expect(taken.toSorted()).toEqual(WORKING_MODULES.toSorted());
});

test("the worker of each module whose jobs send mail may reach the mail server", () => {
  const sends = readdirSync(inRoot("src", "modules"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && source("modules", file).includes("mailer().send("))
    .map((file) => file.split(path.sep)[0] ?? "");
  const may = all(/mailing = \[([^\]]+)\]/.exec(application("network.tf"))?.[1] ?? "", /"(\w+)"/g);
  expect(may).toEqual([...new Set(sends)].toSorted());
});

test("pods have the time that a process takes to end, and a stream outlives the balancer's patience", () => {
  const stopMs = numberIn(source("platform", "process", "stop.ts"), /STOP_MS_MAX = ([\d_]+)/);
  expect(numberIn(application("main.tf"), /stop_s += (\d+)/) * 1_000).toBe(stopMs);
  const idleMs = numberIn(read("terraform", "modules", "load-balancer", "main.tf"), /idle_timeout = (\d+)/) * 1_000;
  expect(idleMs).toBeGreaterThan(numberIn(source("platform", "trpc", "event-stream.ts"), /STREAM_PING_MS = ([\d_]+)/));
  expect(idleMs).toBeLessThan(numberIn(application("environment.tf"), /KEEP_ALIVE_TIMEOUT += "(\d+)"/));
});

test("what is asked of processes is answered by them", () => {
  const paths = [
    application("main.tf"),
    application("environment.tf"),
    read("terraform", "modules", "load-balancer", "main.tf"),
  ].flatMap((text) => all(text, /"(\/api\/health\/\w+)"/g));
  expect(new Set(paths)).toEqual(new Set(["/api/health/live", "/api/health/ready"]));
  for (const each of paths)
    expect(existsSync(inRoot("src", "app", ...each.slice(1).split("/"), "route.ts"))).toBe(true);
  expect(source("platform", "telemetry", "metrics.ts")).toContain('"/live"');
  const figures = all(application("objects.tf"), /\b(quartermaster_\w+)[){]/g);
  expect(figures.length).toBeGreaterThan(1);
  for (const name of figures) expect(source("server", "gauges.ts")).toContain(`name: "${name}"`);
});

test("the firewall lets through the longest address that the pages ask", () => {
  const longest = numberIn(source("client", "trpc.ts"), /const BATCH_URL_CHARACTERS_MAX = ([\d_]+);/);
  expect(longest).toBeGreaterThan(0);
  // AWS's common rules block a query of more than 2,048 bytes.
  expect(read("terraform", "modules", "waf", "main.tf").includes('"SizeRestrictions_QUERYSTRING"')).toBe(
    longest > 2_048,
  );
});

test("what is locked away of the log is what the product calls a head", () => {
  const kept = all(read("terraform", "modules", "observability", "cluster.tf"), /\.event == \\"([\w-]+)\\"/g);
  expect(kept).toEqual(all(source("server", "prove-trail.ts"), /event: "([\w-]+)"/g));
});

test("staging and production differ in numbers and in nothing else", () => {
  for (const file of ["providers.tf", "variables.tf", "outputs.tf"])
    expect(environment("staging", file)).toBe(environment("production", file));
  const withoutNumbers = (name: string) =>
    ["main.tf", "versions.tf"].map((file) =>
      environment(name, file)
        .replaceAll(name, "ENVIRONMENT")
        .replace(/instance_types += .*|(database_class|cache_type|cidr) += .*/g, "SIZE")
        .replaceAll(/\d+/g, "N")
        .replaceAll(/ +/g, " "),
    );
  expect(withoutNumbers("staging")).toEqual(withoutNumbers("production"));
});

test("the database's own limits are above those that each connection of ours sets", () => {
  const ours = source("platform", "database", "db.ts");
  const given = read("terraform", "modules", "database", "parameters.tf");
  for (const limit of ["lock_timeout", "idle_in_transaction_session_timeout"]) {
    const [, name = ""] = new RegExp(` ${limit}:[^\\n]*?([A-Z_]+_MS)`).exec(ours) ?? [];
    const sets = numberIn(ours, new RegExp(`const ${name} = ([\\d_]+);`));
    expect(sets).toBeGreaterThan(0);
    expect(numberIn(given, new RegExp(` ${limit} += "(\\d+)"`))).toBeGreaterThan(sets);
  }
  // None for whoever connects by hand: a migration or a backup may take longer than any question of the product.
  expect(given).not.toContain("statement_timeout");
});

test("every module is used, has its page and its tests", () => {
  const { parts } = terraformRoots();
  const used = [read("terraform", "bootstrap", "main.tf"), read("terraform", "modules", "environment", "main.tf")].join(
    "\n",
  );
  for (const folder of parts.filter((each) => !/(?:environment|bootstrap)$/.test(each))) {
    expect(existsSync(`${folder}/README.md`) && existsSync(`${folder}/tests`)).toBe(true);
    expect(used).toMatch(new RegExp(`"\\.\\./(?:modules/)?${path.basename(folder)}"`));
  }
});

test("runs and steps that went well are counted, and silence is a failure", () => {
  const well = 'ok     fmt x\nok     validate x\n  run "a"... pass\n  run "b"... pass\nok     test x\n';
  expect(countTerraform(well, true)).toMatchObject({ passed: 4, failed: 0, output: "" });
  const badly = 'ok     fmt x\n  run "a"... fail\n  run "b"... skip\nFAILED test x\n';
  expect(countTerraform(badly, false)).toMatchObject({ passed: 1, failed: 1, output: badly });
  expect(countTerraform("FAILED init x\n", false)).toMatchObject({ passed: 0, failed: 1 });
  expect(countTerraform("", true)).toMatchObject({ passed: 0, failed: 1 });
});
