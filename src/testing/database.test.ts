import { expect, test } from "vitest";
import { orders } from "@/modules/orders/schema";
import { auditEntries } from "@/platform/audit/schema";
import { systemContext } from "./context";
import { testDatabase } from "./database";
import { aShop, type Shop } from "./shop";
import { receiveStock } from "./stock";

const world = testDatabase({ fill });
let shop: Shop<"TEA">;
let entries: number;

async function fill(): Promise<void> {
  shop = await aShop(systemContext(world.db), { TEA: 5 });
  entries = await world.db.$count(auditEntries);
}

const onHand = () => world.owner`select on_hand::int from stock_balances where location_id = ${shop.binId}`;

test.each(["first", "second"])("the %s test finds what was made for all, and nothing that another did", async () => {
  expect(await onHand()).toEqual([{ on_hand: 5 }]);
  expect(await world.db.$count(auditEntries)).toBe(entries);
  expect(await world.db.$count(orders)).toBe(0);
  const line = { variantId: shop.variant.TEA, locationId: shop.binId, quantity: 2 };
  await receiveStock(systemContext(world.db), { lines: [line] });
  expect(await onHand()).toEqual([{ on_hand: 7 }]);
  expect(await world.db.$count(auditEntries)).toBeGreaterThan(entries);
});
