import { beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { createGroup } from "@/modules/customers/create-group";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { type ChangeOrder, type PlaceOrder, SetDiscountLimit } from "@/modules/orders/contract";
import { getDiscount } from "@/modules/orders/discounts/queries";
import { setDiscountLimit } from "@/modules/orders/discounts/set-discount-limit";
import { editOrder } from "@/modules/orders/edit-order";
import { duplicateOrder } from "@/modules/orders/origins/duplicate-order";
import { splitOrder } from "@/modules/orders/origins/split-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { addEntry } from "@/modules/pricing/add-entry";
import { archivePriceList } from "@/modules/pricing/archive-price-list";
import { assignCustomer } from "@/modules/pricing/assign-customer";
import { assignGroup } from "@/modules/pricing/assign-group";
import { AddEntry } from "@/modules/pricing/contract";
import { editEntry } from "@/modules/pricing/edit-entry";
import type { Context } from "@/platform/context";
import { countStatements } from "@/platform/database/db";
import { verifyBooks } from "@/server/verify-books";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPriceList } from "@/testing/price-lists";
import { aShop, type Shop } from "@/testing/shop";

const database = testDatabase();
const FIRST = "1900-01-01";

let ctx: Context;
let clerk: Context;
let shop: Shop<"TEA" | "MUG">;
let customerId: string;
let priceListId: string;
let teaEntry: string;

/** Ada is a reseller: for them TEA is 9.00 in place of 10.00, and 8.00 from ten on. */
beforeEach(async () => {
  ctx = { ...(await testContext(database.db)), now: new Date("2026-07-15T12:00:00Z") };
  clerk = { ...(await testContext(database.db, { role: "staff" })), now: ctx.now };
  shop = await aShop(ctx, { TEA: 500, MUG: 500 });
  await database.owner`update shop_settings set time_zone = 'Europe/Berlin'`;
  const { groupId } = await createGroup(ctx, { name: "Resellers" });
  customerId = (await createCustomer(ctx, { name: "Ada", groupId })).customerId;
  priceListId = (await aPriceList({ ctx }, { name: "Resellers" })).priceListId;
  await assignGroup(ctx, { priceListId, groupId, isAssigned: true });
  teaEntry = (await add({ price: 900 })).entryId;
  await add({ quantityFrom: 10, price: 800 });
});

const add = (values: object) => addEntry(ctx, AddEntry.parse({ priceListId, variantId: shop.variant.TEA, ...values }));
const change = (price: number) =>
  editEntry(ctx, { entryId: teaEntry, version: 1, quantityFrom: 1, validFrom: FIRST, price });
const tea = (quantity = 1, more: object = {}) => ({ variantId: shop.variant.TEA, quantity, ...more });
const place = (lines: PlaceOrder["lines"], more: Partial<PlaceOrder> = {}, by = ctx) =>
  placeOrder(by, { customerId, warehouseId: shop.warehouseId, lines, ...more });
const pricesOf = async (orderId: string) => {
  const { lines } = await getOrder(ctx, { orderId });
  return lines.map((line) => [line.unitPrice, line.takesListedPrice ? line.priceListName : "typed"]);
};
const priceAt = async (lines = [tea()]) => (await pricesOf((await place(lines)).orderId))[0];
const LISTED = [900, "Resellers"];
const USUAL = [1_000, null];

describe("a line costs", () => {
  test("what the list of the customer's group says, by its quantity, and everybody else the usual price", async () => {
    const lines = [tea(9), tea(10), { variantId: shop.variant.MUG, quantity: 1 }];
    const { orderId } = await place(lines, { confirm: true });
    expect(await pricesOf(orderId)).toEqual([LISTED, [800, "Resellers"], USUAL]);
    const other = await place([tea(10)], { customerId: shop.customerId });
    expect(await pricesOf(other.orderId)).toEqual([USUAL]);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("what their own list says, and the group's where that has no price", async () => {
    const own = await aPriceList({ ctx }, { name: "Ada" });
    await assignCustomer(ctx, { ...own, customerId, isAssigned: true });
    await addEntry(ctx, AddEntry.parse({ ...own, variantId: shop.variant.TEA, quantityFrom: 5, price: 950 }));
    expect(await priceAt([tea(10)])).toEqual([950, "Ada"]);
    expect(await priceAt([tea(4)])).toEqual(LISTED);
  });

  test("so much less of the usual price where a list says so", async () => {
    const more = await aPriceList({ ctx }, { name: "Fifth", discountRate: 200_000 });
    await assignCustomer(ctx, { ...more, customerId, isAssigned: true });
    expect(await priceAt()).toEqual([800, "Fifth"]);
  });

  test("the next price from midnight of the shop's day on", async () => {
    await add({ price: 700, validFrom: "2026-08-01" });
    ctx = { ...ctx, now: new Date("2026-07-31T21:59:59Z") };
    expect(await priceAt()).toEqual(LISTED);
    ctx = { ...ctx, now: new Date("2026-07-31T22:00:00Z") };
    expect(await priceAt()).toEqual([700, "Resellers"]);
  });

  test("the usual price before a list begins, after its last day, and once it is archived", async () => {
    await database.owner`update price_lists set valid_from = '2026-07-15', valid_until = '2026-07-15'`;
    expect(await priceAt()).toEqual(LISTED);
    ctx = { ...ctx, now: new Date("2026-07-14T21:59:59Z") };
    expect(await priceAt()).toEqual(USUAL);
    ctx = { ...ctx, now: new Date("2026-07-15T22:00:00Z") };
    expect(await priceAt()).toEqual(USUAL);
    await database.owner`update price_lists set valid_from = null, valid_until = null`;
    await archivePriceList(ctx, { priceListId, archived: true });
    expect(await priceAt()).toEqual(USUAL);
  });

  test("the usual price once the shop has another currency than the list", async () => {
    await database.owner`update price_lists set currency = 'USD'`;
    expect(await priceAt()).toEqual(USUAL);
  });

  test("what it does with or without the tax, as the shop's prices are", async () => {
    const taxed = [tea(1, { taxRate: toRate(200_000) })];
    expect((await getOrder(ctx, await place(taxed))).amounts.ordered).toMatchObject({ net: 900, tax: 180 });
    await database.owner`update shop_settings set prices_include_tax = true`;
    expect((await getOrder(ctx, await place(taxed))).amounts.ordered).toMatchObject({ net: 750, tax: 150 });
  });

  test("what somebody typed, whatever lists say", async () => {
    expect(await priceAt([tea(10, { unitPrice: 999 })])).toEqual([999, "typed"]);
  });

  test("one price or the other while somebody changes it, and never a part of both", async () => {
    const [placed] = await Promise.all([place([tea(2), tea(3)]), change(850)]);
    const prices = await pricesOf(placed.orderId);
    expect([
      [LISTED, LISTED],
      [
        [850, "Resellers"],
        [850, "Resellers"],
      ],
    ]).toContainEqual(prices);
  });
});

describe("when prices change", () => {
  test("a draft has those of the day on which it is saved, unless somebody typed another", async () => {
    const lines = [tea(1), tea(1, { unitPrice: 999 })];
    const { orderId } = await place(lines);
    await change(850);
    expect(await pricesOf(orderId)).toEqual([LISTED, [999, "typed"]]);
    await editOrder(ctx, { orderId, version: 1, customerId, warehouseId: shop.warehouseId, lines });
    expect(await pricesOf(orderId)).toEqual([
      [850, "Resellers"],
      [999, "typed"],
    ]);
    await editOrder(ctx, { orderId, version: 2, customerId: shop.customerId, warehouseId: shop.warehouseId, lines });
    expect((await pricesOf(orderId))[0]).toEqual(USUAL);
  });

  const changed = async (orderId: string, asked: ChangeOrder["lines"], by = ctx) => {
    const { version } = await getOrder(ctx, { orderId });
    return changeOrder(by, { orderId, version, customerId, warehouseId: shop.warehouseId, lines: asked });
  };
  const standing = async (orderId: string) =>
    (await getOrder(ctx, { orderId })).lines.map(({ id, variantId, quantity }) => ({
      orderLineId: id,
      variantId,
      quantity,
    }));

  test("a confirmed order keeps its prices, and what is added has those of today", async () => {
    const { orderId } = await place([tea(9)], { confirm: true });
    await change(850);
    const [line] = await standing(orderId);
    if (!line) throw new Error("The order has no line.");
    await changed(orderId, [{ ...line, quantity: 12 }, tea(2)]);
    expect(await pricesOf(orderId)).toEqual([LISTED, [850, "Resellers"]]);
    const [kept, fresh] = await standing(orderId);
    if (!kept || !fresh) throw new Error("The order lost a line.");
    await changed(orderId, [{ ...kept, unitPrice: 870 }, fresh]);
    expect(await pricesOf(orderId)).toEqual([
      [870, "typed"],
      [850, "Resellers"],
    ]);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("a duplicate has the prices of today, and what is split off those that were agreed", async () => {
    const { orderId } = await place([tea(9), { variantId: shop.variant.MUG, quantity: 2 }], { confirm: true });
    await change(850);
    const [line] = await standing(orderId);
    const moved = { orderLineId: line?.orderLineId ?? "", quantity: 4 };
    const part = await splitOrder(ctx, { orderId, version: 1, lines: [moved] });
    expect(await pricesOf(part.orderId)).toEqual([LISTED]);
    expect((await pricesOf((await duplicateOrder(ctx, { orderId })).orderId))[0]).toEqual([850, "Resellers"]);
  });

  test("who lowers a line to fewer than its price is for gives a discount", async () => {
    const { orderId } = await place([tea(10)], { confirm: true });
    await setDiscountLimit(ctx, SetDiscountLimit.parse({ role: "staff", rateMax: 50_000, seen: null }));
    const [line] = await standing(orderId);
    if (!line) throw new Error("The order has no line.");
    await expect(changed(orderId, [{ ...line, quantity: 9 }], clerk)).rejects.toMatchObject({
      code: "orders.change-above-limit",
    });
    await changed(orderId, [{ ...line, quantity: 9 }]);
    expect(await pricesOf(orderId)).toEqual([[800, "Resellers"]]);
    await changed(orderId, [{ ...line, quantity: 5 }], clerk);
  });
});

describe("a listed price is no discount", () => {
  beforeEach(() => setDiscountLimit(ctx, SetDiscountLimit.parse({ role: "staff", rateMax: 0, seen: null })));

  test("so that anybody may confirm it, at once or later", async () => {
    await place([tea(10)], { confirm: true }, clerk);
    const { orderId } = await place([tea(10)], {}, clerk);
    expect(await getDiscount(clerk, { orderId })).toMatchObject({ rateMax: 0, isOver: false });
    await confirmOrder(clerk, { orderId });
  });

  test("and a price below it is one, measured by the list and not by the catalog", async () => {
    const typed = place([tea(10, { unitPrice: 760 })], { confirm: true }, clerk);
    await expect(typed).rejects.toMatchObject({ code: "orders.discount-above-limit", details: { rate: 50_000 } });
    const { orderId } = await place([tea(10, { unitPrice: 760 })], {}, clerk);
    expect(await getDiscount(clerk, { orderId })).toMatchObject({ rateMax: 50_000, givenAway: 400, isOver: true });
  });

  test("nor is the usual price typed for a customer of a list", async () => {
    await place([tea(1, { unitPrice: 1_000 })], { confirm: true }, clerk);
  });
});

test("prices of lists are asked with what else an order names: no statement more", async () => {
  const placed = await countStatements(() => place([tea(10), tea(1)], { confirm: true }));
  expect(placed).toMatchObject({ statements: 3, transactions: 1 });
});
