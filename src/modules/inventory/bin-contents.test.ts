import { beforeEach, expect, test } from "vitest";
import type * as z from "zod";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop, turnSerials } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { listBinContents } from "./bin-contents";
import { ListBinContents } from "./serials/serial-input";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"CAM" | "MUG" | "TEA">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { CAM: 0, MUG: 0, TEA: 5 });
  await turnSerials(ctx, shop.variant.CAM);
  await receive("CAM", { quantity: 3, serials: ["S-1", "s-2", "S-3"] });
  for (const code of ["L-10", "l-2"]) await receive("TEA", { quantity: 4, lot: { code } });
  await receive("MUG", { quantity: 7 });
});

type Received = { quantity: number; serials?: string[]; lot?: { code: string } };
const receive = (sku: "CAM" | "MUG" | "TEA", line: Received) =>
  receiveStock(ctx, { lines: [{ variantId: shop.variant[sku], locationId: shop.binId, ...line }] });

type Asked = Omit<z.input<typeof ListBinContents>, "locationId">;
const ask = (asked: Asked = {}, who = ctx) =>
  listBinContents(who, ListBinContents.parse({ locationId: shop.binId, ...asked }));
const told = async (asked?: Asked, who = ctx) =>
  (await ask(asked, who)).rows.map(({ sku, lotCode, onHand }) => [sku, lotCode, onHand]);

const ALL = [
  ["CAM", null, 3],
  ["MUG", null, 7],
  ["TEA", null, 5],
  ["TEA", "l-2", 4],
  ["TEA", "L-10", 4],
];

test("lots are a row each, and all serial numbers of an item one", async () => {
  expect(await told()).toEqual(ALL);
});

test("every row comes once in pages of any size, also where a page ends among the lots of an item", async () => {
  for (const limit of [1, 2, 4, 5]) {
    const rows: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await ask({ limit, cursor });
      rows.push(...page.rows.map(({ sku, lotCode, onHand }) => [sku, lotCode, onHand]));
      cursor = page.nextCursor;
    } while (cursor !== null && rows.length <= ALL.length);
    expect([limit, rows]).toEqual([limit, ALL]);
  }
});

test("one item is asked for, of it one lot or serial number in letters of any case, or what is in no lot", async () => {
  const { CAM, TEA } = shop.variant;
  expect(await told({ variantId: CAM })).toEqual([["CAM", null, 3]]);
  expect(await told({ variantId: CAM, lot: "S-2" })).toEqual([["CAM", "s-2", 1]]);
  expect(await told({ variantId: TEA, lot: "L-2" })).toEqual([["TEA", "l-2", 4]]);
  expect(await told({ variantId: TEA, lot: null })).toEqual([["TEA", null, 5]]);
  expect(await told({ variantId: TEA, lot: "S-2" })).toEqual([]);
});

test("lots that were serial numbers are told one by one again", async () => {
  await turnSerials(ctx, shop.variant.CAM, false);
  expect(await told({ variantId: shop.variant.CAM })).toEqual([
    ["CAM", "S-1", 1],
    ["CAM", "s-2", 1],
    ["CAM", "S-3", 1],
  ]);
});

test("a colleague of another warehouse reads nothing of it", async () => {
  expect(await told({}, await testContext(database.db, { role: "staff", warehouses: [] }))).toEqual([]);
});
