// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { ms, row } from "./judge.mjs";
import { keepAlive, quantile, send } from "./load.mjs";
import { makeSessions, openStreams } from "./streams.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

const STREAMS = 100;
const SCREEN_COMMITS = 60;
const CONFIRMED = /"name":"orders\.confirmed","entityIds":\["([0-9a-f-]{36})"/g;

/**
 * From the answer of a commit to each of many streams, and on to the data that a screen asks for again. @param {Bench}
 * bench @returns {Promise<Row[]>}
 */
export async function measureScreens({ sql, rig, web, ours, goods }) {
  const cookies = await makeSessions({ sql, env: rig.env, warehouseId: goods.warehouseId, count: STREAMS });
  const agent = keepAlive(4);
  const sent = /** @type {Map<string, number>} */ (new Map());
  const heard = /** @type {Map<string, number[]>} */ (new Map());
  const shown = /** @type {Map<string, number>} */ (new Map());
  // Streams may hear of an order before its own answer is read.
  const { close } = await openStreams(web.port, cookies, (at, block) => {
    for (const [, orderId = ""] of block.matchAll(CONFIRMED)) {
      const before = heard.get(orderId) ?? [];
      heard.set(orderId, [...before, at]);
      if (before.length > 0) continue;
      const show = () => shown.set(orderId, performance.now());
      send(web.port, agent, ours.order(orderId)).then(show, () => {});
    }
  });
  await sleep(1_000);
  for (let index = 0; index < SCREEN_COMMITS; index += 1) {
    const since = performance.now();
    const answer = await send(web.port, agent, ours.buy(goods.variantIds[index] ?? ""));
    const orderId = /"(?:orderId|id)":"([0-9a-f-]{36})"/.exec(answer.text)?.[1];
    if (!orderId) throw new Error(answer.text.slice(0, 300));
    // From the sending of the change: what a person feels, and never less than from its commit.
    sent.set(orderId, since);
    await sleep(40);
  }
  await sleep(2_000);
  close();
  agent.destroy();
  const received = [...sent].flatMap(([orderId, since]) => (heard.get(orderId) ?? []).map((at) => at - since));
  const screens = [...sent].map(([orderId, since]) => (shown.get(orderId) ?? Number.POSITIVE_INFINITY) - since);
  const p95 = quantile(received, 0.95);
  const share = received.length / (SCREEN_COMMITS * STREAMS);
  return [
    row({
      work: `commit to event, ${STREAMS} streams, p50 / p95`,
      ours: `${ms(quantile(received, 0.5))} / ${ms(p95)}`,
      peer: `${(share * 100).toFixed(1)} % received`,
      floor: "all",
      holds: share === 1,
    }),
    row({
      work: "commit to what a screen asks again, p50 / p95",
      ours: `${ms(quantile(screens, 0.5))} / ${ms(quantile(screens, 0.95))}`,
    }),
  ];
}
