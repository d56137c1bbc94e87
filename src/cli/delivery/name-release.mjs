// @ts-check
import { setOutputs } from "./outputs.mjs";
import { run } from "./run.mjs";

const COMMIT_LETTERS = 12;

/**
 * A release is named by the day of its commit and the commit, so that a run that is repeated names it the same.
 * @param {import("./run-delivery.mjs").Options} _ @param {AbortSignal} signal
 */
export async function nameRelease(_, signal) {
  const [revision = "", seconds = ""] = (await run("git", ["log", "-1", "--format=%H %ct"], { signal }))
    .trim()
    .split(" ");
  setOutputs({ release: releaseOf(revision, Number(seconds)), revision, epoch: seconds });
}

/** @param {string} revision @param {number} seconds since 1970 */
export const releaseOf = (revision, seconds) =>
  `${new Date(seconds * 1_000).toISOString().slice(0, 10).replaceAll("-", "")}-${revision.slice(0, COMMIT_LETTERS)}`;
