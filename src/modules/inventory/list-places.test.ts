import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation, receiveStock } from "@/testing/stock";
import { listPlaces } from "./list-places";
import { ListPlaces } from "./serials/serial-input";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let other: Shop<never>;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 5, MUG: 3 });
  other = await aShop(ctx, {}, "FAR");
});

const bin = async (code: string) =>
  (await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code })).locationId;
const receive = (locationId: string, lot?: { code: string; expiresOn?: string }) =>
  receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId, quantity: 1, ...(lot && { lot }) }] });

async function told(limit: number, who = ctx) {
  const rows: [string, string | null, number][] = [];
  let cursor: string | null = null;
  do {
    const asked = ListPlaces.parse({ variantId: shop.variant.TEA, limit, cursor });
    const page: Awaited<ReturnType<typeof listPlaces>> = await listPlaces(who, asked);
    for (const { locationCode, lotCode, onHand } of page.rows) rows.push([locationCode, lotCode, onHand]);
    cursor = page.nextCursor;
  } while (cursor !== null && rows.length < 100);
  return rows;
}

test("every bin and lot of an item comes once, bin by bin, what expires first before what never does", async () => {
  const second = await bin("Z-2");
  for (const code of ["late", "LAST"]) await receive(second, { code, expiresOn: "2099-05-01" });
  await receive(second, { code: "early", expiresOn: "2098-05-01" });
  await receive(second, { code: "never" });
  await receive(second);
  await receive(await bin("Z-10"));
  await receive(other.binId);
  const all = await told(50);
  expect(all.filter(([code]) => code === "Z-2")).toEqual([
    ["Z-2", "early", 1],
    ["Z-2", "LAST", 1],
    ["Z-2", "late", 1],
    ["Z-2", null, 1],
    ["Z-2", "never", 1],
  ]);
  expect(all).toHaveLength(8);
  for (const limit of [1, 2, 3]) expect(await told(limit)).toEqual(all);
});

test("bins of a warehouse that somebody doesn't work in are not told", async () => {
  await receive(other.binId);
  const colleague = await testContext(database.db, { role: "staff", warehouses: [other.warehouseId] });
  expect(await told(50, colleague)).toHaveLength(1);
});
