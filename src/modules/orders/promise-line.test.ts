import { beforeEach, expect, test } from "vitest";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { confirmOrder } from "./confirm-order";
import { editOrder } from "./edit-order";
import { duplicateOrder } from "./origins/duplicate-order";
import { splitOrder } from "./origins/split-order";
import { placeOrder } from "./place-order";
import { promiseLine } from "./promise-line";
import { getOrder } from "./queries";

const database = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;
let orderId: string;
let orderLineId: string;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10 });
  orderId = (await placeOrder(ctx, { ...head(), lines: lines(6) })).orderId;
  orderLineId = (await lineOf(orderId))?.id ?? "";
});

const head = () => ({ customerId: shop.customerId, warehouseId: shop.warehouseId });
const lines = (quantity: number) => [{ variantId: shop.variant.TEA, quantity }];
const lineOf = async (id: string) => (await getOrder(ctx, { orderId: id })).lines[0];
const promise = (promisedOn: string | null, seen: string | null) =>
  promiseLine(ctx, { orderId, orderLineId, promisedOn, seen });

test("a line is promised for a day, by somebody who saw the day before", async () => {
  await promise("2026-12-01", null);
  await expect(promise("2026-12-09", null)).rejects.toMatchObject({
    code: "orders.promise-changed-meanwhile",
    details: { sku: "TEA", promisedOn: "2026-12-01" },
  });
  await promise("2026-12-09", "2026-12-01");
  expect(await lineOf(orderId)).toMatchObject({ promisedOn: "2026-12-09" });
  await promise(null, "2026-12-09");
  expect(await lineOf(orderId)).toMatchObject({ promisedOn: null });
});

test("the day stays with the items when a draft is edited, and when they are split off, and is no copy's", async () => {
  await promise("2026-12-01", null);
  await editOrder(ctx, { ...head(), orderId, version: 1, lines: lines(5) });
  expect(await lineOf(orderId)).toMatchObject({ quantity: 5, promisedOn: "2026-12-01" });
  await confirmOrder(ctx, { orderId });
  const { id: part = "" } = (await lineOf(orderId)) ?? {};
  const { version } = await getOrder(ctx, { orderId });
  const split = await splitOrder(ctx, { orderId, version, lines: [{ orderLineId: part, quantity: 2 }] });
  expect(await lineOf(split.orderId)).toMatchObject({ quantity: 2, promisedOn: "2026-12-01" });
  const copy = await duplicateOrder(ctx, { orderId });
  expect(await lineOf(copy.orderId)).toMatchObject({ promisedOn: null });
});

test("of two lines of one product each keeps its day when the draft is edited", async () => {
  const two = { ...head(), lines: [...lines(2), ...lines(3)] };
  const draft = await placeOrder(ctx, two);
  const [, second] = (await getOrder(ctx, { orderId: draft.orderId })).lines;
  const day = { orderLineId: second?.id ?? "", promisedOn: "2026-12-01", seen: null };
  await promiseLine(ctx, { ...day, orderId: draft.orderId });
  await editOrder(ctx, { ...two, orderId: draft.orderId, version: 1 });
  expect((await getOrder(ctx, { orderId: draft.orderId })).lines).toMatchObject([
    { quantity: 2, promisedOn: null },
    { quantity: 3, promisedOn: "2026-12-01" },
  ]);
});

test("nothing is promised any more of an order that is cancelled", async () => {
  await cancelOrder(ctx, { orderId });
  await expect(promise("2026-12-01", null)).rejects.toMatchObject({ code: "orders.wrong-status" });
});
