// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { productCalls } from "../bench/calls.mjs";
import { keepAlive, quantile, send } from "../bench/load.mjs";
import { makeSessions, openStreams } from "../bench/streams.mjs";

/** @typedef {{ streams: number, orders: number, missing: number, p50: number, p95: number }} LiveScreen */
/** @typedef {{ port: number, cookie: string, url: string, env: NodeJS.ProcessEnv }} Product */

const GOAL_MS = 100;
const STREAMS = 100;
const ORDERS = 40;
/** People do not work in step with anything. */
const pauseMs = () => 500 + Math.random() * 500;
const SHOWN_WITHIN_MS = 3_000;

/** @param {LiveScreen} live */
export const isLate = ({ missing, p95 }) => missing > 0 || p95 >= GOAL_MS;

/**
 * Somebody places orders while many people have a page open: from each commit, as the one who placed it is told, to the
 * frame in which the list of another one shows it.
 * @param {import("@playwright/test").Page} tab @param {Product} product @returns {Promise<LiveScreen>}
 */
export async function measureLiveScreen(tab, { port, cookie, url, env }) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const goods = await goodsOf(sql);
  const cookies = await makeSessions({ sql, env, warehouseId: goods.warehouseId, count: STREAMS - 1 });
  const { close } = await openStreams(port, cookies, () => {});
  await tab.addInitScript(observe);
  await tab.goto("/orders");
  await tab.locator("[data-live=live]").first().waitFor({ state: "attached" });
  const committed = await placeOrders({ port, cookie }, goods);
  await sleep(SHOWN_WITHIN_MS);
  const shown = await tab.evaluate(() => /** @type {Record<string, number>} */ (Reflect.get(globalThis, "shown")));
  close();
  await sql.end();
  const delays = [...committed].flatMap(([orderId, at]) => (shown[orderId] === undefined ? [] : shown[orderId] - at));
  const [p50, p95] = [0.5, 0.95].map((share) => Math.round(quantile(delays, share)));
  return { streams: STREAMS, orders: ORDERS, missing: ORDERS - delays.length, p50: p50 ?? 0, p95: p95 ?? 0 };
}

/**
 * Some of the sample shop.
 * @param {import("postgres").Sql} sql @returns {Promise<import("../bench/goods.mjs").Goods>}
 */
async function goodsOf(sql) {
  const ids = (/** @type {readonly import("postgres").Row[]} */ rows) => rows.map((row) => String(row["id"]));
  const [warehouseId = ""] = ids(await sql`select id from locations where kind = 'warehouse' limit 1`);
  const customerIds = ids(await sql`select id from customers where archived_at is null limit 10`);
  const variantIds = ids(await sql`select id from variants where archived_at is null limit 10`);
  return {
    warehouseId,
    places: [{ warehouseId, binId: "" }],
    customerIds,
    variantIds,
    categoryIds: [],
    flash: () => "",
  };
}

/**
 * Drafts, each with the moment its answer came.
 * @param {Pick<Product, "port" | "cookie">} product @param {import("../bench/goods.mjs").Goods} goods
 */
async function placeOrders({ port, cookie }, goods) {
  const calls = productCalls(goods, [cookie]);
  const agent = keepAlive(1);
  const committed = /** @type {Map<string, number>} */ (new Map());
  for (let order = 0; order < ORDERS; order += 1) {
    await sleep(pauseMs());
    const { text } = await send(port, agent, calls.draft(order));
    committed.set(JSON.parse(text).result.data.orderId, performance.timeOrigin + performance.now());
  }
  agent.destroy();
  return committed;
}

/** Runs in the page: when each order was first there as a frame was drawn. */
function observe() {
  const shown = /** @type {Record<string, number>} */ ({});
  Reflect.set(globalThis, "shown", shown);
  const look = () => {
    for (const link of document.querySelectorAll('main a[href^="/orders/"]'))
      shown[link.getAttribute("href")?.split("/")[2] ?? ""] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(() => requestAnimationFrame(look)).observe(document, { subtree: true, childList: true });
}
