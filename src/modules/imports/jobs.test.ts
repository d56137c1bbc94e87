import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { barcodes, categories, products, variants } from "@/modules/catalog/schema";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { stockBalances } from "@/modules/inventory/schema";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { files } from "@/platform/files";
import { outbox } from "@/platform/outbox/schema";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import * as imports from "@/testing/imports";
import { applyChanges } from "./apply-changes";
import { applyChunk } from "./apply-chunk";
import { previewImport } from "./preview-import";
import { findImportWork, getImport } from "./queries";

imports.keepUploadsApart();

const DATA = path.resolve(process.env["QM_DATA"] ?? "../shared/data");
const database = testDatabase();
let ctx: Context;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager", name: "Maya" });
});

const upload = (content: string | Buffer) => imports.upload(ctx, content);
const check = (importId: string) => imports.check(database.db, ctx, importId);
const apply = (importId: string) => imports.apply(database.db, ctx, importId);
const runImport = (importId: string) => imports.runJob(database.db, imports.IMPORT_JOB, { importId });
const importFile = (content: string | Buffer, choices?: imports.Choices) =>
  imports.importFile(database.db, ctx, content, choices);
const problemsOf = (importId: string) => imports.problemsOf(ctx, importId);

const stored = () =>
  database.db
    .select({
      handle: products.handle,
      title: products.title,
      sku: variants.sku,
      options: variants.optionValues,
      price: variants.price,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .orderBy(asc(products.handle), asc(variants.position));

const productFacts = async () =>
  (await database.db.select().from(outbox)).filter(({ name }) => name === "catalog.products-changed");
const productHistory = () => database.db.select().from(auditEntries).where(eq(auditEntries.entity, "product"));

const HEADER_2019 = [
  "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price",
  "Variant Barcode,Variant Inventory Qty,Cost per item",
].join(",");
const SHOP = `${HEADER_2019}
tee,Plain Tee,Loom,Size,S,TEE-S,19.90,4006381333931,5,7.1234
tee,,,,M,TEE-M,19.90,,0,
,,,,L,TEE-L,21,,2,
mug,"Mug ""Dawn""
second line",Kiln,Title,Default Title,,8,,3,
`;

describe("a file in Shopify's dialect", () => {
  test("becomes products with variants; blank cells of later rows repeat the first", async () => {
    const { checked, applied, problems } = await importFile(SHOP);
    expect(problems).toEqual([]);
    expect(checked).toMatchObject({ status: "checked", rowsTotal: 4, rowsChecked: 4, productsCreated: 2 });
    expect(applied).toMatchObject({
      status: "applied",
      rowsDone: 4,
      productsCreated: 2,
      productsUpdated: 0,
      rowsSkipped: 0,
    });
    expect(await stored()).toEqual([
      { handle: "mug", title: 'Mug "Dawn" second line', sku: "MUG", options: [], price: 800 },
      { handle: "tee", title: "Plain Tee", sku: "TEE-S", options: ["S"], price: 1990 },
      { handle: "tee", title: "Plain Tee", sku: "TEE-M", options: ["M"], price: 1990 },
      { handle: "tee", title: "Plain Tee", sku: "TEE-L", options: ["L"], price: 2100 },
    ]);
    expect(await database.db.select({ cost: variants.cost }).from(variants).where(isNotNull(variants.cost))).toEqual([
      { cost: 7_123_400 },
    ]);
  });

  test("is read the same under the headers of 2025", async () => {
    const header =
      "URL handle,Title,Vendor,Option1 name,Option1 value,SKU,Price,Barcode,Inventory quantity,Cost per item";
    const { importId } = await upload(SHOP.replace(/^.*\n/, `${header}\n`));
    const { format } = await getImport(ctx, { importId });
    expect(format.dialect).toBe("shopify-2025");
    expect(format.columns.join()).toBe("handle,title,vendor,option1Name,option1Value,sku,price,barcode,quantity,cost");
  });

  test("the same file twice changes nothing the second time", async () => {
    await importFile(SHOP);
    const written = () => Promise.all([stored(), productFacts(), productHistory()]);
    const before = await written();
    const { applied } = await importFile(SHOP);
    expect(applied).toMatchObject({ productsCreated: 0, productsUpdated: 0, productsUnchanged: 2, problemCount: 0 });
    expect(await written()).toEqual(before);
  });

  test("the history names the person who imports, and what changed", async () => {
    await importFile(SHOP);
    await importFile(SHOP.replace("21,,2", "22,,2"));
    const [last] = (await productHistory()).sort((a, b) => (a.id < b.id ? 1 : -1));
    expect(last).toMatchObject({
      label: "Plain Tee",
      actorId: ctx.actor.kind === "person" ? ctx.actor.userId : null,
      before: { variants: [{ sku: "TEE-L", price: 2100 }] },
      after: { variants: [{ sku: "TEE-L", price: 2200 }] },
    });
  });
});

describe("what is wrong with a cell", () => {
  const HEADER = "Handle,Title,SKU,Price,Barcode,Unit,Quantity";
  const one = (row: string) => importFile(`${HEADER}\n${row}\ngood,Good,GOOD,1,,,\n`);

  test.each([
    ["bad,Bad,BAD,abc,,,", "Price", "abc", true],
    ["bad,Bad,BAD,1.9999,,,", "Price", "1.9999", true],
    ["bad,Bad,BAD,,,,", "Price", "", true],
    ["bad,,BAD,1,,,", "Title", "", true],
    ["bad,Bad,BAD,1,4006381333932,,", "Barcode", "4006381333932", false],
    ["bad,Bad,BAD,1,,bushel,", "Unit", "bushel", false],
    ["bad,Bad,BAD,1,,,2.5", "Quantity", "2.5", false],
    ["bad,Bad,BAD,1,,,,more", "", "8 cells", true],
    ['"bad,Bad,BAD,1,,,', "", '"bad,Bad,BAD,1,,,', true],
  ])("%s is reported by row, column and value, and the rest is imported", async (row, column, value, rowSkipped) => {
    const { problems, checked, applied } = await one(row);
    expect(problems).toEqual([{ row: 2, column, value, reason: expect.stringMatching(/\w.*\.$/), rowSkipped }]);
    expect(checked).toMatchObject({ problemCount: 1, rowsSkipped: rowSkipped ? 1 : 0 });
    expect(applied.productsCreated).toBe(rowSkipped ? 1 : 2);
    expect((await stored()).some(({ sku }) => sku === "GOOD")).toBe(true);
  });

  test("a SKU or barcode that the catalog or an earlier row has is a problem of the later cell", async () => {
    await createProduct(
      ctx,
      CreateProduct.parse({ title: "Old", variants: [{ sku: "taken", price: 100, barcodes: ["96385074"] }] }),
    );
    const { problems } = await importFile(`${HEADER}
a,A,A,1,,,
b,B,NEW,1,96385074,,
c,C,new,1,,,
d,D,DDD,1,036000291452,,
e,E,EEE,1,0036000291452,,
`);
    expect(problems.map(({ row, column, reason }) => ({ row, column, reason }))).toEqual([
      { row: 3, column: "Barcode", reason: "Old already has it." },
      { row: 4, column: "SKU", reason: "Row 3 of this file already has it." },
      { row: 6, column: "Barcode", reason: "Row 5 of this file already has it." },
    ]);
    expect((await database.db.select().from(barcodes)).map(({ code }) => code).sort()).toEqual([
      "0036000291452",
      "96385074",
    ]);
  });

  test("a long cell is reported in part, and never cut within a character", async () => {
    const { problems, applied } = await one(`bad,Bad,BAD,x${"🙂".repeat(150)},y${"🙂".repeat(150)},,`);
    expect(problems.map(({ column, value }) => [column, value])).toEqual([
      ["Barcode", `y${"🙂".repeat(99)}`],
      ["Price", `x${"🙂".repeat(99)}`],
    ]);
    expect(applied).toMatchObject({ status: "applied", productsCreated: 1 });
  });

  test("a handle and a SKU that are made of long words are cut there too", async () => {
    const word = `x${"𠀀".repeat(110)}`;
    expect(await one(`${word},Long,,1,,,`)).toMatchObject({ problems: [], applied: { productsCreated: 2 } });
    expect((await stored()).map(({ handle, sku }) => [handle, sku])).toContainEqual([
      `x${"𠀀".repeat(99)}`,
      `X${"𠀀".repeat(39)}`,
    ]);
  });

  test("control characters in a barcode are removed, also far down in the file", async () => {
    const filler = Array.from({ length: 4_000 }, (_, index) => `f${index},${"F".repeat(280)},,1,,,\n`).join("");
    const { importId } = await upload(`${HEADER}\n${filler}bad,Bad,BAD,1,40063\u000081333932,,\n`);
    expect(await check(importId)).toMatchObject({ status: "checked", rowsTotal: 4_001 });
    expect(await problemsOf(importId)).toMatchObject([{ column: "Barcode", value: "4006381333932" }]);
  });

  test.each([
    ["İX", "IX"],
    ["ΟΔΟΣ", "οδοσ"],
  ])("the SKUs %s and %s are one to the database, so the second is a problem of its cell", async (first, second) => {
    const { problems, applied } = await importFile(`${HEADER}\na,A,${first},1,,,\nb,B,${second},1,,,\n`);
    expect(problems).toMatchObject([{ row: 3, column: "SKU" }]);
    expect(applied).toMatchObject({ status: "applied", productsCreated: 1 });
  });

  test("the dry run finds what the import finds, and changes nothing", async () => {
    const { importId } = await upload(`${HEADER}\na,A,X,1,,,\nb,B,x,1,,,\nc,C,Z,?,,,\n`);
    await check(importId);
    const found = await problemsOf(importId);
    expect(await stored()).toEqual([]);
    await apply(importId);
    expect(await problemsOf(importId)).toEqual(found);
    expect(found.map(({ row }) => row)).toEqual([3, 4]);
  });
});

describe("files of other making", () => {
  test("semicolons, tabs, a byte order mark and decimal commas are read", async () => {
    const rows = [
      ["Name", "Artikelnummer", "Preis", "Kategorie"],
      ["Tasse", "T-1", "1.234,50 €", "Küche > Tassen"],
    ];
    for (const separator of [";", "\t"]) {
      const { applied } = await importFile(`\ufeff${rows.map((row) => row.join(separator)).join("\r\n")}\r\n`);
      expect(applied.problemCount).toBe(0);
    }
    expect(await stored()).toMatchObject([{ sku: "T-1", price: 123_450 }]);
    expect(
      (await database.db.select({ name: categories.name }).from(categories)).map(({ name }) => name).sort(),
    ).toEqual(["Küche", "Tassen"]);
  });

  test.each([
    ["a damaged file", Buffer.concat([Buffer.from("Name;Preis\nÖl aus Köln;1\n"), Buffer.from([0xfc, 10])]), /Line 3/],
    ["a web page", Buffer.from("<html><table><tr><td>Name</td></tr></table></html>"), /web page/],
    ["a workbook", Buffer.from("PK\u0003\u0004..."), /workbook/],
    ["nothing", Buffer.from("\n"), /empty|name the columns/],
  ])("%s is refused with a sentence", async (_what, content, reason) => {
    await expect(upload(content)).rejects.toMatchObject({
      code: "imports.file-unreadable",
      message: expect.stringMatching(reason),
    });
  });

  test("the preview shows the SKU that will be made", async () => {
    const { importId } = await upload(SHOP);
    const { rows } = await previewImport(ctx, { importId });
    expect(rows.map(({ sku, isSkuMade }) => [sku, isSkuMade])).toEqual([
      ["TEE-S", false],
      ["TEE-M", false],
      ["TEE-L", false],
      ["MUG", true],
    ]);
  });
});

describe("a worker that dies", () => {
  const aRow = (_: unknown, index: number) => `p${index},P ${index},SKU-${index},1\n`;
  const many = (count: number) => `Handle,Title,SKU,Price\n${Array.from({ length: count }, aRow).join("")}`;

  test("is followed by one that resumes at the exact row, and no row is imported twice", async () => {
    const { importId } = await upload(many(1_200));
    await check(importId);
    await applyChanges(ctx, { importId });
    for await (const read of imports.chunksOf(database.db, importId)) {
      expect(await applyChunk(ctx, { importId, ...read })).toBe(true);
      expect(await applyChunk(ctx, { importId, ...read })).toBe(false);
      break;
    }
    expect(await getImport(ctx, { importId })).toMatchObject({ status: "applying", rowsDone: 500 });
    await runImport(importId);
    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "applied",
      rowsDone: 1_200,
      productsCreated: 1_200,
      problemCount: 0,
    });
    await runImport(importId);
    expect(await stored()).toHaveLength(1_200);
  });

  test("rows of one product stay together over a chunk's end", async () => {
    const rows = Array.from({ length: 499 }, (_, index) => `p${index},P ${index},,,1\n`).join("");
    const { importId } = await upload(
      `Handle,Title,Option1 Name,Option1 Value,Price\n${rows}tee,Tee,Size,S,1\ntee,,,M,1\ntee,,,L,1\n`,
    );
    const sizes = [];
    for await (const { chunk } of imports.chunksOf(database.db, importId))
      sizes.push([chunk.fromRow, chunk.toRow, chunk.rows.length]);
    expect(sizes).toEqual([[0, 502, 502]]);
  });
});

describe.runIf(existsSync(DATA))("real files", () => {
  const real = (name: string) => readFileSync(path.join(DATA, name));

  test("Shopify's apparel: 20 products, 22 variants, made SKUs, opening stock", async () => {
    const { binId } = await createWarehouse(ctx, { code: "MAIN", name: "Main" });
    const { applied, problems } = await importFile(real("shopify/apparel.csv"), { openingBinId: binId });
    expect(problems).toEqual([]);
    expect(applied).toMatchObject({ rowsTotal: 22, rowsDone: 22, productsCreated: 20, rowsSkipped: 0 });
    const rows = await stored();
    expect(rows).toHaveLength(22);
    expect(rows.filter(({ handle }) => handle === "classic-varsity-top").map(({ sku }) => sku)).toEqual([
      "CLASSIC-VARSITY-TOP-SMALL",
      "CLASSIC-VARSITY-TOP-MEDIUM",
      "CLASSIC-VARSITY-TOP-LARGE",
    ]);
    expect(await database.db.select().from(stockBalances)).toHaveLength(22);
    const again = await importFile(real("shopify/apparel.csv"), { openingBinId: binId });
    expect(again.applied).toMatchObject({ productsCreated: 0, productsUpdated: 0, productsUnchanged: 20 });
  });

  test("Northwind's products by mapping", async () => {
    const mapping: imports.Choices["mapping"] = { ProductID: "sku" };
    const { applied, problems } = await importFile(real("northwind/products.csv"), { mapping });
    expect(problems).toEqual([]);
    expect(applied).toMatchObject({ rowsTotal: 77, productsCreated: 77 });
    expect((await stored()).find(({ sku }) => sku === "38")).toMatchObject({ title: "Côte de Blaye", price: 26_350 });
    expect((await importFile(real("northwind/products.csv"), { mapping })).applied).toMatchObject({
      productsUnchanged: 77,
    });
  });

  test("WooCommerce's sample, with its byte order mark", async () => {
    const { applied, problems } = await importFile(real("woocommerce/sample_products.csv"));
    expect(problems).toEqual([]);
    expect(applied).toMatchObject({ rowsTotal: 25, rowsSkipped: 0, productsCreated: 17, rowsNew: 22 });
    const hoodie = (await stored()).filter(({ handle }) => handle === "hoodie");
    expect(hoodie.map(({ sku, options }) => [sku, options.join()])).toContainEqual([
      "woo-hoodie-blue-logo",
      "Blue,Yes",
    ]);
  });

  test("PrestaShop's sample: wrong EANs are reported, the products are imported", async () => {
    const text = real("prestashop-thirtybees/products_import.csv").toString("utf8");
    const { applied, problems } = await importFile(text);
    expect(applied).toMatchObject({ rowsTotal: 7, productsCreated: 7, rowsSkipped: 0 });
    expect(problems).toHaveLength(7);
    expect(problems.every(({ column, value }) => column === "EAN13" && value === "1234567890123")).toBe(true);
  });
});

test("a file is kept until all of it is in, and no longer", async () => {
  const { importId } = await upload("Title,SKU,Price\nTea,T-1,1\n");
  await check(importId);
  const work = await findImportWork(ctx, importId);
  await expect(files().sizeOf(work?.fileKey ?? "")).resolves.toBe(26);
  await apply(importId);
  await expect(files().sizeOf(work?.fileKey ?? "")).rejects.toMatchObject({ code: "platform.file-gone" });
  await runImport(importId);
});

test("a product that is new in the file and one that is in the catalog are distinguished by handle", async () => {
  await importFile("Handle,Title,SKU,Price\na,A,A-1,1\n");
  const { applied } = await importFile("Handle,Title,SKU,Price\na,A renamed,A-1,2\nb,B,B-1,1\n");
  expect(applied).toMatchObject({ productsCreated: 1, productsUpdated: 1 });
  expect(
    await database.db
      .select({ title: products.title, version: products.version })
      .from(products)
      .where(and(eq(products.handle, "a"))),
  ).toEqual([{ title: "A renamed", version: 2 }]);
});

describe("work that the release before this one asked for", () => {
  test("is done under its old names", async () => {
    const { importId } = await upload("Title,SKU,Price\nTea,T-1,1\n");
    await imports.askForCheck(ctx, importId);
    await imports.runJob(database.db, "catalog.check-product-import", { importId });
    expect(await getImport(ctx, { importId })).toMatchObject({ status: "checked" });
    await applyChanges(ctx, { importId });
    await imports.runJob(database.db, "catalog.import-products", { importId });
    expect(await getImport(ctx, { importId })).toMatchObject({ status: "applied", productsCreated: 1 });
  });

  test("to post stated stock ends well, since the upgrade has handed it on", async () => {
    const { importId } = await upload("Title,SKU,Price\nTea,T-1,1\n");
    await imports.runJob(database.db, "inventory.post-opening-stock", { importId, fromRow: 2, toRow: 9 });
  });
});
