import { beforeEach, describe, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { setAdjustmentLimit } from "@/modules/inventory/adjustments/set-adjustment-limit";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import type { Context } from "@/platform/context";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { checkFile, importedItems, runFile } from "@/testing/import-cases";
import { apply, type Choices, keepUploadsApart, problemsOf } from "@/testing/imports";

keepUploadsApart();

const database = testDatabase();
let ctx: Context;
let binId: string;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  binId = (await createWarehouse(ctx, { code: "MAIN", name: "Main" })).binId;
});

const run = (text: string, choices: Choices = {}) =>
  runFile(database.db, ctx, text, { openingBinId: binId, ...choices });
const aProduct = (title: string, sku: string, barcodes: string[] = []) =>
  createProduct(ctx, CreateProduct.parse({ title, variants: [{ sku, price: 100, barcodes }] }));

/** More rows than a chunk has, so that what follows is planned when what stands above is in the catalog. */
const FILLER = Array.from({ length: 600 }, (_, index) => `Filler ${index},F-${index},1,\n`).join("");
const HEADER = "Name,SKU,Price,EAN\n";

describe("a product that an earlier part of the file has made", () => {
  test.each([
    ["title", "Tea,,2,\n", "TEA-2", null],
    ["title, however it is called now", "Tea,,2,\n", "TEA", "Old tea"],
  ])("is not changed by a later row of its %s, as the check has shown", async (_what, later, sku, known) => {
    if (known) await aProduct(known, "T-1");
    const { applied, checked, items, problems } = await run(`${HEADER}Tea,T-1,1,4006381333931\n${FILLER}${later}`);
    expect(problems).toEqual([]);
    expect(items.get("T-1")).toMatchObject({ title: "Tea", price: 100 });
    expect(items.get(sku)).toMatchObject({ title: "Tea", price: 200 });
    expect(applied.productsCreated).toBe(checked.productsCreated);
  });

  test("is not changed by a later row of its barcode, whose cell is told of", async () => {
    const text = `${HEADER}Tea,T-1,1,4006381333931\n${FILLER}Coffee,,2,4006381333931\n`;
    const { items, problems } = await run(text);
    expect(problems).toMatchObject([{ row: 603, column: "EAN", reason: "Row 2 of this file already has it." }]);
    expect(items.get("T-1")).toMatchObject({ title: "Tea", price: 100 });
    expect(items.get("COFFEE")).toMatchObject({ price: 200, barcodes: [] });
  });

  test("is not changed by a later product that names its SKU", async () => {
    const rows = FILLER.replaceAll(",\n", ",Filler\n");
    const { items, problems } = await run(`Handle,SKU,Price,Title\ntea,T-1,1,Tea\n${rows}coffee,T-1,2,Coffee\n`);
    expect(problems).toMatchObject([{ row: 603, column: "SKU", reason: "Row 2 of this file already has it." }]);
    expect(items.get("T-1")).toMatchObject({ title: "Tea", price: 100 });
  });
});

test("a title that an earlier row changes is matched as the check has shown", async () => {
  await aProduct("Tea", "T-1");
  const choices = { titleMatch: "same" as const };
  const { items, applied } = await run(`${HEADER}Coffee,T-1,1,\n${FILLER}Tea,,3,\n`, { choices });
  expect(items.get("T-1")).toMatchObject({ title: "Coffee", price: 300 });
  expect(applied).toMatchObject({ productsCreated: 600, productsUpdated: 1 });
});

describe("between check and import", () => {
  const TEXT = `${HEADER}Tea,,2,\nMate,,3,4006381333931\nCocoa,C-1,4,\nRooibos,R-1,5,\n`;

  test("what somebody makes is not changed by rows that were new; they are given back", async () => {
    const { importId } = await checkFile(database.db, ctx, TEXT);
    await aProduct("Tea", "T-9");
    await aProduct("Yerba", "Y-9", ["4006381333931"]);
    await aProduct("Chocolate", "C-1");
    const applied = await apply(database.db, ctx, importId);
    expect(applied).toMatchObject({ status: "applied", productsCreated: 1, productsUpdated: 0, rowsSkipped: 3 });
    expect((await problemsOf(ctx, importId)).map(({ row, reason }) => [row, /^\w+/.exec(reason)?.[0]])).toEqual([
      [2, "Tea"],
      [3, "Yerba"],
      [4, "Chocolate"],
    ]);
    const items = await importedItems(database.db);
    expect([items.get("T-9")?.price, items.get("Y-9")?.title, items.get("C-1")?.title]).toEqual([
      100,
      "Yerba",
      "Chocolate",
    ]);
  });

  test("what the choice of the check tells apart stays apart", async () => {
    await aProduct("Tea", "T-9");
    const { items, applied } = await run(TEXT, { choices: { titleMatch: "new" } });
    expect(applied).toMatchObject({ productsCreated: 4, productsUpdated: 0, problemCount: 0 });
    expect(items.get("T-9")?.price).toBe(100);
    const again = await run(TEXT, { choices: { mode: "create", titleMatch: "new" } });
    expect(again.applied.problemCount).toBe(0);
  });
});

describe("a quantity that two rows state for one item, each by another name", () => {
  const stock = async (rows: string, quantities: "set" | "add") => {
    await run("Name,SKU,Price,EAN,Stock\nLamp,L,1,4006381333931,5\n");
    const text = `Name,SKU,Price,EAN,Stock\n${rows}`;
    return run(text, { choices: { quantities } });
  };

  test("is set once, in one chunk and far apart", async () => {
    const { items, problems } = await stock("Lamp,L,1,,9\nLamp,,1,4006381333931,9\n", "set");
    expect(problems).toEqual([]);
    expect(items.get("L")?.stock).toBe(9);
  });

  test.each([
    ["set", "Lamp,L,1,,9\nLamp,,1,4006381333931,7\n", 3],
    ["add", "Lamp,L,1,,9\nLamp,,1,4006381333931,9\n", 3],
    ["set", `Lamp,L,1,,9\n${FILLER.replaceAll("\n", ",\n")}Lamp,,1,4006381333931,7\n`, 603],
  ] as const)("to %s is told of where the second says something of its own", async (quantities, rows, row) => {
    const { items, problems } = await stock(rows, quantities);
    expect(problems).toMatchObject([{ row, column: "Stock", rowSkipped: false }]);
    expect(problems[0]?.reason).toContain("Row 2");
    expect(items.get("L")?.stock).toBe(quantities === "set" ? 9 : 14);
  });
});

test("a limit of adjustments is not passed by two files of one day", async () => {
  const none = { quantityMax: null, valueMax: null };
  await setAdjustmentLimit(ctx, { role: "manager", quantityMax: toQuantity(5), valueMax: null, seen: none });
  const add = (items: number) => run(`Name,SKU,Price,Stock\nLamp,L,1,${items}\n`, { choices: { quantities: "add" } });
  await add(0);
  expect((await add(4)).problems).toEqual([]);
  const { items, problems } = await add(2);
  expect(problems).toMatchObject([{ row: 2, column: "Stock", rowSkipped: false }]);
  expect(problems[0]?.reason).toContain("today");
  expect(items.get("L")?.stock).toBe(4);
});

test("names of every alphabet count up where they are taken, as the database compares them", async () => {
  await aProduct("Δρόμος", "ΟΔΟΣ");
  await aProduct("Οδοσ", "X-1");
  const { items, problems } = await run("Name,Price,EAN\nΟΔΟΣ,1,4006381333931\nΟδός,2,4006381333948\n", {
    choices: { titleMatch: "new" },
  });
  expect(problems).toEqual([]);
  expect([...items.keys()].sort()).toEqual(["X-1", "ΟΔΟΣ", "ΟΔΟΣ-2", "ΟΔΟΣ-2-2"]);
});

test("a name that is counted up is a free one, also where only another row of the file took the first", async () => {
  await aProduct("Another", "TEA-2");
  const { items } = await run(`${HEADER}Leaf,TEA,1,\nTea,,2,\n`);
  expect(items.get("TEA-3")).toMatchObject({ title: "Tea", price: 200 });
});
