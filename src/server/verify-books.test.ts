import { beforeEach, describe, expect, test } from "vitest";
import { VIRTUAL_LOCATION_IDS, type TransactionKind, type VirtualKind } from "@/modules/inventory/inventory";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { SYSTEM_USER_ID } from "@/shared/access";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shopDayIn } from "@/testing/days";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock, reverseTransaction } from "@/testing/stock";
import { proveBooks } from "./prove-books";
import { verifyBooks } from "./verify-books";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let shipmentId: string;

/** Everything that books know: a receipt, gains, losses, reversals and a shipment. */
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  shop = await aShop(ctx, { TEA: 20 });
  const place = { variantId: shop.variant.TEA, locationId: shop.binId };
  await reverseTransaction(ctx, await receiveStock(ctx, { lines: [{ ...place, quantity: 3 }] }));
  await reverseTransaction(ctx, await adjustStock(ctx, { ...place, change: 2, reason: "found" }));
  await adjustStock(ctx, { ...place, change: -1, reason: "lost" });
  await adjustStock(ctx, { ...place, count: { quantity: 19, recorded: 19 }, reason: "counted" });
  const { customerId, warehouseId } = shop;
  const lines = [{ variantId: shop.variant.TEA, quantity: 5 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  ({ shipmentId } = await shipOrder(ctx, { orderId }));
  await proveBooks(database.db, { sinceLast: false });
});

/** By a whole run; one over what was added since the books were proved has to find the same. */
async function found(): Promise<string[]> {
  const { differences } = await verifyBooks(ctx);
  const { isWhole, differences: since } = await proveBooks(database.db, { sinceLast: true });
  expect({ isWhole, since }).toEqual({ isWhole: false, since: differences });
  return differences.map(({ check }) => check);
}

type End = VirtualKind | "bin";
const locationOf = (end: End) => (end === "bin" ? shop.binId : VIRTUAL_LOCATION_IDS[end]);

/** Writes a movement past all rules, with the balances that belong to it, as a faulty release or a hand might. */
async function plant(kind: TransactionKind, from: End, to: End, quantity = 2): Promise<void> {
  const id = newId();
  const [fromId, toId] = [locationOf(from), locationOf(to)];
  const change = (to === "bin" ? quantity : 0) - (from === "bin" ? quantity : 0);
  await database.owner.begin(async (owner) => {
    await owner`
      insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, reason, posting_key)
      values (${id}, ${kind}, now(), now(), ${SYSTEM_USER_ID}, 'lost', ${id})`;
    await owner`
      insert into stock_movements (transaction_id, variant_id, from_location_id, to_location_id, quantity)
      values (${id}, ${shop.variant.TEA}, ${fromId}, ${toId}, ${quantity})`;
    await owner`update stock_balances set on_hand = on_hand + ${change} where location_id = ${shop.binId}`;
    await owner`update stock_availability set on_hand = on_hand + ${change} where warehouse_id = ${shop.warehouseId}`;
  });
}

test("books that only the product has written balance", async () => {
  expect(await found()).toEqual([]);
});

const SCRAP = "What is in scrap came back from customers, since adjustments take what is damaged";
const WAYS = "Stock moves as its kind of entry may: from suppliers by receipts, to customers by shipments";

describe("a planted fault is named", () => {
  test.each<[TransactionKind, End, End, string[]]>([
    ["move", "supplier", "bin", [WAYS, "What came from suppliers is what receipts say, less what was reversed"]],
    ["move", "bin", "customer", [WAYS, "What is at customers is what has shipped, less what came back"]],
    ["ship", "bin", "customer", ["What is at customers is what has shipped, less what came back"]],
    ["move", "supplier", "customer", [WAYS, "What is at customers is what has shipped, less what came back"]],
    ["move", "bin", "transit", [WAYS, "Nothing is in transit"]],
    ["move", "bin", "scrap", [WAYS, SCRAP]],
    ["adjust", "bin", "scrap", [WAYS, SCRAP]],
    [
      "move",
      "bin",
      "adjustment",
      [WAYS, "What adjustments took or found is what adjustments and opening stock say, less what was reversed"],
    ],
    ["receive", "supplier", "customer", [WAYS, "What is at customers is what has shipped, less what came back"]],
    ["receive", "customer", "bin", [WAYS, "What is at customers is what has shipped, less what came back"]],
  ])("%s from %s to %s", async (kind, from, to, checks) => {
    await plant(kind, from, to);
    expect(await found()).toEqual(expect.arrayContaining(checks));
  });

  test("a shipment whose lines say more than has left", async () => {
    await database.owner`update shipment_lines set quantity = quantity + 1`;
    await database.owner`update order_lines set quantity = quantity + 1, shipped = shipped + 1`;
    expect(await found()).toEqual(
      expect.arrayContaining([
        "What is at customers is what has shipped, less what came back",
        "Each shipment took from each bin and lot what its lines say",
      ]),
    );
  });

  test("a shipment whose lines name another bin than it left", async () => {
    const [other] = await database.owner`
      insert into locations (id, kind, parent_id, warehouse_id, code, name, created_at)
      select ${newId()}, 'bin', warehouse_id, warehouse_id, 'X-1', 'X-1', now() from locations where id = ${shop.binId}
      returning id`;
    await database.owner`update shipment_lines set location_id = ${other?.["id"]} where shipment_id = ${shipmentId}`;
    expect(await found()).toEqual([
      "Each shipment took from each bin and lot what its lines say",
      "Each shipment took from each bin and lot what its lines say",
    ]);
  });

  test("an order that is marked as shipped in part and is not", async () => {
    await database.owner`update orders set partly_shipped = true`;
    expect(await found()).toEqual([
      "An order is marked as shipped in part when some of its items have shipped, and not all",
    ]);
  });

  test("an order that is marked as to invoice and is not", async () => {
    await database.owner`update orders set to_invoice = not to_invoice`;
    expect(await found()).toEqual([
      "An order is marked as to invoice when items of it have shipped and are on no invoice",
    ]);
  });

  test("a shipment that is marked as packed and is not", async () => {
    await database.owner`update shipments set to_pack = not to_pack`;
    expect(await found()).toEqual(["A shipment is marked as to be packed while items of it are in no parcel"]);
  });

  test("an order that is completed and has shipped nothing, and one that has shipped whole and is open", async () => {
    const check = "An order of which all has shipped is completed, and one of which nothing has is not";
    await database.owner`update orders set status = 'confirmed'`;
    expect(await found()).toEqual([check]);
    await database.owner`update orders set status = 'completed'`;
    await database.owner`update order_lines set shipped = 0`;
    expect(await found()).toContain(check);
  });

  test("an entry without movements, and a count that has some", async () => {
    const check = "Every stock entry has movements, or is a count, and a person or the system behind it";
    await database.owner`
      insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, posting_key)
      values (${newId()}, 'count', now(), now(), ${SYSTEM_USER_ID}, 'planted')`;
    expect(await found()).toEqual([check]);
    await plant("count", "supplier", "bin");
    expect(await found()).toEqual(expect.arrayContaining([check, check, WAYS]));
  });

  test("a reservation that was lost and recorded nowhere", async () => {
    const { customerId, warehouseId } = shop;
    const lines = [{ variantId: shop.variant.TEA, quantity: 4 }];
    await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
    await database.owner`update stock_reservations set quantity = 3 where status = 'active'`;
    await database.owner`update stock_availability set reserved = 3`;
    expect(await found()).toEqual([
      "What is left to ship of open orders is reserved, or recorded as short or backordered",
    ]);
    await database.owner`update stock_reservations set short = 1 where status = 'active'`;
    expect(await found()).toEqual([]);
  });

  test("a warehouse that has more or less than its bins together", async () => {
    for (const change of [1, -2]) {
      await database.owner`update stock_availability set on_hand = on_hand + ${change}`;
      expect(await found()).toEqual(["A warehouse has the sum of its bins"]);
    }
    await database.owner`update stock_availability set on_hand = on_hand + 1`;
    expect(await found()).toEqual([]);
    await database.owner`delete from stock_availability`;
    expect(await found()).toContain("A warehouse has the sum of its bins");
  });

  test("stock that expires and is not marked as such", async () => {
    const lot = { code: "L-1", expiresOn: await shopDayIn(ctx, 30) };
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 1, lot }] });
    expect(await found()).toEqual([]);
    const isNamed = ["Stock of which a lot expires or is blocked is marked so that such items are not available"];
    await database.owner`update stock_availability set has_expiry = false`;
    expect(await found()).toEqual(isNamed);
    await database.owner`update lots set expires_on = null`;
    expect(await found()).toEqual([]);
    await database.owner`update lots set blocked_at = now(), block_reason = 'Recalled'`;
    expect(await found()).toEqual([]);
    await database.owner`update stock_availability set has_expiry = false`;
    expect(await found()).toEqual(isNamed);
  });
});
