// @ts-check
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { keepAlive, send } from "../bench/load.mjs";

const POSITION_HEADER = "x-quartermaster-position";
const ASK_AGAIN_MS = 200;
const CONNECTIONS_MAX = 4;
const GIVE_UP_MS = 90_000;

/** Somebody who is signed in, at the door that people come through. */
export class Caller {
  agent = keepAlive(CONNECTIONS_MAX);
  /** How much this one has seen, as each answer to a change says. @type {string | undefined} */
  position;

  /** @param {number} port @param {string} cookie */
  constructor(port, cookie) {
    this.port = port;
    this.cookie = cookie;
  }

  /** @param {string} procedure @param {unknown} [input] */
  ask(procedure, input = {}) {
    const path = `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
    return this.send({ method: "GET", path });
  }

  /** @param {string} procedure @param {unknown} input @param {string} [key] */
  change(procedure, input, key = randomUUID()) {
    const headers = { "idempotency-key": key };
    return this.send({ method: "POST", path: `/api/trpc/${procedure}`, body: JSON.stringify(input), headers });
  }

  /** @param {string} procedure @param {unknown} input */
  async mustChange(procedure, input) {
    return expected(await this.change(procedure, input), procedure).data;
  }

  /** @param {string} procedure @param {unknown} [input] */
  async mustAsk(procedure, input) {
    return expected(await this.ask(procedure, input), procedure).data;
  }

  /**
   * As the product's own client does: again under the same key, until it is answered. Each try that failed is told.
   * @param {string} procedure @param {unknown} input @param {(fault: string) => void} onFault
   */
  async changeUntilAnswered(procedure, input, onFault) {
    const key = randomUUID();
    for (const began = performance.now(); ; await sleep(ASK_AGAIN_MS)) {
      const answer = await this.change(procedure, input, key).catch((/** @type {Error} */ error) => error);
      if (!(answer instanceof Error) && answer.status === 200) return answer.data;
      const fault = answer instanceof Error ? answer.message : `${answer.status} ${answer.text.slice(0, FAULT_LENGTH)}`;
      onFault(`${procedure}: ${fault}`);
      if (performance.now() - began > GIVE_UP_MS) throw new Error(`${procedure} is not answered: ${fault}`);
    }
  }

  /** Keeps a file as the page of imports does. @param {string} text */
  async upload(text) {
    const headers = { "content-type": "application/octet-stream" };
    const answer = await this.send({ method: "POST", path: "/api/imports", body: text, headers });
    return expected(answer, "upload").data;
  }

  /** @param {import("../bench/load.mjs").Call} call */
  async send({ headers, ...call }) {
    const own = { cookie: this.cookie, "x-quartermaster": "1", "sec-fetch-site": "same-origin" };
    const seen = this.position === undefined ? {} : { [POSITION_HEADER]: this.position };
    const answer = await send(this.port, this.agent, { ...call, headers: { ...own, ...seen, ...headers } });
    const position = answer.headers[POSITION_HEADER];
    if (typeof position === "string") this.position = position;
    return { status: answer.status, text: answer.text, data: dataOf(answer.text) };
  }

  close() {
    this.agent.destroy();
  }
}

const FAULT_LENGTH = 200;

/** @param {string} text */
function dataOf(text) {
  if (!text.startsWith("{")) return null;
  const body = JSON.parse(text);
  return body.result?.data ?? body;
}

/** @param {T} answer @param {string} what @template {{ status: number, text: string }} T */
function expected(answer, what) {
  if (answer.status === 200) return answer;
  throw new Error(`${what} was answered ${answer.status}: ${answer.text.slice(0, FAULT_LENGTH)}`);
}
