// @ts-check
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "./command-error.mjs";
import { LOGS } from "./project.mjs";

const READY_WAIT_MS = 90_000;
const POLL_MS = 100;
const ANSWER_TIMEOUT_MS = 5_000;

/**
 * Waits until people can work.
 * @param {{ host: string, port: number }} address
 * @param {AbortSignal} signal
 */
export async function waitUntilReady({ host, port }, signal) {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  const deadline = Date.now() + READY_WAIT_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const answer = await askReadiness(reachable, port);
    if (answer.status === 200) return;
    last = answer.text;
    await sleep(POLL_MS);
  }
  throw new CommandError(
    `Quartermaster did not become ready within ${READY_WAIT_MS / 1000} s (${last}). The logs are in ${LOGS}.`,
  );
}

/** @param {string} host @param {number} port @returns {Promise<{ status: number, text: string }>} */
function askReadiness(host, port) {
  return new Promise((resolve) => {
    const asked = request(
      { host, port, path: "/api/health/ready", agent: false, timeout: ANSWER_TIMEOUT_MS },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: `${answer.statusCode} ${text.slice(0, 200)}` }),
        );
      },
    );
    asked.on("timeout", () => asked.destroy(new Error("no answer in time")));
    asked.on("error", (error) => resolve({ status: 0, text: error.message }));
    asked.end();
  });
}
