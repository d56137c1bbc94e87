import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { ListProducts } from "@/modules/catalog/contract";
import { variants } from "@/modules/catalog/schema";
import { ListStock } from "@/modules/inventory/contract";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { EXPORTS } from "@/server/exports";
import { toCsv } from "@/shared/csv";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { runFile } from "@/testing/import-cases";
import { keepUploadsApart } from "@/testing/imports";
import { contentsOf, createLocation, moveStock, serialsIn } from "@/testing/stock";

keepUploadsApart();

const database = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let binId: string;
let warehouseId: string;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  ({ binId, warehouseId } = await createWarehouse(ctx, { code: "MAIN", name: "Main" }));
});

const HEADER = "Title,SKU,Price,Quantity,Serial numbers\n";
type Quantities = "ignore" | "set" | "add";
const run = (rows: string, quantities: Quantities = "set", header = HEADER) =>
  runFile(database.db, ctx, header + rows, { openingBinId: binId, choices: { quantities } });
const inBin = async (locationId = binId) => {
  const lines = (await contentsOf(ctx, locationId)).map(async ({ sku, variantId, lotCode, hasSerials }) => {
    const codes = hasSerials ? await serialsIn(ctx, variantId, locationId) : [lotCode ?? "-"];
    return codes.map((code) => `${sku} ${code}`);
  });
  return (await Promise.all(lines)).flat().toSorted();
};
const idOf = async (sku: string) => {
  const [row] = await database.db.select({ id: variants.id }).from(variants).where(eq(variants.sku, sku));
  return row?.id ?? "";
};
const keeps = async (sku: string) =>
  (await database.db.select({ has: variants.hasSerials }).from(variants).where(eq(variants.sku, sku)))[0]?.has;

describe("stock is opened by a file", () => {
  test("with the serial numbers of a cell, and the check shows them first", async () => {
    const { effects, problems, applied } = await run("Camera,CAM,99,3,S-1; s-2 ;+S/3\nTea,TEA,3,5,\n");
    expect([problems, applied.status]).toEqual([[], "applied"]);
    expect(effects[0]?.fields).toEqual([
      { field: "quantity", before: null, after: 3 },
      { field: "serials", before: null, after: "S-1; s-2; +S/3" },
    ]);
    expect(await inBin()).toEqual(["CAM +S/3", "CAM S-1", "CAM s-2", "TEA -"]);
    expect([await keeps("CAM"), await keeps("TEA")]).toEqual([true, false]);
  });

  test("a blank quantity is as many as there are serial numbers", async () => {
    await run("Camera,CAM,99,,S-1;S-2\n");
    expect(await inBin()).toEqual(["CAM S-1", "CAM S-2"]);
  });

  test.each([
    ["3", "S-1;S-2", "3 items, and 2 serial numbers"],
    ["2", "S-1;s-1", "s-1 is entered more than once"],
    ["x", "S-1;S-2", null],
    ["1", "4.00639E+12", "A spreadsheet rounded this number"],
  ])("%s of %s is named, and none of it is booked", async (quantity, serials, reason) => {
    const { problems, applied } = await run(`Camera,CAM,99,${quantity},${serials}\nLamp,LAMP,9,1,L-1\n`);
    expect(problems).toMatchObject([
      { row: 2, rowSkipped: false, ...(reason && { reason: expect.stringContaining(reason) }) },
    ]);
    expect([applied.productsCreated, await inBin()]).toEqual([2, ["LAMP L-1"]]);
  });
});

test("serial numbers of what is counted by weight are named, and not dropped in silence", async () => {
  const header = "Title,SKU,Price,Unit,Has serial numbers\n";
  const { problems } = await run("Coffee,COF,9,g,yes\nCamera,CAM,99,each,yes\n", "set", header);
  expect(problems).toMatchObject([{ row: 2, column: "Has serial numbers", rowSkipped: false }]);
  expect(problems[0]?.reason).toContain("counted in pieces");
  expect([await keeps("COF"), await keeps("CAM")]).toEqual([false, true]);
});

test("a file that would move more pieces of an item than one entry may is named, and moves none", async () => {
  const serials = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, place) => `S-${from + place}`).join(";");
  await run(`Camera,CAM,99,300,${serials(1, 300)}\n`);
  const { problems } = await run(`Camera,CAM,99,300,${serials(301, 600)}\n`);
  expect(problems).toMatchObject([{ row: 2, column: "Serial numbers", rowSkipped: false }]);
  expect(problems[0]?.reason).toContain("600 items, and one stock entry changes at most 500");
  expect(await inBin()).toContain("CAM S-1");
});

describe("the stock of what is there is changed by a file", () => {
  beforeEach(async () => {
    await run("Camera,CAM,99,3,S-1;S-2;S-3\n");
  });

  test("added pieces come in, and those on hand are named with where they stand", async () => {
    const { locationId } = await createLocation(ctx, { parentId: warehouseId, kind: "bin", code: "A-01" });
    const line = { fromLocationId: binId, toLocationId: locationId, quantity: 1, serials: ["S-2"] };
    await moveStock(ctx, { lines: [{ variantId: await idOf("CAM"), ...line }] });
    const { problems } = await run("Camera,CAM,99,2,S-4;s-2\n", "add");
    expect(problems).toMatchObject([{ row: 2, column: "Serial numbers", rowSkipped: false }]);
    expect(problems[0]?.reason).toContain("S-2 of CAM is in A-01");
    expect(await inBin()).toEqual(["CAM S-1", "CAM S-3"]);

    expect((await run("Camera,CAM,99,2,S-4;S-5\n", "add")).problems).toEqual([]);
    expect(await inBin()).toEqual(["CAM S-1", "CAM S-3", "CAM S-4", "CAM S-5"]);
  });

  test("a bin is set to those that the file names: others go out, in letters of any case", async () => {
    const { effects, problems } = await run("Camera,CAM,99,3,s-1;S-3;S-9\n");
    expect(problems).toEqual([]);
    expect(effects[0]?.fields).toEqual([{ field: "serials", before: "S-2", after: "S-9" }]);
    expect(await inBin()).toEqual(["CAM S-1", "CAM S-3", "CAM S-9"]);
    expect((await run("Camera,CAM,99,3,S-1;S-3;S-9\n")).effects).toMatchObject([{ effect: "same" }]);
  });

  test("not without their serial numbers, and not of what has none", async () => {
    await run("Tea,TEA,3,5,\n");
    const { problems } = await run("Camera,CAM,99,5,\nTea,TEA,3,6,T-1;T-2;T-3;T-4;T-5;T-6\n");
    expect(problems.map(({ row, reason }) => [row, reason])).toEqual([
      [2, expect.stringContaining("5 items, and 0 serial numbers")],
      [3, expect.stringContaining("No serial numbers are kept of this item")],
    ]);
    expect(await inBin()).toEqual(["CAM S-1", "CAM S-2", "CAM S-3", "TEA -"]);
  });

  test("a second row of the item is named, and books nothing twice", async () => {
    const { problems } = await run("Camera,CAM,99,1,S-4\nCamera,CAM,99,1,S-5\n", "add");
    expect(problems).toMatchObject([{ row: 3, reason: expect.stringContaining("Row 2") }]);
    expect(await inBin()).toEqual(["CAM S-1", "CAM S-2", "CAM S-3", "CAM S-4"]);
  });
});

/** An export as a file, without the mark before it. */
async function exported(list: string, input: object = {}): Promise<string> {
  const opened = EXPORTS.get(list)?.open(input);
  const { rows } = (await opened?.page(ctx, null)) ?? { rows: [] };
  return toCsv([opened?.header(ctx) ?? [], ...rows]);
}

test("what was exported is read again: here it changes nothing, and elsewhere it opens the same pieces", async () => {
  await run("Camera,CAM,99,3,S-1;=S-2;S 3\nTea,TEA,3,5,\n");
  const stock = await exported("inventory.listStock", ListStock.parse({ warehouseId }));
  const choices = { openingBinId: binId, choices: { quantities: "set" } } as const;
  const again = await runFile(database.db, ctx, stock, choices);
  expect([again.problems, again.effects.map(({ effect }) => effect)]).toEqual([[], ["same", "same"]]);

  const items = await exported("catalog.listProducts", ListProducts.parse({}));
  await run("Camera,CAM,99,0,\nTea,TEA,3,0,\n");
  expect(await inBin()).toEqual([]);
  const renamed = (file: string) =>
    file
      .replaceAll("CAM", "LENS")
      .replaceAll("TEA", "MATE")
      .replaceAll(/camera|tea/gi, "new-$&");
  await runFile(database.db, ctx, renamed(items), choices);
  expect(await keeps("LENS")).toBe(true);
  expect((await runFile(database.db, ctx, renamed(stock), choices)).problems).toEqual([]);
  expect(await inBin()).toEqual(["LENS =S-2", "LENS S 3", "LENS S-1", "MATE -"]);
});
