// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../launch/command-error.mjs";
import { print } from "../launch/terminal.mjs";
import { setOutputs } from "./outputs.mjs";
import { signRequest } from "./sign-request.mjs";

const ASK_EVERY_MS = 30_000;
const ANSWER_MS_MAX = 10_000;
/** What burns once may be a scrape that met a process while it ended. */
const TIMES_IN_A_ROW = 3;

/**
 * From which share of failures on an objective's budget burns so fast that somebody is woken, as in
 * `terraform/monitoring/rules/alerts.yml`; over five minutes alone, since a rollout is no hour old.
 */
export const PAGES_FROM = { availability: 0.0144, latency: 0.144, freshness: 0.144, job_delay: 0.144 };

const PAGES = `ALERTS{alertname=~"Quartermaster.*", alertstate="firing", severity="page"}`;
const QUESTIONS = [
  ...Object.entries(PAGES_FROM).map(
    ([name, share]) =>
      `label_replace(quartermaster:${name}:errors_ratio_rate5m > ${share}, "burns", "${name}", "", "")`,
  ),
  `label_replace(${PAGES}, "burns", "$1", "alertname", "(.*)")`,
];
export const QUESTION = `group by (burns) (${QUESTIONS.join(" or ")})`;

/**
 * The objectives and alarms that burn now: before a rollout they are none of its doing.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function nameBurning({ prometheus = "" }, signal) {
  const burning = await askBurning(prometheus, signal);
  if (burning === null) print("::warning::Prometheus did not answer: what burnt before is not known.");
  setOutputs({ burning: (burning ?? []).join(",") });
}

/**
 * Watches a release that has just come. Output `verdict` is `fine`, `burning`, or `unknown` where Prometheus never
 * answered, which is no reason to go back and none to go on.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function watchObjectives({ prometheus = "", minutes = "", before = "" }, signal) {
  const asks = Math.max(1, Math.round((Number(minutes) * 60_000) / ASK_EVERY_MS));
  const ask = () => askBurning(prometheus, signal);
  const { verdict, names } = await judge(ask, {
    asks,
    before: before.split(","),
    wait: () => sleep(ASK_EVERY_MS, null, { signal }),
  });
  setOutputs({ verdict });
  if (verdict === "burning") throw new CommandError(`Since this release came, this burns: ${names.join(", ")}.`);
  if (verdict === "unknown")
    throw new CommandError("Prometheus did not answer, so nobody can tell how this release does.");
}

/**
 * @param {() => Promise<string[] | null>} ask null where there was no answer
 * @param {{ asks: number, before: string[], wait: () => Promise<unknown> }} options
 * @returns {Promise<{ verdict: "fine" | "burning" | "unknown", names: string[] }>}
 */
export async function judge(ask, { asks, before, wait }) {
  /** @type {Record<string, number>} */
  let rows = {};
  let answers = 0;
  for (let turn = 0; turn < asks; turn += 1) {
    if (turn > 0) await wait();
    const burning = await ask();
    if (burning === null) continue;
    answers += 1;
    const mine = burning.filter((name) => !before.includes(name));
    rows = Object.fromEntries(mine.map((name) => [name, (rows[name] ?? 0) + 1]));
    print(`  ${turn + 1} of ${asks}: ${mine.length > 0 ? `burning: ${mine.join(", ")}` : "nothing burns"}`);
    const names = mine.filter((name) => (rows[name] ?? 0) >= TIMES_IN_A_ROW);
    if (names.length > 0) return { verdict: "burning", names };
  }
  return { verdict: answers > 0 ? "fine" : "unknown", names: [] };
}

/** @param {string} prometheus its address @param {AbortSignal} signal @returns {Promise<string[] | null>} */
export async function askBurning(prometheus, signal) {
  const url = new URL(`${prometheus.replace(/\/$/, "")}/api/v1/query`);
  url.search = new URLSearchParams({ query: QUESTION }).toString().replaceAll("+", "%20");
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
    const answer = await fetch(url, { headers: headersFor(url), signal: limit });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    /** @type {{ data: { result: { metric: { burns?: string } }[] } }} */
    const { data } = await answer.json();
    return data.result.map(({ metric }) => metric.burns ?? "").sort();
  } catch (error) {
    signal.throwIfAborted();
    print(`  no answer from Prometheus: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** Amazon's managed Prometheus wants each question signed; any other is asked as it is. @param {URL} url */
function headersFor(url) {
  const region = /^aps-workspaces\.([a-z0-9-]+)\.amazonaws\.com$/.exec(url.hostname)?.[1];
  if (!region) return {};
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = process.env;
  const sessionToken = process.env["AWS_SESSION_TOKEN"] ?? "";
  return signRequest(url, {
    region,
    service: "aps",
    keys: { accessKeyId, secretAccessKey, sessionToken },
    now: new Date(),
  });
}
