import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { CreateProduct } from "./contract";
import { createCategory } from "./create-category";
import { createProduct } from "./create-product";
import { taxRates } from "./schema";
import { setTaxRate } from "./set-tax-rate";
import { listDefaultTaxRates, listTaxRates } from "./tax-rates";

const database = testDatabase();
const percent = (value: number) => toRate(value * 10_000);

let ctx: Context;
let food: string;
let chocolate: string;
beforeEach(async () => {
  ctx = await testContext(database.db);
  food = (await createCategory(ctx, { name: "Food", parentId: null })).categoryId;
  chocolate = (await createCategory(ctx, { name: "Chocolate", parentId: food })).categoryId;
  await database.owner`update shop_settings set tax_rate = 190000, country = 'DE'`;
});

async function aVariantIn(categoryId: string | null): Promise<string> {
  const input = CreateProduct.parse({
    title: `Thing ${categoryId ?? "alone"}`,
    categoryId,
    variants: [{ price: 100 }],
  });
  const { variantIds } = await createProduct(ctx, input);
  return variantIds[0] ?? "";
}
const defaultOf = async (variantId: string, country: string) =>
  (await listDefaultTaxRates(ctx, { country, variantIds: [variantId] }))[0]?.rate;

test("the nearest rate wins: the category's in the country, the category's, the country's, the shop's", async () => {
  const [bar, mug] = [await aVariantIn(chocolate), await aVariantIn(null)];
  expect([await defaultOf(bar, "FR"), await defaultOf(mug, "FR")]).toEqual([percent(19), percent(19)]);

  await setTaxRate(ctx, { categoryId: null, country: "FR", rate: percent(20) });
  expect([await defaultOf(bar, "FR"), await defaultOf(mug, "FR"), await defaultOf(mug, "DE")]).toEqual([
    percent(20),
    percent(20),
    percent(19),
  ]);

  await setTaxRate(ctx, { categoryId: food, country: null, rate: percent(7) });
  expect([await defaultOf(bar, "FR"), await defaultOf(bar, "DE")]).toEqual([percent(7), percent(7)]);

  await setTaxRate(ctx, { categoryId: food, country: "FR", rate: percent(5.5) });
  expect([await defaultOf(bar, "FR"), await defaultOf(bar, "AT")]).toEqual([percent(5.5), percent(7)]);

  await setTaxRate(ctx, { categoryId: chocolate, country: null, rate: percent(8) });
  expect(await defaultOf(bar, "AT")).toBe(percent(8));
});

test("the category that is nearer wins over the country, and in one category the country wins", async () => {
  const alcohol = (await createCategory(ctx, { name: "Alcohol", parentId: food })).categoryId;
  const [gin, apple] = [await aVariantIn(alcohol), await aVariantIn(food)];
  await setTaxRate(ctx, { categoryId: food, country: "DE", rate: percent(7) });
  await setTaxRate(ctx, { categoryId: alcohol, country: null, rate: percent(19) });
  expect([await defaultOf(gin, "DE"), await defaultOf(apple, "DE")]).toEqual([percent(19), percent(7)]);

  await setTaxRate(ctx, { categoryId: alcohol, country: "DE", rate: percent(16) });
  expect([await defaultOf(gin, "DE"), await defaultOf(gin, "AT")]).toEqual([percent(16), percent(19)]);

  // What a nearer category says of another country only does not apply here.
  await setTaxRate(ctx, { categoryId: alcohol, country: null, rate: null });
  await setTaxRate(ctx, { categoryId: food, country: null, rate: percent(10) });
  expect([await defaultOf(gin, "AT"), await defaultOf(gin, "DE")]).toEqual([percent(10), percent(16)]);
});

test("a customer without a country is taken for one of the shop's", async () => {
  const mug = await aVariantIn(null);
  await setTaxRate(ctx, { categoryId: null, country: "DE", rate: percent(16) });
  expect(await defaultOf(mug, "")).toBe(percent(16));
});

test("a rate is replaced by another one, and taken away", async () => {
  for (const rate of [percent(20), percent(21)]) await setTaxRate(ctx, { categoryId: null, country: "BE", rate });
  expect(await listTaxRates(ctx)).toMatchObject([{ country: "BE", rate: percent(21) }]);
  await setTaxRate(ctx, { categoryId: null, country: "BE", rate: null });
  expect(await listTaxRates(ctx)).toEqual([]);
});

test("two who set one rate at once leave one", async () => {
  const set = (rate: number) => setTaxRate(ctx, { categoryId: food, country: null, rate: percent(rate) });
  await Promise.all([set(7), set(8), set(9)]);
  expect(await database.db.select().from(taxRates).where(eq(taxRates.categoryId, food))).toHaveLength(1);
});
