import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { inRoot } from "@/cli/launch/project.mjs";
import { chooseSuites } from "@/cli/suites/choose-suites.mjs";
import { SUITES } from "@/cli/suites/suites.mjs";
import { STEPS } from "./run-delivery.mjs";

const Permissions = z.record(z.string(), z.enum(["read", "write"]));
const Step = z
  .object({
    id: z.string(),
    uses: z.string(),
    run: z.string(),
    with: z.record(z.string(), z.unknown()),
    "timeout-minutes": z.number(),
  })
  .partial();
const Job = z.object({
  uses: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  permissions: Permissions.optional(),
  "timeout-minutes": z.number().optional(),
  environment: z.string().optional(),
  concurrency: z.object({ group: z.string(), "cancel-in-progress": z.boolean() }).optional(),
  strategy: z.object({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(Step).default([]),
});
const Inputs = z.record(z.string(), z.object({ required: z.boolean().default(false) })).default({});
const Call = z.object({ inputs: Inputs }).nullable();
const Workflow = z.object({
  on: z.looseObject({ workflow_call: Call.optional() }),
  permissions: Permissions.optional(),
  concurrency: z.object({ "cancel-in-progress": z.boolean() }).optional(),
  jobs: z.record(z.string(), Job),
});
type Job = z.infer<typeof Job>;

const KEPT_KEY = /\bsecrets[.[]|secrets: inherit|aws-access-key-id|aws-secret-access-key/;
const FOLDER = inRoot(".github", "workflows");
const ACTION = inRoot(".github", "actions", "prepare", "action.yml");
const texts = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [file, readFileSync(path.join(FOLDER, file), "utf8")]),
);
const all = [...Object.values(texts), readFileSync(ACTION, "utf8")];
const workflows = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, Workflow.parse(parse(text))]));
const jobs = Object.entries(workflows).flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file} ${name}`, job })),
);
const prepare = z.object({ runs: z.object({ steps: z.array(Step) }) }).parse(parse(readFileSync(ACTION, "utf8")));
const steps = [...jobs.flatMap(({ job }) => job.steps), ...prepare.runs.steps];
const lines = steps.flatMap(({ run = [] }) => run);
const namesOf = (those: { name: string }[]) => those.map(({ name }) => name);
const jobsOf = (file: string) => workflows[file]?.jobs ?? {};

test("each workflow may do nothing by itself, and each job says what it may", () => {
  expect(Object.values(workflows).map(({ permissions }) => permissions)).toEqual(
    Object.keys(workflows).map(() => ({})),
  );
  expect(namesOf(jobs.filter(({ job }) => !job.permissions))).toEqual([]);
});

test("a job writes only what it is for", () => {
  const written = jobs.flatMap(({ name, job }) => {
    const those = Object.entries(job.permissions ?? {}).filter(([, right]) => right === "write");
    return those.length > 0 ? [[name, those.map(([scope]) => scope).join(" ")]] : [];
  });
  expect(Object.fromEntries(written)).toEqual({
    "deploy.yml deploy": "id-token",
    "main.yml verify": "security-events",
    "main.yml image": "id-token",
    "main.yml staging": "id-token",
    "main.yml production": "id-token",
    "main.yml notes": "contents",
    "pull-request.yml verify": "security-events",
    "pull-request.yml plan": "id-token pull-requests",
    "verify.yml image": "security-events",
    "verify.yml codeql": "security-events",
  });
});

test("each job ends some time, also where it hangs", () => {
  expect(namesOf(jobs.filter(({ job }) => !job.uses && !job["timeout-minutes"]))).toEqual([]);
});

test("what others wrote is pinned by its digest, with its version beside it, and in one version", () => {
  const pinned = all.flatMap((text) => [...text.matchAll(/uses: ([^.\s]\S*?)(?:@(\S+))?(?: # (\S+))?$/gm)]);
  expect(pinned.length).toBeGreaterThan(20);
  const loose = pinned.filter(
    ([, , digest = "", version = ""]) => !/^[0-9a-f]{40}$/.test(digest) || !/^v\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose.map(([line]) => line)).toEqual([]);
  const versions = new Set(
    pinned.map(([, action = "", digest]) => `${action.split("/").slice(0, 2).join("/")}@${digest}`),
  );
  expect(versions.size).toBe(new Set([...versions].map((each) => each.split("@")[0])).size);
  const scanner = readFileSync(inRoot(".github", "secret-scan", "compose.yaml"), "utf8");
  const images = [...all, scanner].flatMap((text) => text.match(/ghcr\.io\/\S+/g) ?? []);
  expect(images.length).toBeGreaterThan(0);
  expect(images.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))).toEqual([]);
});

test("what is called of our own is there, with what it asks for and no more", () => {
  const uses = [...steps.flatMap(({ uses: each = [] }) => each), ...jobs.flatMap(({ job }) => job.uses ?? [])];
  const own = uses.filter((each) => each.startsWith("./"));
  expect(own.filter((each) => !existsSync(inRoot(each)))).toEqual([]);
  for (const { name, job } of jobs.filter((each) => each.job.uses)) {
    const { inputs } = workflows[path.basename(job.uses ?? "")]?.on.workflow_call ?? { inputs: {} };
    const given = Object.keys(job.with ?? {});
    expect([name, given.filter((input) => !inputs[input])]).toEqual([name, []]);
    const missing = Object.keys(inputs).filter((input) => inputs[input]?.required && !given.includes(input));
    expect([name, missing]).toEqual([name, []]);
  }
});

test("no key is kept: AWS is asked by a role, GitHub by the token of the run", () => {
  expect(all.filter((text) => KEPT_KEY.test(text))).toEqual([]);
  expect(all.filter((text) => text.includes("pull_request_target"))).toEqual([]);
  const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
});

test("a step is one line without an expression: longer ones are scripts, and what others wrote is data", () => {
  expect(lines.filter((line) => line.trim().includes("\n") || line.includes("${{"))).toEqual([]);
});

const scriptsOfPackage = () =>
  z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(inRoot("package.json"), "utf8"))).scripts;

test("each command is there, with the options that it needs", () => {
  const scripts = scriptsOfPackage();
  const named = lines.flatMap((line) => [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name));
  expect(named.filter((name) => !scripts[name])).toEqual([]);
  const delivered = lines.filter((line) => line.startsWith("node "));
  expect(delivered.length).toBeGreaterThan(10);
  for (const line of delivered) {
    const [, name = "", rest = ""] = /^node src\/cli\/deliver\.mjs ([a-z-]+)(.*)$/.exec(line) ?? [];
    const step = STEPS[name];
    const given = [...rest.matchAll(/ --([a-z-]+)/g)].map(([, option = ""]) => option);
    expect([line, step?.needs.filter((option) => !given.includes(option))]).toEqual([line, []]);
    expect([
      line,
      given.filter((option) => ![...(step?.needs ?? []), ...(step?.knows ?? [])].includes(option)),
    ]).toEqual([line, []]);
  }
});

test("every suite runs before a change lands or each night, by its name or in a job of its name", () => {
  const checks = SUITES.filter(({ isCheck }) => isCheck).map(({ name }) => name);
  const tested = lines.flatMap((line) => /^npm test -- (.+)$/.exec(line)?.[1]?.split(" ") ?? []);
  expect(chooseSuites(tested).filters).toEqual([]);
  const run = new Set([...checks, ...tested, ...Object.keys(jobsOf("verify.yml"))]);
  const nightly = /test\.mjs (.+)$/.exec(scriptsOfPackage()["test:long"] ?? "")?.[1]?.split(" ");
  expect(SUITES.filter(({ name }) => !run.has(name)).map(({ name }) => name)).toEqual(nightly);
  expect(SUITES.filter(({ runsWith }) => runsWith === "night").map(({ name }) => name)).toEqual(nightly);
  expect(jobsOf("nightly.yml")["long"]?.steps.map(({ run: line }) => line)).toContain("npm run test:long");
  expect(jobsOf("verify.yml")["check"]?.steps.map(({ run: line }) => line)).toContain("npm run check");
});

test("each gate is there, in its order", () => {
  const gates = (file: string) => Object.keys(jobsOf(file));
  expect(gates("pull-request.yml")).toEqual(["verify", "dependency-review", "plan"]);
  expect(gates("verify.yml")).toEqual(["check", "test", "journeys", "image", "terraform", "secret-scan", "codeql"]);
  expect(gates("nightly.yml")).toEqual(["drills", "long", "restore", "packages"]);
  const needs = Object.entries(jobsOf("main.yml")).map(([name, job]) => [name, job.needs]);
  expect(Object.fromEntries(needs)).toEqual({
    verify: undefined,
    image: "verify",
    staging: "image",
    production: ["image", "staging"],
    notes: ["image", "production"],
  });
});

test("a release that harms goes back, one rollout at a time and none cut short", () => {
  const deploy = jobsOf("deploy.yml")["deploy"];
  expect(deploy?.environment).toBe("${{ inputs.environment }}");
  expect(deploy?.concurrency).toEqual({ group: "deploy-${{ inputs.environment }}", "cancel-in-progress": false });
  expect(workflows["main.yml"]?.concurrency?.["cancel-in-progress"]).toBe(false);
  expect(workflows["pull-request.yml"]?.concurrency?.["cancel-in-progress"]).toBe(true);
  const order = texts["deploy.yml"]?.match(/cosign verify|- id: \w+/g);
  const ids = ["find", "before", "burning", "rollout", "after", "smoke", "watch", "rollback"].map(
    (id) => `- id: ${id}`,
  );
  expect(order).toEqual(ids.toSpliced(1, 0, "cosign verify"));
  const rollback = texts["deploy.yml"]?.split("- id: rollback")[1] ?? "";
  expect(rollback).toMatch(/failure\(\).*smoke\.outcome == 'failure'.*verdict == 'burning'/s);
  expect(rollback).toContain("TF_VAR_image: ${{ steps.before.outputs.image }}");
});

test("a rollout is not cut short while Terraform waits, and the way back has its time after it", () => {
  const application = (file: string) => readFileSync(inRoot("terraform", "modules", "application", file), "utf8");
  const migration = Number(/create = "(\d+)m"/.exec(application("migrate.tf"))?.[1]);
  const pods = Number(/progress_deadline_seconds = (\d+)/.exec(application("main.tf"))?.[1]) / 60;
  const deploy = jobsOf("deploy.yml")["deploy"];
  const minutes = (id: string) => deploy?.steps.find((step) => step.id === id)?.["timeout-minutes"] ?? 0;
  expect(minutes("rollout")).toBeGreaterThan(migration + pods);
  // A role is lent for an hour, and asked for anew before anything is watched.
  expect(minutes("rollout")).toBeLessThan(60);
  const order = deploy?.steps.map((step) => (step.uses?.startsWith("aws-actions/") ? "role" : step.id));
  expect(order?.[(order?.indexOf("rollout") ?? 0) + 1]).toBe("role");
  const watched = Number(/minutes: "(\d+)"\n\n {2}notes:/.exec(texts["main.yml"] ?? "")?.[1]);
  const all = (deploy?.steps ?? []).reduce((sum, step) => sum + (step["timeout-minutes"] ?? 0), watched);
  expect(deploy?.["timeout-minutes"]).toBeGreaterThan(all);
});

test("the suites find there what they find here, on the oldest Node and on that of the image", () => {
  const [, wanted = ""] = /^PACKAGES="([^"]+)"$/m.exec(readFileSync(inRoot(".ci", "run"), "utf8")) ?? [];
  const installed = lines.flatMap((line) => /--no-install-recommends (.+)$/.exec(line)?.[1] ?? []);
  expect(installed).toEqual([wanted]);
  const [, image] = /^FROM node:(\d+)\./m.exec(readFileSync(inRoot("Dockerfile"), "utf8")) ?? [];
  const { engines } = z
    .object({ engines: z.object({ node: z.string() }) })
    .parse(JSON.parse(readFileSync(inRoot("package.json"), "utf8")));
  expect(jobsOf("verify.yml")["test"]?.strategy?.matrix["node"]).toEqual([engines.node.replace(">=", ""), image]);
});

test("whatever is pinned is brought up to date by itself", () => {
  const Updates = z.object({
    updates: z.array(z.object({ "package-ecosystem": z.string(), groups: z.looseObject({}) })),
  });
  const { updates } = Updates.parse(parse(readFileSync(inRoot(".github", "dependabot.yml"), "utf8")));
  expect(updates.map((each) => each["package-ecosystem"])).toEqual([
    "npm",
    "github-actions",
    "docker",
    "docker-compose",
    "terraform",
  ]);
});
