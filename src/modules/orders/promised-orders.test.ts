import { beforeEach, expect, test } from "vitest";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shopDayIn } from "@/testing/days";
import { aShop, type Shop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { ListOrders } from "./contract";
import { listOrders } from "./order-list";
import { placeOrder } from "./place-order";
import { promiseLine } from "./promise-line";
import { getOrder } from "./queries";
import { shipOrder } from "./ship-order";

const base = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(base.db);
  shop = await aShop(ctx, { TEA: 50, MUG: 50 });
});

/** Two lines, each promised for so many days from today; null is no promise. */
async function promised(days: readonly [number | null, number | null], { confirm = true, of = shop } = {}) {
  const { orderId } = await placeOrder(ctx, {
    customerId: of.customerId,
    warehouseId: of.warehouseId,
    lines: [
      { variantId: shop.variant.TEA, quantity: 1 },
      { variantId: shop.variant.MUG, quantity: 1 },
    ],
    confirm,
  });
  const { lines } = await getOrder(ctx, { orderId });
  for (const [index, { id: orderLineId }] of lines.entries()) {
    const after = days[index] ?? null;
    if (after === null) continue;
    await promiseLine(ctx, { orderId, orderLineId, promisedOn: await shopDayIn(ctx, after), seen: null });
  }
  return orderId;
}
const list = async (asked: Partial<ListOrders> = {}, as = ctx) => (await listOrders(as, ListOrders.parse(asked))).rows;
const found = async (asked: Partial<ListOrders>, as = ctx) => (await list(asked, as)).map(({ id }) => id);

async function shipMug(orderId: string) {
  const orderLineId = (await getOrder(ctx, { orderId })).lines[1]?.id ?? "";
  await shipOrder(ctx, { orderId, lines: [{ orderLineId, quantity: 1, locationId: shop.binId, lotId: null }] });
}

/** Of the shop's week, whose first day is Monday. */
const weekday = async () => (new Date(`${await shopDayIn(ctx, 0)}T00:00:00Z`).getUTCDay() + 6) % 7;

test("a list says for which day the first of what is left to ship was promised", async () => {
  const orderId = await promised([3, 1]);
  const other = await promised([null, null]);
  const dayOf = async () => new Map((await list()).map(({ id, promisedOn }) => [id, promisedOn]));
  expect(await dayOf()).toEqual(
    new Map([
      [other, null],
      [orderId, await shopDayIn(ctx, 1)],
    ]),
  );
  await shipMug(orderId);
  expect((await dayOf()).get(orderId)).toBe(await shopDayIn(ctx, 3));
  await shipOrder(ctx, { orderId });
  expect((await dayOf()).get(orderId)).toBeNull();
});

test("orders are found by the day for which something was promised that is still to ship", async () => {
  const late = await promised([-1, 9], { confirm: false });
  const now = await promised([null, 0]);
  const next = await promised([9, null]);
  const gone = await promised([-1, 0]);
  await shipOrder(ctx, { orderId: gone });
  await shipMug(await promised([9, -1]));
  const cancelled = await promised([-1, 0]);
  await cancelOrder(ctx, { orderId: cancelled });

  expect(await found({ promised: "overdue" })).toEqual([late]);
  expect(await found({ promised: "today" })).toEqual([now]);
  expect(await found({ promised: "today", sort: "total", status: "confirmed" })).toEqual([now]);
  expect(await found({ promised: "today", status: "draft" })).toEqual([]);
  expect(await found({ promised: "week" })).not.toContain(next);

  const day = await weekday();
  const [monday, sunday] = [await promised([-day, null]), await promised([6 - day, null])];
  const [before, after] = [await promised([-day - 1, null]), await promised([7 - day, null])];
  const week = await found({ promised: "week" });
  expect(week).toEqual(expect.arrayContaining([monday, sunday, now]));
  for (const orderId of [before, after]) expect(week).not.toContain(orderId);
});

test("people find those of their own warehouses, page by page", async () => {
  const far = await aShop(ctx, {}, "FAR");
  const elsewhere = await promised([0, null], { confirm: false, of: { ...shop, ...far, variant: shop.variant } });
  const here = [await promised([0, null]), await promised([0, null]), await promised([0, null])].toReversed();
  const clerk = { ...ctx, actor: { ...ctx.actor, warehouses: [shop.warehouseId] } };
  expect(await found({ promised: "today" }, clerk)).toEqual(here);
  expect(await found({ promised: "today" })).toEqual(expect.arrayContaining([elsewhere, ...here]));
  const first = await listOrders(clerk, ListOrders.parse({ promised: "today", limit: 2 }));
  const { nextCursor: cursor } = first;
  const second = await listOrders(clerk, ListOrders.parse({ promised: "today", limit: 2, cursor }));
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(here);
});
