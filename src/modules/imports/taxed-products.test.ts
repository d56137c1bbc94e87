import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { products } from "@/modules/catalog/schema";
import { createTaxCategory } from "@/modules/catalog/taxes/create-tax-category";
import { taxCategories } from "@/modules/catalog/taxes/schema";
import type { Context } from "@/platform/context";
import type { Person } from "@/shared/access";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { importFile, keepUploadsApart } from "@/testing/imports";

keepUploadsApart();

const database = testDatabase();
let ctx: Context & { actor: Person };
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  await createTaxCategory(ctx, { name: "Books", code: "S", reason: "" });
});

const taxes = () =>
  database.db
    .select({ title: products.title, tax: taxCategories.name })
    .from(products)
    .leftJoin(taxCategories, eq(taxCategories.id, products.taxCategoryId))
    .orderBy(asc(products.title));

test("a file names the tax category of its products; an unknown name is told, a blank changes nothing", async () => {
  const first = "Title,SKU,Price,Tax category\nAtlas,AT-1,12,books\nGlobe,GL-1,9,Globes\nInk,IN-1,3,\n";
  const { applied } = await importFile(database.db, ctx, first);
  expect(applied).toMatchObject({ status: "applied", problemCount: 1, productsCreated: 3 });
  expect(await taxes()).toEqual([
    { title: "Atlas", tax: "Books" },
    { title: "Globe", tax: null },
    { title: "Ink", tax: null },
  ]);
  const second = "Title,SKU,Price,Tax category\nAtlas,AT-1,12,\nInk,IN-1,3,Books\n";
  const again = await importFile(database.db, ctx, second);
  expect(again.applied).toMatchObject({ problemCount: 0, productsUpdated: 1 });
  expect(await taxes()).toMatchObject([{ tax: "Books" }, { tax: null }, { tax: "Books" }]);
});
