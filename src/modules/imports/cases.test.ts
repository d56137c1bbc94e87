import { beforeEach, describe, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { stockTransactions } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { checkFile, runFile } from "@/testing/import-cases";
import { type Choices, keepUploadsApart } from "@/testing/imports";
import { applyChanges } from "./apply-changes";
import { listFailedRows } from "./findings-lists";

keepUploadsApart();

const database = testDatabase();
let ctx: Context;
let binId: string;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  binId = (await createWarehouse(ctx, { code: "MAIN", name: "Main" })).binId;
});

const run = (text: string | Buffer, choices: Choices = {}) =>
  runFile(database.db, ctx, text, { openingBinId: binId, ...choices });
const checkOnly = (text: string, choices: Choices = {}) => checkFile(database.db, ctx, text, choices);
const aProduct = (title: string, sku: string, price = 100, barcodes: string[] = []) =>
  createProduct(ctx, CreateProduct.parse({ title, variants: [{ sku, price, barcodes }] }));

describe("numbers", () => {
  test("are read by what their column shows, and by the file where the column shows nothing", async () => {
    const { items } = await run("Name;SKU;Price;Cost;Stock\nNut;N;0,10;0,125;2.500\nBolt;B;2.400;1.000,5;1 250\n");
    expect(items.get("N")).toMatchObject({ price: 10, cost: 125_000, stock: 2_500 });
    expect(items.get("B")).toMatchObject({ price: 240_000, cost: 1_000_500_000, stock: 1_250 });
  });

  test("that may be two are asked about, also when only the whole file shows it", async () => {
    const filler = Array.from({ length: 2_500 }, (_, index) => `P ${index};P-${index};7\n`).join("");
    const { checked, noteOf, importId } = await checkOnly(`Name;SKU;Price\n${filler}Last;LAST;1.250\n`);
    expect(noteOf("open-number")).toMatchObject({ count: 1, example: "1.250", row: 2_502 });
    expect(checked).toMatchObject({ status: "checked", rowsSkipped: 1 });
    await expect(applyChanges(ctx, { importId })).rejects.toMatchObject({ code: "imports.question-open" });
    const { items } = await run("Name;SKU;Price\nLast;LAST;1.250\n", { choices: { decimalMark: "," } });
    expect(items.get("LAST")?.price).toBe(125_000);
  });

  test("of another currency are told of", async () => {
    const { noteOf } = await run("Name,SKU,Price\nA,A,$1.50\nB,B,2.50 EUR\nC,C,3.50 USD\n");
    expect(noteOf("foreign-currency")).toMatchObject({ count: 2, example: "$1.50" });
  });
});

describe("rows", () => {
  test("that cannot be read are told with their line, and given back with their reason", async () => {
    const text = 'Name,SKU,Price\nA,A,1\n"B,B,2\nC,C,3,50\nD,D,4\n';
    const { items, problems, importId } = await run(text);
    expect([...items.keys()]).toEqual(["A", "D"]);
    expect(problems.map(({ row, reason }) => [row, /Line \d/.exec(reason)?.[0]])).toEqual([
      [3, "Line 3"],
      [4, "Line 4"],
    ]);
    const failed = await listFailedRows(ctx, { importId, limit: 10 });
    expect(failed.rows.map(({ cells }) => cells)).toEqual([['"B,B,2'], ["C", "C", "3", "50"]]);
  });

  test("of Windows and of UTF-16, below lines of a title, are read", async () => {
    const text = "Unsere Liste\n\nName;SKU;Preis\nKüche für 5 €;K;1,50\n";
    const windows = Buffer.concat([...text].map((sign) => Buffer.from(sign === "€" ? [0x80] : [sign.charCodeAt(0)])));
    expect((await run(windows)).checked.format).toMatchObject({ encoding: "windows-1252", headerRow: 3 });
    const { items, checked } = await run(Buffer.from(`\ufeff${text}`, "utf16le"));
    expect(checked).toMatchObject({ rowsSame: 1, format: { encoding: "utf-16le", delimiter: ";" } });
    expect(items.get("K")).toMatchObject({ title: "Küche für 5 €", price: 150 });
  });

  test("that repeat are counted where they say the same, and told where they don't", async () => {
    const { noteOf, problems, items } = await run("Name,Price\nOar,1\nOar,1\nOar,2\n");
    expect(noteOf("repeat-row")).toMatchObject({ count: 1, row: 3 });
    expect(problems).toMatchObject([{ row: 4, column: "Name", rowSkipped: true }]);
    expect([...items.values()]).toMatchObject([{ price: 100 }]);
  });
});

describe("identity", () => {
  test("is the SKU, else the barcode; a title alone waits for a yes or makes another product", async () => {
    await aProduct("Quince jam", "QJ-1", 100, ["4006381333931"]);
    await aProduct("Plum jam", "PJ-1");
    const text = "Name,Price,EAN\nJam of quinces,2,4006381333931\nPlum jam,3,\n";
    const asked = await checkOnly(text);
    expect(asked.effects.map(({ effect, sku, matchedBy }) => [effect, sku, matchedBy])).toEqual([
      ["changed", "QJ-1", "barcode"],
      ["changed", "PJ-1", "title"],
    ]);
    expect(asked.effects[0]?.fields).toEqual([
      { field: "title", before: "Quince jam", after: "Jam of quinces" },
      { field: "price", before: 100, after: 200 },
    ]);
    await expect(applyChanges(ctx, asked)).rejects.toMatchObject({ code: "imports.question-open" });

    const { items } = await run(text, { choices: { titleMatch: "new" } });
    expect(items.get("PJ-1")?.price).toBe(100);
    expect(items.get("PLUM-JAM-2")).toMatchObject({ price: 300, handle: "plum-jam-2" });
  });

  test("of products of one title is their barcode, and of titles of signs alone the signs", async () => {
    const text = "Name,Price,EAN\nTea,1,4006381333931\nTea,2,4006381333948\n???,3,\n!!!,4,\n";
    const { items } = await run(text);
    expect([...items.values()].map(({ handle }) => handle).sort()).toEqual(["product", "product-2", "tea", "tea-2"]);
    const again = await run(text, { choices: { titleMatch: "same" } });
    expect(again.checked).toMatchObject({ rowsNew: 0, rowsChanged: 0, rowsSame: 4 });
  });

  test("is no placeholder", async () => {
    const text = 'Name,SKU,Price\nA,NULL,1\nB,#N/A,2\nC,"=""C-1""",3\nD,1.23457E+12,4\nE,1001.0,5\nF,-,6\nG,0,7\n';
    const { items, noteOf } = await run(text);
    expect([...items.keys()].sort()).toEqual(["A", "B", "C-1", "D", "E", "F", "G"]);
    expect(noteOf("no-code")).toMatchObject({ column: "SKU", count: 6, example: "NULL" });
  });

  test("lets a price list change each variant by its SKU, and only that", async () => {
    await run("Title,Option1 Name,Option1 Value,SKU,Price\nTee,Size,S,T-S,10\n,,M,T-M,11\n");
    const { items, checked } = await run("SKU,Price\nT-M,12\nT-S,10\n");
    expect(checked).toMatchObject({ rowsChanged: 1, rowsSame: 1, productsUpdated: 1 });
    expect([items.get("T-S")?.price, items.get("T-M")?.price]).toEqual([1_000, 1_200]);
  });
});

describe("a choice", () => {
  test.each([
    ["set", 9],
    ["add", 14],
  ] as const)("to %s quantities posts an adjustment that names the file", async (quantities, stock) => {
    await run("Name,SKU,Price,Stock\nLamp,L,1,5\n");
    const { items, effects } = await run("Name,SKU,Price,Stock\nLamp,L,1,9\n", { choices: { quantities } });
    expect(items.get("L")?.stock).toBe(stock);
    expect(effects[0]?.fields).toEqual([{ field: "quantity", before: 5, after: stock }]);
    expect(await database.db.select().from(stockTransactions)).toContainEqual(
      expect.objectContaining({ kind: "adjust", reason: "counted", documentLabel: "products.csv" }),
    );
  });

  test("to only change or only create leaves the others alone, and says so", async () => {
    await aProduct("Old", "O-1");
    const text = "Name,SKU,Price\nOld,O-1,2\nNew,N-1,3\n";
    const created = await checkOnly(text, { choices: { mode: "create" } });
    expect(created.effects).toMatchObject([{ effect: "new", sku: "N-1" }]);
    expect(created.noteOf("left-alone")?.count).toBe(1);
    const changed = await run(text, { choices: { mode: "change" } });
    expect([...changed.items.keys()]).toEqual(["O-1"]);
    expect(changed.noteOf("not-created")?.example).toBe("New");
  });

  test("to import without prices is asked for", async () => {
    const { noteOf, importId } = await checkOnly("Name,SKU\nA,A-1\nB,B-1\n");
    expect(noteOf("no-price")?.count).toBe(2);
    await expect(applyChanges(ctx, { importId })).rejects.toMatchObject({ code: "imports.question-open" });
    const { items } = await run("Name,SKU\nA,A-1\n", { choices: { acceptNoPrice: true } });
    expect(items.get("A-1")?.price).toBe(0);
  });

  test("of a category's separator is kept for files with this header", async () => {
    const text = 'Name,SKU,Price,Category\nA,A-1,1,"Toys, Toys > Kites, Garden"\n';
    expect((await run(text)).items.get("A-1")?.category).toBe("Kites, Garden");
    const { items, noteOf } = await run(text, { choices: { categorySeparator: "," } });
    expect(items.get("A-1")?.category).toBe("Kites");
    expect(noteOf("more-categories")?.count).toBe(1);
    expect((await run(text)).checked).toMatchObject({ rowsSame: 1 });
  });
});

test("files of Vendure and WooCommerce are read as they mean it", async () => {
  const vendure =
    "name:en,slug:en,optionGroups:en,optionValues:en,sku,price,stockOnHand\n" +
    "Laptop,laptop,screen size|RAM,13 inch|8 GB,L-13-8,1299.00,3\n,,,13 inch|16 GB,L-13-16,1499.00,0\n";
  const laptops = (await run(vendure)).items;
  expect(laptops.get("L-13-16")).toMatchObject({ title: "Laptop", options: ["13 inch", "16 GB"], price: 149_900 });

  const woo =
    "ID,Type,SKU,Name,Regular price,Categories,Parent,Attribute 1 name,Attribute 1 value(s)\n" +
    '7,variable,,Mug,,"Home, Home > Mugs",,Colour,"Red, Blue"\n8,simple,POT,Pot,20,Home,,Colour,Red\n' +
    "9,variation,M-R,Mug - Red,8,,id:7,Colour,Red\n10,variation,M-X,Mug,8,,id:7,Colour,\n11,grouped,,Set,,Home,,,\n";
  const { items, noteOf } = await run(woo);
  expect(items.get("M-R")).toMatchObject({ title: "Mug", options: ["Red"], category: "Mugs" });
  expect(items.get("M-X")?.options).toEqual(["Any"]);
  expect(items.get("POT")).toMatchObject({ options: [], price: 2_000 });
  expect(noteOf("group-row")?.example).toBe("Set");
});
