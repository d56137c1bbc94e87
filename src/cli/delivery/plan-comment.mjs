// @ts-check
import { inRoot } from "../launch/project.mjs";
import { addToSummary } from "./outputs.mjs";
import { run } from "./run.mjs";

/** GitHub takes 65,536 characters of a comment. */
const PLAN_LETTERS_MAX = 60_000;
const COLOURS = /\u001b\[[0-9;]*m/g;

/**
 * Shows on the pull request, and on the page of the run, what Terraform would change: one comment for each environment,
 * which is written again.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function commentPlan({ environment = "", "pull-request": number = "" }, signal) {
  const folder = inRoot("terraform", "environments", environment);
  const plan = await run("terraform", [`-chdir=${folder}`, "show", "-no-color", "plan"], { signal });
  const body = planComment(environment, plan);
  addToSummary(body);
  const path = `repos/${process.env["GITHUB_REPOSITORY"]}/issues`;
  const mine = `[.[] | select(.body | startswith("${markOf(environment)}")) | .id][0] // ""`;
  const known = (await run("gh", ["api", "--paginate", `${path}/${number}/comments`, "--jq", mine], { signal })).trim();
  const where = known ? ["--method", "PATCH", `${path}/comments/${known}`] : [`${path}/${number}/comments`];
  await run("gh", ["api", ...where, "--raw-field", `body=${body}`, "--silent"], { signal });
}

/** @param {string} environment */
const markOf = (environment) => `### Terraform: ${environment}`;

/** @param {string} environment @param {string} plan as Terraform prints it, which hides what is sensitive */
export function planComment(environment, plan) {
  const text = plan.replaceAll(COLOURS, "").trim();
  const summary = /^(Plan: .*|No changes\..*)$/m.exec(text)?.[1] ?? "Only outputs change.";
  const shown =
    text.length > PLAN_LETTERS_MAX ? `${text.slice(0, PLAN_LETTERS_MAX)}\n... cut here; the run has all of it` : text;
  // A plan may quote text with fences of its own: the outer one is longer than any of them.
  const fence = "`".repeat(Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  return [
    markOf(environment),
    "",
    summary,
    "",
    "<details><summary>The plan</summary>",
    "",
    `${fence}text`,
    shown,
    fence,
    "",
    "</details>",
  ].join("\n");
}
