// @ts-check
import { randomUUID } from "node:crypto";
import { keepAlive, send } from "./load.mjs";

/** @typedef {import("./load.mjs").Call} Call @typedef {import("./goods.mjs").Goods} Goods */

const LINES_PER_ORDER = 3;
const PAGE_ROWS = 50;

/** A small generator, so that every contender is asked for the same goods (mulberry32). @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** @param {Goods} goods @param {number} index */
function linesOf(goods, index) {
  const random = randomFrom(index);
  const chosen = new Set();
  while (chosen.size < LINES_PER_ORDER) chosen.add(goods.variantIds[random(goods.variantIds.length)]);
  return [...chosen].map((variantId) => ({ variantId, quantity: 1 + random(3) }));
}

/** @param {string} procedure @param {unknown} input @param {Record<string, string>} [headers] @returns {Call} */
const mutation = (procedure, input, headers = {}) => ({
  method: "POST",
  path: `/api/trpc/${procedure}`,
  body: JSON.stringify(input),
  headers,
});

/** @param {string} procedure @param {unknown} input @param {Record<string, string>} [headers] @returns {Call} */
export const query = (procedure, input, headers = {}) => ({
  method: "GET",
  path: `/api/trpc/${procedure}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
  headers,
});

/**
 * The product's calls, as the browsers of signed-in people send them: each by the next of them, for the next customer,
 * in the next warehouse. @param {Goods} goods @param {readonly string[]} cookies one for each session
 */
export function productCalls(goods, cookies) {
  let turn = 0;
  const asBrowser = () => ({ cookie: next(cookies, turn++), "x-quartermaster": "1", "sec-fetch-site": "same-origin" });
  const once = () => ({ ...asBrowser(), "idempotency-key": randomUUID() });
  /** A pick list is picked by the person who took it. */
  const byOne = () => ({ ...once(), cookie: next(cookies, 0) });
  const place = (/** @type {number} */ index, /** @type {object} */ more) =>
    mutation(
      "orders.place",
      {
        customerId: next(goods.customerIds, index),
        warehouseId: next(goods.places, index).warehouseId,
        lines: linesOf(goods, index),
        ...more,
      },
      once(),
    );
  const adjust = (/** @type {number} */ index) => ({
    variantId: next(goods.variantIds, index),
    locationId: next(goods.places, index).binId,
    change: 1,
    reason: "found",
  });
  return {
    draft: (/** @type {number} */ index) => place(index, {}),
    place: (/** @type {number} */ index) => place(index, { confirm: true }),
    placeMany: (/** @type {number} */ index, /** @type {number} */ quantity) =>
      place(index, { lines: [{ variantId: next(goods.variantIds, index), quantity }], confirm: true }),
    placeAndShip: (/** @type {number} */ index) =>
      afterwards(place(index, {}), (orderId) =>
        afterwards(mutation("orders.confirm", { orderId }, once()), () => mutation("orders.ship", { orderId }, once())),
      ),
    buy: (/** @type {string} */ variantId) =>
      place(0, { warehouseId: goods.warehouseId, lines: [{ variantId, quantity: 1 }], confirm: true }),
    adjust: (/** @type {number} */ index) => mutation("inventory.adjustStock", adjust(index), once()),
    change: (/** @type {object} */ order) => mutation("orders.change", order, once()),
    issue: (/** @type {string} */ orderId) =>
      mutation("invoices.issue", { orderId, scope: "ordered", seen: 0 }, once()),
    invoice: (/** @type {string} */ invoiceId) => ({
      method: /** @type {const} */ ("GET"),
      path: `/api/documents/invoice/${invoiceId}`,
      headers: asBrowser(),
    }),
    createList: (/** @type {string} */ orderId) => mutation("picking.create", { orderIds: [orderId] }, byOne()),
    takeList: (/** @type {string} */ listId) => mutation("picking.take", { listId }, byOne()),
    pickList: (/** @type {string} */ listId) => query("picking.get", { listId }, byOne()),
    confirmPick: (/** @type {object} */ pick) => mutation("picking.confirmPick", pick, byOne()),
    list: (/** @type {string | null} */ cursor) =>
      query("inventory.listStock", { limit: PAGE_ROWS, cursor }, asBrowser()),
    order: (/** @type {string} */ orderId) => query("orders.get", { orderId }, asBrowser()),
  };
}

/** @param {readonly T[]} list @param {number} index @template T @returns {T} */
const next = (list, index) => /** @type {T} */ (list[index % list.length]);

/** @param {Call} call @param {(orderId: string) => Call} then @returns {Call} */
const afterwards = (call, then) => ({ ...call, next: ({ text }) => then(JSON.parse(text).result.data.orderId) });

/** @param {Goods} goods */
export const bareCalls = (goods) => ({
  placeByFunction: (/** @type {number} */ index) =>
    mutation("placeByFunction", { customer: "bench", lines: linesOf(goods, index) }),
  placeByDrizzle: (/** @type {number} */ index) =>
    mutation("placeByDrizzle", { customer: "bench", lines: linesOf(goods, index) }),
  placeAndShip: (/** @type {number} */ index) =>
    afterwards(mutation("draftByFunction", { customer: "bench", lines: linesOf(goods, index) }), (orderId) =>
      afterwards(mutation("confirmByFunction", { orderId }), () => mutation("shipByFunction", { orderId })),
    ),
  change: (/** @type {object} */ order) => mutation("changeByFunction", order),
  linesOf: (/** @type {number} */ index) => linesOf(goods, index),
  invoice: (/** @type {string} */ orderId) => ({
    method: /** @type {const} */ ("GET"),
    path: `/api/invoice/${orderId}`,
  }),
  bindPick: (/** @type {number} */ index, /** @type {number} */ quantity) =>
    mutation("bindPick", { variantId: next(goods.variantIds, index), quantity }),
  confirmPick: (/** @type {object} */ pick) => mutation("confirmPick", pick),
  buy: (/** @type {string} */ variantId) =>
    mutation("placeByDrizzle", { customer: "bench", lines: [{ variantId, quantity: 1 }] }),
  adjust: (/** @type {number} */ index) =>
    mutation("adjust", { variantId: goods.variantIds[index % goods.variantIds.length], change: 1 }),
  list: (/** @type {[string, string] | null} */ after) => query("list", { limit: PAGE_ROWS, after }),
});

/**
 * Signs in as a browser does, and gives the cookie of the session. @param {number} port @param {{ email: string,
 * password: string }} person
 */
export async function signIn(port, { email, password }) {
  const agent = keepAlive(1);
  const origin = { "sec-fetch-site": "same-origin", origin: `http://localhost:${port}`, host: `localhost:${port}` };
  const csrf = await send(port, agent, { method: "GET", path: "/api/auth/csrf", headers: origin });
  const cookies = cookiesOf(csrf);
  const { csrfToken } = JSON.parse(csrf.text);
  const body = new URLSearchParams({ csrfToken, email, password, json: "true" }).toString();
  const answer = await send(port, agent, {
    method: "POST",
    path: "/api/auth/callback/credentials",
    body,
    headers: {
      ...origin,
      cookie: cookies.join("; "),
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(body)),
    },
  });
  agent.destroy();
  const session = cookiesOf(answer).find((cookie) => cookie.includes("session"));
  if (!session) throw new Error(`Could not sign in: ${answer.status} ${answer.text.slice(0, 200)}`);
  return session;
}

/** @param {import("./load.mjs").Answer} answer */
const cookiesOf = ({ headers }) => (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0] ?? "");
