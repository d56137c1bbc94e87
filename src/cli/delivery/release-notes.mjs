// @ts-check
import { print } from "../launch/terminal.mjs";
import { run } from "./run.mjs";

/** Commits of these areas change nothing for those who work with the product. */
const INSIDE = new Set(["tests", "bench", "checks", "docs", "pipeline", "lighthouse", "decisions"]);
const SUBJECT = /^([a-z][a-z0-9 -]*): (.+)$/;

/**
 * Publishes what a release brings, from the subjects of its commits since the one before (`area: imperative`), by area.
 * One that is published stays as it is.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function publishRelease({ release = "", image = "" }, signal) {
  const published = (await run("gh", ["release", "list", "--limit", "1000", "--json", "tagName"], { signal })).trim();
  /** @type {{ tagName: string }[]} */
  const releases = JSON.parse(published);
  if (releases.some(({ tagName }) => tagName === release)) return print(`${release} is published already.`);
  const before = releases[0]?.tagName;
  const range = before ? `${before}..HEAD` : "HEAD";
  const log = await run("git", ["log", "--no-merges", "--reverse", "--format=%h %s", range], { signal });
  const notes = `${notesOf(log.split("\n").filter(Boolean))}\nImage: \`${image}\`\n`;
  const revision = (await run("git", ["rev-parse", "HEAD"], { signal })).trim();
  await run("gh", ["release", "create", release, "--target", revision, "--title", release, "--notes", notes], {
    signal,
  });
  print(notes);
}

/** @param {string[]} lines a short commit and its subject each, the oldest first */
export function notesOf(lines) {
  const commits = lines.map((line) => {
    const [commit = "", ...words] = line.split(" ");
    const [, area = "more", what = words.join(" ")] = SUBJECT.exec(words.join(" ")) ?? [];
    return { commit, area, what: `${what.charAt(0).toUpperCase()}${what.slice(1)}` };
  });
  const visible = commits.filter(({ area }) => !INSIDE.has(area));
  const areas = [...new Set(visible.map(({ area }) => area))].sort();
  const parts = areas.map((area) => {
    const those = visible.filter((commit) => commit.area === area);
    return [`### ${area}`, "", ...those.map(({ commit, what }) => `- ${escape(what)} (${commit})`), ""];
  });
  const rest = commits.length - visible.length;
  const inside =
    rest > 0 ? [`${rest === 1 ? "One commit" : `${rest} commits`} inside: tests, measurements, the pipeline.`] : [];
  const all = [...parts.flat(), ...inside];
  return `${(all.length > 0 ? all : ["Nothing changed since the release before."]).join("\n").trim()}\n`;
}

/** A subject is text, not Markdown or a mention of somebody. @param {string} text */
const escape = (text) => text.replaceAll(/[\\`*_<>[\]#|]/g, "\\$&").replaceAll("@", "@\u200b");
