import { expect, test } from "vitest";
import { listHistory } from "@/modules/history/queries";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { ListOrders, TagOrder } from "./contract";
import { listTags } from "./list-tags";
import { listOrders } from "./order-list";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { addTag, removeTag } from "./tag-order";

const database = testDatabase();

async function aTaggedShop() {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const place = (warehouseId = shop.warehouseId) =>
    placeOrder(ctx, { customerId: shop.customerId, warehouseId, lines });
  const tag = (orderId: string, typed: string, as = ctx) => addTag(as, TagOrder.parse({ orderId, tag: typed }));
  return { ctx, shop, place, tag };
}

test("a tag is one however it is typed, and adding it twice changes nothing", async () => {
  const { ctx, place, tag } = await aTaggedShop();
  const { orderId } = await place();
  await tag(orderId, " VIP ");
  await tag(orderId, "vip");
  await tag(orderId, "Trade  Fair");
  expect(await getOrder(ctx, { orderId })).toMatchObject({ tags: ["vip", "trade fair"], version: 1 });
  await removeTag(ctx, { orderId, tag: "vip" });
  await removeTag(ctx, { orderId, tag: "vip" });
  const { rows } = await listHistory(ctx, { entityId: orderId, limit: 10 });
  expect(rows.map(({ before, after }) => [before?.["tags"], after?.["tags"]])).toEqual([
    ["vip, trade fair", "trade fair"],
    ["vip", "vip, trade fair"],
    ["", "vip"],
    [undefined, undefined],
  ]);
});

test("an order has at most ten tags", async () => {
  const { place, tag } = await aTaggedShop();
  const { orderId } = await place();
  for (let nth = 1; nth <= 10; nth += 1) await tag(orderId, `tag ${nth}`);
  await expect(tag(orderId, "one more")).rejects.toMatchObject({ code: "orders.too-many-tags" });
  await tag(orderId, "tag 3");
  for (const typed of ["", " ", "a, b", "x".repeat(31)])
    expect(TagOrder.safeParse({ orderId, tag: typed }).success, typed).toBe(false);
});

test("of many who tag one order at once, nobody's tag is lost", async () => {
  const { ctx, place, tag } = await aTaggedShop();
  const { orderId } = await place();
  const words = ["one", "two", "three", "four", "five", "six"];
  await Promise.all(words.map((word) => tag(orderId, word)));
  expect((await getOrder(ctx, { orderId })).tags.toSorted()).toEqual(words.toSorted());
});

test("orders are listed by a tag, and tags that orders have where one works", async () => {
  const { ctx, shop, place, tag } = await aTaggedShop();
  const { warehouseId } = await createWarehouse(ctx, { code: "LYON", name: "Lyon" });
  const [here, also, there] = [await place(), await place(), await place(warehouseId)];
  await place();
  for (const { orderId } of [here, also, there]) await tag(orderId, "gift");
  await tag(there.orderId, "fair");
  const found = async (typed: string, as = ctx) =>
    (await listOrders(as, ListOrders.parse({ tag: typed, sort: "number", descending: false }))).rows.map(
      ({ id }) => id,
    );
  expect(await found("Gift")).toEqual([here.orderId, also.orderId, there.orderId]);
  expect(await found("fair")).toEqual([there.orderId]);
  expect(await found("nobody")).toEqual([]);
  expect(await listTags(ctx)).toEqual([{ tag: "gift" }, { tag: "fair" }]);
  const elsewhere = await testContext(database.db, { warehouses: [shop.warehouseId] });
  expect(await listTags(elsewhere)).toEqual([{ tag: "gift" }]);
  expect(await found("fair", elsewhere)).toEqual([]);
  await expect(tag(there.orderId, "mine", elsewhere)).rejects.toMatchObject({ code: "orders.order-not-found" });
});

test("tags are those of the newest thousand orders that have any, however many there are", async () => {
  const { ctx, place, tag } = await aTaggedShop();
  const { orderId } = await place();
  await tag(orderId, "old");
  await database.owner.begin(async (owner) => {
    await owner`alter table orders disable trigger user`;
    await owner`
      insert into orders select (jsonb_populate_record(made, jsonb_build_object(
        'id', uuidv7(), 'number', made.number + 1000 + n, 'tags', array['new']))).*
      from orders made, generate_series(1, 999) n where id = ${orderId}`;
    await owner`alter table orders enable trigger user`;
  });
  expect(await listTags(ctx)).toEqual([{ tag: "new" }, { tag: "old" }]);
  await tag((await place()).orderId, "newest");
  expect(await listTags(ctx)).toEqual([{ tag: "new" }, { tag: "newest" }]);
});
