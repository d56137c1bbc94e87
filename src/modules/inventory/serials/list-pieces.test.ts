import { beforeEach, expect, test } from "vitest";
import type * as z from "zod";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop, turnSerials } from "@/testing/shop";
import { createLocation, receiveStock } from "@/testing/stock";
import { listPieces } from "./list-pieces";
import { PIECES_PER_PAGE_MAX } from "./serial";
import { ListPieces } from "./serial-input";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"CAM">;
let other: Shop<"CAM">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { CAM: 0 });
  await turnSerials(ctx, shop.variant.CAM);
  other = { ...(await aShop(ctx, {}, "FAR")), variant: shop.variant };
  const place = { parentId: shop.warehouseId, kind: "bin" as const, code: "B-01" };
  await receive(["S-10", "S-9"], shop.binId);
  await receive(["S-2"], (await createLocation(ctx, place)).locationId);
  await receive(["S-3"], other.binId);
});

const receive = (serials: string[], locationId: string) =>
  receiveStock(ctx, { lines: [{ variantId: shop.variant.CAM, locationId, quantity: serials.length, serials }] });
const told = async (asked: Omit<z.input<typeof ListPieces>, "variantId">, who = ctx) => {
  const { rows } = await listPieces(who, ListPieces.parse({ variantId: shop.variant.CAM, ...asked }));
  return rows.map(({ lotCode }) => lotCode);
};

test("pieces are those of all places, of a warehouse or of a bin, and of any those that are searched for", async () => {
  expect(await told({})).toEqual(["S-2", "S-3", "S-9", "S-10"]);
  expect(await told({ warehouseId: shop.warehouseId })).toEqual(["S-2", "S-9", "S-10"]);
  expect(await told({ warehouseId: shop.warehouseId, search: "b-01" })).toEqual(["S-2"]);
  expect(await told({ warehouseId: other.warehouseId, search: "s-" })).toEqual(["S-3"]);
  expect(await told({ locationId: shop.binId })).toEqual(["S-9", "S-10"]);
});

test("those that are named are one page, in letters of any case, and what is not there is not among them", async () => {
  const names = Array.from({ length: PIECES_PER_PAGE_MAX - 5 }, (_, nth) => `many-${nth}`);
  await receive(names, shop.binId);
  const here = { warehouseId: shop.warehouseId, limit: PIECES_PER_PAGE_MAX };
  expect(await told({ ...here, serials: ["s-10", "S-2", "S-3", "S-404"] })).toEqual(["S-2", "S-10"]);
  const all = await told({ ...here, serials: [...names.map((name) => name.toUpperCase()), "S-9", "S-10"] });
  expect(all).toHaveLength(names.length + 2);
  expect(await told({ ...here, serials: [] })).toEqual([]);
});

test("of a warehouse that somebody doesn't work in nothing is told", async () => {
  const colleague = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
  expect(await told({ warehouseId: other.warehouseId }, colleague)).toEqual([]);
  expect(await told({}, colleague)).toEqual(["S-2", "S-9", "S-10"]);
});
