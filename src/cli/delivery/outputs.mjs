// @ts-check
import { appendFileSync } from "node:fs";
import { print } from "../launch/terminal.mjs";

/**
 * What later steps of the job read as `steps.<id>.outputs.<name>`, printed as well. Each value is one line: a line
 * break would begin another output.
 * @param {Record<string, string>} outputs
 */
export function setOutputs(outputs) {
  const lines = Object.entries(outputs).map(([name, value]) => {
    if (/[\r\n]/.test(value)) throw new Error(`${name} has a line break and cannot be handed on.`);
    return `${name}=${value}`;
  });
  for (const line of lines) print(line);
  const file = process.env["GITHUB_OUTPUT"];
  if (file) appendFileSync(file, lines.map((line) => `${line}\n`).join(""));
}

/** What is shown on the page of the run. @param {string} markdown */
export function addToSummary(markdown) {
  print(markdown);
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (file) appendFileSync(file, `${markdown}\n`);
}
