// @ts-check
import { randomUUID } from "node:crypto";
import { waitUntilReady } from "../../launch/ready.mjs";
import { Caller } from "../caller.mjs";
import { Imports } from "../imports.mjs";
import { until } from "../until.mjs";

const SHIFT_MS = 300_000;
const SHIM = new URL("../shifted-clock.mjs", import.meta.url).href;
const JOBS_WAIT_MS = 60_000;
const OFF_S_MAX = 5;
const LINK_LIFETIME_S = 3_600;
const ORDER_WAITS_S = 3 * 86_400;
/** Less than the clocks are wrong by: who goes by another clock judges it wrongly. */
const NEAR_S = 120;
const ALERT_WAIT_MS = 60_000;

/** @typedef {import("../world.mjs").World} World */
/** @typedef {import("../member.mjs").Member | undefined} Member */
/** @typedef {{ shift: number, web: { member: Member } | undefined, of: Member[] }} Side */

/**
 * One web, worker and relay believe that it is five minutes later, the others that it is five minutes earlier: sessions
 * and links end, orders have waited too long, and everything is dated, by the database's clock.
 * @param {World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillClocksApart(world, { files }) {
  const { webs, workers, relays, postgres } = world.cluster;
  const sides = [SHIFT_MS, -SHIFT_MS].map((shift, side) => ({
    shift,
    web: webs[side],
    of: [workers[side], relays[side]],
  }));
  try {
    // Nobody else looks at the orders before the clocks are wrong.
    for (const worker of workers) await worker.stop();
    const [overdue, onTime] = [await waitingOrder(world, NEAR_S), await waitingOrder(world, -NEAR_S)];
    await restartAll(sides, (shift) => shift);
    await ready(world);
    let [wrong, offS] = [0, 0];
    for (const { web } of sides) {
      const door = web?.port ?? 0;
      for (const [leftS, status] of /** @type {const} */ ([
        [NEAR_S, 200],
        [-NEAR_S, 401],
      ])) {
        const caller = new Caller(door, await sessionFor(world, leftS));
        if ((await caller.ask("users.getMe")).status !== status) wrong += 1;
        caller.close();
      }
      offS = Math.max(offS, await dateOf(world, new Caller(door, world.cookies[0] ?? "")));
    }
    const imports = new Imports(world);
    for (let file = 0; file < files; file += 1) await imports.begin();
    await imports.finish(JOBS_WAIT_MS);
    const done = await imports.compare();
    const [row] = await postgres.primary`
      select coalesce(max(abs(extract(epoch from finished_at - moved_at))), 0) as off from product_imports
      where id = any(${imports.ids})`;
    offS = Math.max(offS, Number(row?.["off"]));
    // Workers look for what is overdue as they start.
    await until("the overdue order has its alert", () => isAlerted(world, overdue), ALERT_WAIT_MS).catch(() => {});
    const misjudged = Number(!(await isAlerted(world, overdue))) + Number(await isAlertedEarly(world, onTime));
    return {
      figures:
        `10 min between them: of 4 sessions ${wrong} and of 2 orders that wait ${misjudged} judged wrongly; links, ` +
        `orders and jobs dated within ${offS.toFixed(1)} s of the database; ${imports.ids.length * 2} jobs, ` +
        `${done.lost} effects lost, ${done.doubled} doubled`,
      holds: wrong + misjudged + done.lost + done.doubled === 0 && offS <= OFF_S_MAX,
    };
  } finally {
    await restartAll(sides, () => 0);
    await ready(world);
  }
}

/**
 * Nobody works meanwhile, so all at once.
 * @param {readonly Side[]} sides @param {(shift: number) => number} toShift
 */
async function restartAll(sides, toShift) {
  const members = sides.flatMap(({ shift, web, of }) =>
    [web?.member, ...of].map((member) => ({ member, shift: toShift(shift) })),
  );
  const restart = members.map(async ({ member, shift }) => {
    if (!member) return;
    await member.stop();
    member.more = shift === 0 ? {} : { NODE_OPTIONS: `--import=${SHIM}`, CLOCK_SHIFT_MS: String(shift) };
    member.start();
  });
  await Promise.all(restart);
}

/** @param {World} world */
async function ready({ cluster }) {
  const { signal } = new AbortController();
  for (const { port } of [...cluster.webs, cluster]) await waitUntilReady({ host: "127.0.0.1", port }, signal);
}

/** A session that ends in so many seconds, or has ended. @param {World} world @param {number} leftS */
async function sessionFor({ cluster }, leftS) {
  const { encode } = await import("next-auth/jwt");
  const sessionId = randomUUID();
  const [row] = await cluster.postgres.primary`
    insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
    select ${sessionId}, user_id, now() - interval '1 hour', now(), now() + make_interval(secs => ${leftS})
    from sessions order by created_at desc limit 1 returning user_id`;
  const token = { sessionId, userId: String(row?.["user_id"]) };
  return `qm-session=${await encode({ token, secret: cluster.secret })}`;
}

/**
 * An order that has waited for so many seconds more than orders may, by the database's clock.
 * @param {World} world @param {number} overdueS
 */
async function waitingOrder(world, overdueS) {
  const orderId = await placeOrder(world, world.callerAt(0));
  await world.cluster.postgres.primary`
    update orders set confirmed_at = now() - make_interval(secs => ${ORDER_WAITS_S + overdueS}) where id = ${orderId}`;
  return orderId;
}

/** Whether anybody was alerted that it waits for too long. @param {World} world @param {string} orderId */
async function isAlerted({ cluster }, orderId) {
  const rows = await cluster.postgres.primary`
    select from alerts where kind = 'order-overdue' and subject_id = ${orderId}`;
  return rows.length > 0;
}

/**
 * Whether that was before it had, by the database's own time in the id of the alert.
 * @param {World} world @param {string} orderId
 */
async function isAlertedEarly({ cluster }, orderId) {
  const rows = await cluster.postgres.primary`
    select from alerts join orders on orders.id = alerts.subject_id
    where alerts.kind = 'order-overdue' and orders.id = ${orderId}
      and uuid_extract_timestamp(alerts.id) < orders.confirmed_at + make_interval(secs => ${ORDER_WAITS_S})`;
  return rows.length > 0;
}

/** @param {World} world @param {Caller} caller */
async function placeOrder({ goods, customer }, caller) {
  const lines = [{ variantId: goods.variantIds[0], quantity: 1 }];
  const order = { customerId: await customer("Clocks"), warehouseId: goods.warehouseId, lines, confirm: true };
  const { orderId } = await caller.mustChange("orders.place", order);
  return String(orderId);
}

/** By how many seconds an order and a link of a web are dated wrongly. @param {World} world @param {Caller} caller */
async function dateOf(world, caller) {
  const orderId = await placeOrder(world, caller);
  const email = `${randomUUID()}@drill.test`;
  // By the clock of the database they have just shown that it is them, whatever the web believes.
  await world.cluster.postgres.primary`update sessions set confirmed_at = clock_timestamp()`;
  await caller.mustChange("users.invite", { email, name: "Clock", role: "staff", warehouses: "all" });
  caller.close();
  const [row] = await world.cluster.postgres.primary`
    select extract(epoch from clock_timestamp() - orders.placed_at) as order_off,
      (select extract(epoch from expires_at - clock_timestamp()) from one_time_links order by id desc limit 1) as left
    from orders where id = ${orderId}`;
  return Math.max(Math.abs(Number(row?.["order_off"])), Math.abs(LINK_LIFETIME_S - Number(row?.["left"])));
}
