// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { inRoot, ROOT, STATE } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";
import { appliedFirst, WHAT_COMES_FIRST, WHAT_WAITS } from "./terraform-order.mjs";
import { WHAT_A_PLAN_HOLDS } from "./terraform-plan.mjs";

/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */
/** @typedef {import("./terraform-plan.mjs").Rule} Rule */
/** @typedef {(args: string[]) => Promise<{ code: number | null, output: string }>} Tool */

const TERRAFORM = inRoot("terraform");
/** It answers for the providers, so that nothing is asked of AWS; it lies beside the product and is no part of it. */
const TOOL = join(
  process.env["TERRAFORM_OFFLINE"] || join(ROOT, "..", "shared", "tools", "terraform-offline"),
  "bin",
  "terraform-offline",
);
/** One of each provider that we use, so that all are fetched before they are asked side by side. */
const KINDS = ["aws_vpc", "kubernetes_namespace_v1", "helm_release", "ephemeral.random_password", "provider.tls"];
const LANES = 2;
const IMAGE = `registry.example.com/quartermaster@sha256:${"0".repeat(64)}`;
/** What an operator writes down, and what the pipeline hands over. */
const GIVEN = ["-var-file=settings.example.tfvars", "-var=authorities_file=tests/rds.pem", `-var=image=${IMAGE}`];

/** Each environment on its own, and each module. */
export const terraformRoots = () => {
  const within = (/** @type {string} */ folder) =>
    readdirSync(join(TERRAFORM, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(TERRAFORM, folder, entry.name, "main.tf")))
      .map(({ name }) => join(TERRAFORM, folder, name));
  return { environments: within("environments"), parts: [join(TERRAFORM, "bootstrap"), ...within("modules")] };
};

/**
 * Terraform itself looks at every module and environment: form, validity, tests, and what the plan of each environment
 * would make. @param {Bench} bench @returns {Promise<Outcome>}
 */
export async function runTerraform({ signal }) {
  const isInstalled = (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((place) => existsSync(join(place, "terraform")));
  if (!isInstalled || !existsSync(TOOL))
    return leftOut(`${isInstalled ? TOOL : "terraform on the PATH"} is not there.`);
  const env = { ...process.env, TERRAFORM_OFFLINE_CACHE: join(STATE, "terraform"), NO_COLOR: "1" };
  /** @type {Tool} */
  const tool = (args) => runProgram(process.execPath, [TOOL, ...args], { env, signal });
  const fetched = await tool(["schema", ...KINDS]);
  if (fetched.code !== 0)
    return { ...leftOut("what is known of the providers cannot be fetched."), output: fetched.output };
  const { environments, parts } = terraformRoots();
  const first = appliedFirst(readFileSync(join(TERRAFORM, "README.md"), "utf8"));
  const works = [
    ...environments.map((folder) => () => judge(folder, tool, { rules: [...WHAT_A_PLAN_HOLDS, ...WHAT_WAITS] })),
    // The environments are one module, so what the first apply makes is the same in both.
    ...environments.slice(0, 1).map((folder) => () => judge(folder, tool, { rules: WHAT_COMES_FIRST, args: [first] })),
    ...parts.map((folder) => () => check(folder, tool)),
    ...environments.map((folder) => () => check(folder, tool)),
  ];
  // The first few meet every provider there is. Two that meet one for the first time at once get in each other's way.
  const alone = [];
  for (const work of works.splice(0, environments.length + 2)) alone.push(await work());
  return sumOf([...alone, ...(await inLanes(works))]);
}

/** @param {string} why @returns {Outcome} */
const leftOut = (why) => ({
  passed: 0,
  failed: 0,
  skipped: 1,
  output: "",
  notes: [`!!  TERRAFORM DID NOT RUN: ${why}`],
});

/** @param {(() => Promise<Outcome>)[]} works */
async function inLanes(works) {
  /** @type {Outcome[]} */
  const outcomes = [];
  const waiting = [...works];
  const lane = async () => {
    for (let work = waiting.shift(); work; work = waiting.shift()) outcomes.push(await work());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return outcomes;
}

/** @param {string} folder @param {Tool} tool @returns {Promise<Outcome>} */
async function check(folder, tool) {
  const { code, output } = await tool(["check", folder]);
  return countTerraform(output, code === 0);
}

/**
 * The steps and the runs of tests that went well, and those that did not. One that says nothing has failed.
 * @param {string} output
 * @param {boolean} exitedWell
 * @returns {Outcome}
 */
export function countTerraform(output, exitedWell) {
  const count = (/** @type {RegExp} */ lines) => output.match(lines)?.length ?? 0;
  const passed = count(/^ok {5}(?:fmt|init|validate) /gm) + count(/^ {2}run ".*"\.\.\. pass$/gm);
  const named = count(/^FAILED (?:fmt|init|validate) /gm) + count(/^ {2}run ".*"\.\.\. fail$/gm);
  const failed = named === 0 && (!exitedWell || passed === 0) ? 1 : named;
  return { passed, failed, skipped: 0, output: failed > 0 ? output : "" };
}

/**
 * What must hold of all that is made, whichever module makes it.
 * @param {string} folder @param {Tool} tool @param {{ rules: Rule[], args?: string[] }} options
 */
async function judge(folder, tool, { rules, args = [] }) {
  const { code, output } = await tool(["plan-json", folder, "--", ...GIVEN, "-var=release=test", ...args]);
  const plan = code === 0 ? planIn(output) : null;
  if (!plan) return { passed: 0, failed: 1, skipped: 0, output };
  const broken = rules.flatMap(({ says, faults }) => {
    const found = faults(plan.resource_changes, plan);
    return found.length === 0 ? [] : [`${relative(ROOT, folder)}: ${says}\n  ${found.join("\n  ")}`];
  });
  const passed = rules.length - broken.length;
  return { passed, failed: broken.length, skipped: 0, output: broken.join("\n") };
}

/** Beside it stands what Terraform has to say. @param {string} output @returns {import("./terraform-plan.mjs").Plan} */
function planIn(output) {
  const line = output.split("\n").find((each) => each.startsWith('{"format_version"'));
  if (line === undefined) throw new Error(`Terraform showed no plan.\n${output}`);
  return JSON.parse(line);
}

/** @param {Outcome[]} outcomes @returns {Outcome} */
const sumOf = (outcomes) => ({
  passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
  failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  skipped: 0,
  output: outcomes.map(({ output }) => output).join(""),
});
