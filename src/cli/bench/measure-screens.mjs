// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { ms, row } from "./judge.mjs";
import { keepAlive, quantile, send } from "./load.mjs";
import { makeSessions, openStreams } from "./streams.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

const STREAMS = 100;
const SCREEN_COMMITS = 60;

/**
 * From the answer of a commit to each of many streams, and on to the data that a screen asks for again. @param {Bench}
 * bench @returns {Promise<Row[]>}
 */
export async function measureScreens({ sql, rig, web, ours, goods }) {
  const cookies = await makeSessions({ sql, env: rig.env, warehouseId: goods.warehouseId, count: STREAMS });
  const agent = keepAlive(4);
  /** @type {Map<string, number>} */
  const committed = new Map();
  const received = /** @type {number[]} */ ([]);
  const shown = /** @type {number[]} */ ([]);
  const asked = new Set();
  const { close } = await openStreams(web.port, cookies, (at, block) => {
    for (const [orderId, since] of committed) {
      if (!block.includes(orderId) || !block.includes("orders.confirmed")) continue;
      received.push(at - since);
      if (asked.has(orderId)) continue;
      asked.add(orderId);
      void send(web.port, agent, ours.order(orderId)).then(() => shown.push(performance.now() - since));
    }
  });
  await sleep(1_000);
  for (let index = 0; index < SCREEN_COMMITS; index += 1) {
    const since = performance.now();
    const answer = await send(web.port, agent, ours.buy(goods.variantIds[index] ?? ""));
    const orderId = /"(?:orderId|id)":"([0-9a-f-]{36})"/.exec(answer.text)?.[1];
    if (!orderId) throw new Error(answer.text.slice(0, 300));
    // From the sending of the change: what a person feels, and never less than from its commit.
    committed.set(orderId, since);
    await sleep(40);
  }
  await sleep(2_000);
  close();
  agent.destroy();
  const p95 = quantile(received, 0.95);
  const share = received.length / (SCREEN_COMMITS * STREAMS);
  return [
    row({
      work: `commit to event, ${STREAMS} streams, p50 / p95`,
      ours: `${ms(quantile(received, 0.5))} / ${ms(p95)}`,
      peer: `${(share * 100).toFixed(1)} % received`,
      floor: "p95 500 ms, all",
      holds: p95 <= 500 && share === 1,
    }),
    row({
      work: "commit to refetched screen, p50 / p95",
      ours: `${ms(quantile(shown, 0.5))} / ${ms(quantile(shown, 0.95))}`,
      floor: "p95 500 ms",
      holds: quantile(shown, 0.95) <= 500,
    }),
  ];
}
