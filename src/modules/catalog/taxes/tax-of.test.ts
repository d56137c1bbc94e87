import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createCategory } from "@/modules/catalog/create-category";
import { createProduct } from "@/modules/catalog/create-product";
import { products } from "@/modules/catalog/schema";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { createTaxCategory } from "./create-tax-category";
import { editTaxCategory } from "./edit-tax-category";
import { removeTaxCategory } from "./remove-tax-category";
import { setCategoryTax } from "./set-category-tax";
import { setTaxRate } from "./set-tax-rate";
import { STANDARD_TAX_ID } from "./tax";
import { SetTaxRate } from "./tax-inputs";
import { listTaxes, taxOf } from "./tax-of";

const database = testDatabase();
const percent = (value: number) => toRate(value * 10_000);
const DAY = "2026-07-15";

let ctx: Context;
let food: string;
let chocolate: string;
let reduced: string;
beforeEach(async () => {
  ctx = await testContext(database.db);
  food = (await createCategory(ctx, { name: "Food", parentId: null })).categoryId;
  chocolate = (await createCategory(ctx, { name: "Chocolate", parentId: food })).categoryId;
  reduced = (await createTaxCategory(ctx, { name: "Reduced", code: "S", reason: "" })).taxCategoryId;
  await database.owner`update shop_settings set tax_rate = 190000, country = 'DE'`;
});

type Place = { country?: string; postcode?: string; day?: string };

async function aProduct(categoryId: string | null, taxCategoryId: string | null = null): Promise<string> {
  const title = `Thing ${categoryId} ${taxCategoryId}`;
  const input = CreateProduct.parse({ title, categoryId, taxCategoryId, variants: [{ price: 100 }] });
  return (await createProduct(ctx, input)).productId;
}
async function taxIn(productId: string, { country = "DE", postcode = "", day = DAY }: Place = {}) {
  const place = { country: sql`${country}::text`, postcode: sql`${postcode}::text`, day: sql`${day}::date` };
  const [row] = await ctx.db
    .select({ id: products.id, tax: taxOf(place) })
    .from(products)
    .innerJoin(sql`(select 1) as one`, sql`true`)
    .where(sql`${products.id} = ${productId}`);
  return row?.tax;
}
const rateIn = async (productId: string, place: Place = {}) => (await taxIn(productId, place))?.rate;
const set = (input: object) => setTaxRate(ctx, SetTaxRate.parse({ country: null, ...input }));

describe("the tax of a product", () => {
  test("is that of its own category, of the nearest category above, or else the standard one", async () => {
    await set({ taxCategoryId: reduced, rate: percent(7) });
    const [bar, mug] = [await aProduct(chocolate), await aProduct(null)];
    expect([await rateIn(bar), await rateIn(mug)]).toEqual([percent(19), percent(19)]);
    await setCategoryTax(ctx, { categoryId: food, taxCategoryId: reduced });
    expect(await taxIn(bar)).toEqual({ category: "Reduced", code: "S", reason: "", rate: percent(7) });
    await setCategoryTax(ctx, { categoryId: chocolate, taxCategoryId: STANDARD_TAX_ID });
    expect(await rateIn(bar)).toBe(percent(19));
    expect(await rateIn(await aProduct(chocolate, reduced))).toBe(percent(7));
  });

  test("has the rate of where it goes: of the longest postcode, the country, or everywhere", async () => {
    const wine = await aProduct(null, reduced);
    await set({ taxCategoryId: STANDARD_TAX_ID, country: "ES", rate: percent(21) });
    expect(await rateIn(wine, { country: "ES" })).toBe(percent(21));
    await set({ taxCategoryId: reduced, rate: percent(9) });
    expect(await rateIn(wine, { country: "ES" })).toBe(percent(9));
    await set({ taxCategoryId: reduced, country: "ES", rate: percent(10) });
    await set({ taxCategoryId: reduced, country: "ES", region: "35", rate: percent(3) });
    await set({ taxCategoryId: reduced, country: "ES", region: "35 6", rate: percent(5) });
    const rates = ["28001", "35001", "35601", ""].map((postcode) => rateIn(wine, { country: "ES", postcode }));
    expect(await Promise.all(rates)).toEqual([10, 3, 5, 10].map(percent));
    expect(await rateIn(wine, { country: "PT", postcode: "35001" })).toBe(percent(9));
    // An unknown country is the shop's.
    await set({ taxCategoryId: reduced, country: "DE", rate: percent(7) });
    expect(await rateIn(wine, { country: "" })).toBe(percent(7));
  });

  test("has the rate of the day: one holds until the next begins", async () => {
    const book = await aProduct(null, reduced);
    await set({ taxCategoryId: reduced, country: "DE", rate: percent(7) });
    await set({ taxCategoryId: reduced, country: "DE", validFrom: "2020-07-01", rate: percent(5) });
    await set({ taxCategoryId: reduced, country: "DE", validFrom: "2021-01-01", rate: percent(7.5) });
    const days = ["2020-06-30", "2020-07-01", "2020-12-31", "2021-01-01"];
    expect(await Promise.all(days.map((day) => rateIn(book, { day })))).toEqual([7, 5, 5, 7.5].map(percent));
    await set({ taxCategoryId: reduced, country: "DE", validFrom: "2020-07-01", rate: null });
    expect(await rateIn(book, { day: "2020-08-01" })).toBe(percent(7));
  });

  test("of what is exempt is nothing, with its reason, whatever rates there are", async () => {
    const stamps = await createTaxCategory(ctx, { name: "Stamps", code: "E", reason: "Postal services" });
    await set({ taxCategoryId: stamps.taxCategoryId, rate: percent(7) });
    const tax = await taxIn(await aProduct(null, stamps.taxCategoryId));
    expect(tax).toEqual({ category: "Stamps", code: "E", reason: "Postal services", rate: 0 });
  });
});

describe("tax categories", () => {
  test("in use, and the standard one, are not removed; others go with their rates", async () => {
    await set({ taxCategoryId: reduced, rate: percent(7) });
    await setCategoryTax(ctx, { categoryId: food, taxCategoryId: reduced });
    await aProduct(null, reduced);
    await expect(removeTaxCategory(ctx, { taxCategoryId: reduced })).rejects.toMatchObject({
      code: "catalog.tax-category-in-use",
      details: { products: 1, categories: 1 },
    });
    const standard = removeTaxCategory(ctx, { taxCategoryId: STANDARD_TAX_ID });
    await expect(standard).rejects.toMatchObject({ code: "catalog.standard-tax-stays" });
    const exempt = { taxCategoryId: STANDARD_TAX_ID, version: 1, name: "Standard", code: "E", reason: "" } as const;
    await expect(editTaxCategory(ctx, exempt)).rejects.toMatchObject({ code: "catalog.standard-tax-stays" });

    const books = await createTaxCategory(ctx, { name: "Books", code: "S", reason: "" });
    await set({ ...books, country: "FR", rate: percent(5.5) });
    expect((await listTaxes(ctx)).map(({ name, rates }) => [name, rates.map(({ country }) => country)])).toEqual([
      ["Standard", []],
      ["Books", ["FR"]],
      ["Reduced", [""]],
    ]);
    await removeTaxCategory(ctx, books);
    expect((await listTaxes(ctx)).map(({ name }) => name)).toEqual(["Standard", "Reduced"]);
  });

  test("have single names, and of two who edit one nothing is lost", async () => {
    const twice = createTaxCategory(ctx, { name: "reduced", code: "S", reason: "" });
    await expect(twice).rejects.toMatchObject({ code: "catalog.tax-category-name-taken" });
    const edit = { taxCategoryId: reduced, version: 1, name: "Lower", code: "S", reason: "" } as const;
    await editTaxCategory(ctx, edit);
    await expect(editTaxCategory(ctx, edit)).rejects.toMatchObject({ code: "catalog.tax-category-changed-meanwhile" });
  });

  test("that were removed meanwhile are refused, and change nothing", async () => {
    await removeTaxCategory(ctx, { taxCategoryId: reduced });
    const gone = { code: "catalog.tax-category-not-found" };
    await expect(set({ taxCategoryId: reduced, rate: percent(7) })).rejects.toMatchObject(gone);
    await expect(setCategoryTax(ctx, { categoryId: food, taxCategoryId: reduced })).rejects.toMatchObject(gone);
    await expect(aProduct(null, reduced)).rejects.toMatchObject(gone);
  });
});

test("of two who set one rate at once both are heard, and one rate stands", async () => {
  const rates = [5, 6, 7, 8].map(percent);
  await Promise.all(rates.map((rate) => set({ taxCategoryId: reduced, country: "FR", rate })));
  const [found] = (await listTaxes(ctx)).find(({ id }) => id === reduced)?.rates ?? [];
  expect(rates).toContain(found?.rate);
});

test("postcodes want a country, and are compared without blanks", () => {
  expect(SetTaxRate.safeParse({ taxCategoryId: reduced, country: null, region: "35", rate: 1 }).success).toBe(false);
  expect(SetTaxRate.parse({ taxCategoryId: reduced, country: "NL", region: "10 1a-", rate: 1 }).region).toBe("101A");
});
