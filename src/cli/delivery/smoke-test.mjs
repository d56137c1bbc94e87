// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../launch/command-error.mjs";
import { print } from "../launch/terminal.mjs";

const TRIES_MAX = 20;
const TRY_EVERY_MS = 3_000;
const ANSWER_MS_MAX = 10_000;

/** @typedef {{ status: number, headers: Headers, text: string }} Answer */
/** @typedef {(path: string, init?: RequestInit) => Promise<Answer>} Ask */
/** @typedef {{ what: string, holds: (ask: Ask, isSecure: boolean) => Promise<boolean> }} Check */

const SCRIPT = /src="(\/_next\/static\/[^"]+\.js)/;

/** What anybody may ask of an installation, from outside and without a sign-in. @type {Check[]} */
export const CHECKS = [
  {
    what: "people can work, and no process is sick",
    holds: async (ask) => {
      const { status, text } = await ask("/api/health/ready");
      if (status !== 200) return false;
      const { ready, ...wrong } = JSON.parse(text);
      return ready === true && Object.keys(wrong).length === 0;
    },
  },
  {
    what: "the page to sign in comes whole, with its policy",
    holds: async (ask, isSecure) => {
      const { status, headers, text } = await ask("/sign-in");
      const policy = headers.get("content-security-policy") ?? "";
      const isStrict = policy.includes("'strict-dynamic'") && !policy.includes("'unsafe-eval'");
      const isHttpsOnly = !isSecure || headers.has("strict-transport-security");
      return status === 200 && text.includes("</html>") && isStrict && isHttpsOnly && !headers.has("x-powered-by");
    },
  },
  {
    what: "its scripts are there, and their maps are not",
    holds: async (ask) => {
      const [, script = ""] = SCRIPT.exec((await ask("/sign-in")).text) ?? [];
      if (script === "") return false;
      const [served, map] = [await ask(script), await ask(`${script}.map`)];
      return served.status === 200 && served.text.length > 0 && map.status === 404;
    },
  },
  {
    what: "a stranger is sent to sign in",
    holds: async (ask) => {
      const { status, headers } = await ask("/orders");
      return status === 307 && (headers.get("location") ?? "").includes("/sign-in");
    },
  },
  {
    what: "a call without a session is refused",
    holds: async (ask) => {
      const headers = { "x-quartermaster": "1", "sec-fetch-site": "same-origin" };
      return (await ask("/api/trpc/orders.list", { headers })).status === 401;
    },
  },
  {
    what: "figures are not served to strangers",
    holds: async (ask) => (await ask("/metrics")).status !== 200,
  },
];

/**
 * Whether a release does what it must at its address. A new one may take a moment behind its balancer, so each check is
 * tried for a minute.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function smokeTest({ address = "" }, signal) {
  if (!URL.canParse(address)) throw new CommandError(`"${address}" is no address.`);
  const wait = () => sleep(TRY_EVERY_MS, null, { signal });
  const failed = await failedChecks(new URL(address), { signal, wait, report: print });
  if (failed.length > 0) throw new CommandError(`${address} fails: ${failed.join("; ")}.`);
}

/**
 * @param {URL} address
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {() => Promise<unknown>} options.wait between two tries
 * @param {number} [options.tries] of all checks together
 * @param {(line: string) => void} [options.report]
 */
export async function failedChecks(address, { signal, wait, tries = TRIES_MAX, report = () => {} }) {
  /** @type {Ask} */
  const ask = async (path, init) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
    const answer = await fetch(new URL(path, address), { redirect: "manual", ...init, signal: limit });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const failed = /** @type {string[]} */ ([]);
  let left = tries;
  for (const { what, holds } of CHECKS) {
    let passes = false;
    for (; !passes; left -= 1) {
      passes = await holds(ask, address.protocol === "https:").catch(() => false);
      signal.throwIfAborted();
      if (passes || left <= 1) break;
      await wait();
    }
    report(`  ${passes ? "holds" : "FAILS"}: ${what}`);
    if (!passes) failed.push(what);
  }
  return failed;
}
