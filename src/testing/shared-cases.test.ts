import { beforeEach, describe, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import type { Context } from "@/platform/context";
import { caseFiles } from "./case-files";
import { testContext } from "./context";
import { testDatabase } from "./database";
import { checkFile, type ImportedItem, runFile } from "./import-cases";
import { type Choices, keepUploadsApart } from "./imports";

keepUploadsApart();

/** The families are tested with the imports. */
const importCases = caseFiles((kind) => kind.startsWith("import")).filter(({ file }) => file !== undefined);

const database = testDatabase();
let ctx: Context;
let binId: string;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  binId = (await createWarehouse(ctx, { code: "MAIN", name: "Main" })).binId;
});

const product = (title: string, sku: string, price: number) =>
  createProduct(ctx, CreateProduct.parse({ title, variants: [{ sku, price }] }));

type Run = Awaited<ReturnType<typeof runFile>>;
type Items = Partial<Record<string, Partial<ImportedItem>>>;
const expectItems = ({ items }: Run, expected: Items) => {
  for (const [sku, item] of Object.entries(expected)) expect(items.get(sku), sku).toMatchObject(item ?? {});
};
const titlesOf = ({ items }: Run) => [...items.values()].map(({ title }) => title).sort();

type Story = {
  before?: () => Promise<unknown>;
  choices?: Choices["choices"];
  holds: (run: Run) => void | Promise<void>;
};

const STORIES: Readonly<Record<string, Story>> = {
  "barcode-lost-leading-zero": {
    holds: (run) => {
      expectItems(run, {
        "LZ-1": { barcodes: ["0036000291452"] },
        "LZ-2": { barcodes: ["05123452"] },
        "LZ-3": { barcodes: ["12345"] },
      });
      expect(run.noteOf("mended-code")).toMatchObject({ count: 2, example: "36000291452 to 0036000291452" });
    },
  },
  "barcode-written-with-separators": {
    holds: (run) =>
      expectItems(run, {
        "SEP-1": { barcodes: ["9783161484100"] },
        "SEP-2": { barcodes: ["4006381333931"] },
        "SEP-3": { barcodes: ["0012345678905"] },
      }),
  },
  "category-with-comma": {
    holds: (run) =>
      expectItems(run, { "CAT-1": { category: "Candy & Gum" }, "CAT-2": { category: "Chairs, stools and sofas" } }),
  },
  "decimal-comma-three-places": {
    holds: (run) =>
      expectItems(run, {
        "DC3-1": { price: 25, cost: 125_000 },
        "DC3-2": { price: 50, cost: 250_000 },
        "DC3-3": { price: 1_290, cost: 82_500 },
      }),
  },
  "html-entities-in-text": {
    holds: (run) => expectItems(run, { "HTM-1": { title: "Case & Co", description: "Café é … 5 €\n\na\nb" } }),
  },
  "no-price-column": {
    holds: (run) =>
      expectItems(run, {
        "NP-1": { price: 9_570, cost: 48_810_000, stock: 7_933 },
        "NP-2": { price: 21_430, stock: 7_305 },
      }),
  },
  "price-list-by-sku": {
    before: async () => [await product("One", "PL-1", 100), await product("Two", "PL-2", 200)],
    holds: (run) => {
      expectItems(run, { "PL-1": { price: 110 }, "PL-2": { price: 220 } });
      expect(run.problems).toMatchObject([{ row: 4, reason: expect.stringContaining("PL-9") }]);
    },
  },
  "quantity-of-a-known-product": {
    before: () => runFile(database.db, ctx, "Name,SKU,Price,Stock\nCase lamp,QKP-1,1,5\n", { openingBinId: binId }),
    holds: (run) => {
      expect(run.items.get("QKP-1")?.stock).toBe(5);
      expect(run.noteOf("unused-quantity")?.example).toBe("QKP-1 has 5 recorded and 9 in the file");
    },
  },
  "quantity-thousands-dot": {
    holds: (run) =>
      expectItems(run, {
        "QTD-1": { price: 10, stock: 1_000 },
        "QTD-2": { price: 129_900, stock: 12_500 },
        "QTD-3": { price: 120_000, stock: 2_000 },
      }),
  },
  "rows-cut-short-by-a-spreadsheet": {
    holds: (run) => {
      expect(run.items.size).toBe(3);
      expect(run.noteOf("short-row")).toMatchObject({ count: 2, row: 3 });
    },
  },
  "same-title-other-barcode": {
    holds: (run) =>
      expect(titlesOf(run)).toEqual(["Case dark chocolate", "Case dark chocolate", "Case milk chocolate"]),
  },
  "sep-line": { holds: (run) => expectItems(run, { "SEPL-1": { title: "Case ball", price: 500 } }) },
  "title-of-a-known-product": {
    before: () => product("Case honey", "HNY-1", 100),
    choices: { titleMatch: "same" },
    holds: (run) => expectItems(run, { "HNY-1": { price: 999 } }),
  },
  "titles-that-differ-in-signs": {
    holds: ({ items }) =>
      expect([...items.values()].map(({ handle }) => handle).sort()).toEqual([
        "case-bolt-1-2",
        "case-bolt-1-2-2",
        "case-cell-5-v",
        "case-cell-5-v-2",
      ]),
  },
};

describe.runIf(importCases.length > 0)("the case", () => {
  test.each(importCases.map(({ name, file }) => [name, file?.text ?? ""]))("%s", async (name, text) => {
    const story = STORIES[name];
    await story?.before?.();
    const run = await runFile(database.db, ctx, text, { openingBinId: binId, choices: story?.choices ?? {} });
    await story?.holds(run);
    const { rowsNew, rowsChanged, rowsSame, rowsSkipped } = run.checked;
    const told = run.checked.notes.reduce((sum, { kind, count }) => sum + (kind.endsWith("-row") ? count : 0), 0);
    expect(rowsNew + rowsChanged + rowsSame + rowsSkipped + told).toBeGreaterThanOrEqual(run.checked.rowsTotal);
  });
});

test("a match by title alone is shown as a change and asked about before anything is imported", async () => {
  await product("Quince jam", "QJ-1", 100);
  const { effects, noteOf, importId } = await checkFile(database.db, ctx, "Name,Price\nquince  jam,2.50\n");
  expect(effects).toMatchObject([{ effect: "changed", sku: "QJ-1", matchedBy: "title" }]);
  expect(noteOf("title-match")).toMatchObject({ count: 1, example: "quince jam (QJ-1)" });
  expect(importId).toBeDefined();
});
