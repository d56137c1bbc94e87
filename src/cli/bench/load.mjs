// @ts-check
import { Agent, request } from "node:http";

/**
 * @typedef {{ method: "GET" | "POST", path: string, headers?: Record<string, string>, body?: string, next?: (answer:
 * Answer) => Call }} Call and what its sender asks for next, as one piece of work
 * @typedef {{ status: number, headers: import("node:http").IncomingHttpHeaders, text: string }} Answer
 * @typedef {{ perSecond: number, p50: number, p99: number, calls: number, refused: number, seconds: number }} Figures
 */

const CALL_TIMEOUT_MS = 30_000;

/** @param {number} port @param {Agent} agent @param {Call} call @returns {Promise<Answer>} */
export function send(port, agent, { method, path, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const length =
      body === undefined
        ? {}
        : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
    const asked = request(
      { host: "127.0.0.1", port, agent, method, path, headers: { ...length, ...headers }, timeout: CALL_TIMEOUT_MS },
      (answer) => {
        const parts = /** @type {Buffer[]} */ ([]);
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
        );
        answer.on("error", reject);
      },
    );
    asked.on("timeout", () => asked.destroy(new Error(`No answer within ${CALL_TIMEOUT_MS} ms.`)));
    asked.on("error", reject);
    asked.end(body);
  });
}

/** @param {number} port @param {Agent} agent @param {Call} first */
async function sendAll(port, agent, first) {
  for (let call = first; ;) {
    const answer = await send(port, agent, call);
    if (answer.status !== 200 || !call.next) return answer;
    call = call.next(answer);
  }
}

export const keepAlive = (/** @type {number} */ clients) => new Agent({ keepAlive: true, maxSockets: clients });

/**
 * A closed loop: each client sends its next call when the last is answered. Bounded in time and in calls.
 * @param {{ ports: number[], clients: number, seconds?: number, calls?: number, make: (index: number) => Call,
 * isRefusal?: (answer: Answer) => boolean }} work
 * @returns {Promise<Figures>}
 */
export async function load({
  ports,
  clients,
  seconds = Number.POSITIVE_INFINITY,
  calls = Number.POSITIVE_INFINITY,
  make,
  isRefusal = () => false,
}) {
  const agents = ports.map(() => keepAlive(clients));
  const times = /** @type {number[]} */ ([]);
  let sent = 0;
  let refused = 0;
  const startedAt = performance.now();
  const client = async (/** @type {number} */ index) => {
    while (sent < calls && performance.now() - startedAt < seconds * 1_000) {
      const number = sent++;
      const at = (number + index) % ports.length;
      const begun = performance.now();
      const answer = await sendAll(/** @type {number} */ (ports[at]), /** @type {Agent} */ (agents[at]), make(number));
      times.push(performance.now() - begun);
      if (answer.status === 200) continue;
      if (!isRefusal(answer))
        throw new Error(`An answer that was not expected: ${answer.status} ${answer.text.slice(0, 500)}`);
      refused += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  for (const agent of agents) agent.destroy();
  const elapsed = (performance.now() - startedAt) / 1_000;
  return {
    perSecond: times.length / elapsed,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    calls: times.length,
    refused,
    seconds: elapsed,
  };
}

/** @param {readonly number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);
