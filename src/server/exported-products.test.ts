import { beforeEach, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createCategory } from "@/modules/catalog/create-category";
import { createProduct } from "@/modules/catalog/create-product";
import { barcodes, products, variants } from "@/modules/catalog/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { toCsv } from "@/shared/csv";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { check, importFile, keepUploadsApart, upload } from "@/testing/imports";
import { EXPORTS } from "./exports";

/* A file of products that was exported is taken in again as it is: nothing changes, and what was changed in it does. */

const base = testDatabase();
keepUploadsApart();
let ctx: Awaited<ReturnType<typeof testContext>>;

beforeEach(async () => {
  ctx = await testContext(base.db);
  await getShopSettings(ctx);
  const { categoryId } = await createCategory(ctx, { name: "Küche", parentId: null });
  const below = await createCategory(ctx, { name: "Töpfe & Pfannen", parentId: categoryId });
  const make = (product: object) => createProduct(ctx, CreateProduct.parse(product));
  await make({
    title: "=1+1 <b>Wok</b> AT&amp;T",
    description: "Für 4 Personen.\n\n<b>Not bold</b> & 5 > 3, <script>",
    vendor: "@home",
    categoryId: below.categoryId,
    optionNames: ["Größe", "Color"],
    variants: [
      { sku: "0012", price: 1_234_50, cost: 500_2500, optionValues: ["-1", "Bleu"], barcodes: ["4006381333931"] },
      { sku: "-5", price: 5, optionValues: ["+49", "a,b;c"], barcodes: ["00000096385074", "INT-0007"] },
    ],
  });
  await make({ title: "Plain", variants: [{ sku: "12,50", price: 0, unit: "g" }] });
});

async function exported(): Promise<string> {
  const opened = EXPORTS.get("catalog.listProducts")?.open({});
  if (!opened) throw new Error("Products cannot be exported.");
  const { rows } = await opened.page({ ...ctx, db: base.db }, null);
  return toCsv([opened.header(ctx), ...rows]);
}

const everything = async () => ({
  products: await base.db.select().from(products).orderBy(products.handle),
  variants: await base.db.select().from(variants).orderBy(variants.sku),
  barcodes: await base.db.select().from(barcodes).orderBy(barcodes.code),
});

test("every value comes back as it was: nothing is new, nothing changes, nothing is skipped", async () => {
  const file = await exported();
  expect(file).toContain("'=1+1");
  const before = await everything();
  const { importId } = await upload(ctx, file);
  const checked = await check(base.db, ctx, importId, { choices: { acceptNoPrice: true } });
  expect(checked).toMatchObject({ rowsNew: 0, rowsChanged: 0, rowsSame: 3, problemCount: 0 });
  expect(checked.format.columns.filter((field) => field !== null)).toEqual(
    expect.arrayContaining(["handle", "title", "description", "category", "sku", "barcode", "price", "cost", "unit"]),
  );
  expect(await everything()).toEqual(before);
});

test("what was changed in the file is changed in the shop, and nothing else", async () => {
  const file = (await exported()).replace("1234.50", "1234.75");
  const { applied } = await importFile(base.db, ctx, file, { choices: { acceptNoPrice: true } });
  expect(applied).toMatchObject({ productsCreated: 0, productsUpdated: 1, problemCount: 0 });
  const { variants: after } = await everything();
  expect(after.map(({ sku, price }) => [sku, price])).toEqual([
    ["-5", 5],
    ["0012", 123_475],
    ["12,50", 0],
  ]);
});
