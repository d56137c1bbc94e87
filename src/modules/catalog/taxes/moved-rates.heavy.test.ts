import { rmSync } from "node:fs";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { products } from "@/modules/catalog/schema";
import { openDatabase } from "@/platform/database/db";
import { migrate } from "@/platform/database/migrations";
import { newId } from "@/shared/id";
import { spareDatabase } from "@/testing/database";
import { folderBefore } from "@/testing/release";
import { taxOf } from "./tax-of";

const COUNTRIES = ["DE", "FR", "AT", ""];

/** As the release before worked out the rate of a category in a country; the shop's country where it is not known. */
const RATE_BEFORE = `
  with recursive path as (
    select category_id, 0 as distance from products where id = $1
    union all
    select category.parent_id, path.distance + 1
      from path join categories category on category.id = path.category_id where category.parent_id is not null)
  select coalesce((
    select known.rate from tax_rates known left join path on path.category_id = known.category_id
     where (known.category_id is null or path.category_id is not null)
       and (known.country is null or known.country = coalesce(nullif($2, ''), (select country from shop_settings)))
     order by path.distance nulls last, known.country is null limit 1), (select tax_rate from shop_settings)) as rate`;

test("rates that were set before are what a line begins with after, in every category and country", async () => {
  const spare = await spareDatabase("moved-rates");
  const folder = folderBefore("tax_categories");
  const old = postgres(spare.url, { max: 1, onnotice: () => {} });
  try {
    await migrate(spare.url, { folder });
    await old`update shop_settings set tax_rate = 190000, country = 'DE'`;
    const category = async (name: string, parentId: string | null) => {
      const id = newId();
      await old`insert into categories (id, parent_id, name, created_at) values (${id}, ${parentId}, ${name}, now())`;
      return id;
    };
    const food = await category("Food", null);
    const sweets = await category("Sweets", food);
    const [chocolate, books] = [await category("Standard", sweets), await category("Books", null)];
    const sweetBooks = await category("Sweets", books);
    const rates: readonly (readonly [string | null, string | null, number])[] = [
      [null, "FR", 200_000],
      [food, null, 70_000],
      [food, "FR", 55_000],
      [sweets, "AT", 100_000],
      [chocolate, null, 80_000],
      [books, "DE", 50_000],
      [sweetBooks, "FR", 21_000],
    ];
    for (const [categoryId, country, rate] of rates)
      await old`insert into tax_rates (id, category_id, country, rate)
        values (${newId()}, ${categoryId}, ${country}, ${rate})`;
    const made: string[] = [];
    for (const categoryId of [food, sweets, chocolate, books, sweetBooks, null]) {
      const id = newId();
      await old`insert into products (id, handle, title, category_id, created_at, updated_at)
        values (${id}, ${id}, ${id}, ${categoryId}, now(), now())`;
      made.push(id);
    }
    const before = await Promise.all(
      made.flatMap((id) =>
        COUNTRIES.map(async (country) => (await old.unsafe(RATE_BEFORE, [id, country]))[0]?.["rate"]),
      ),
    );

    await migrate(spare.url);
    const database = openDatabase({ url: spare.url, max: 2, applicationName: "tests", role: "quartermaster_app" });
    const rateOf = async (id: string, country: string) => {
      const place = { country: sql`${country}::text`, postcode: sql`''::text`, day: sql`current_date` };
      const [row] = await database.db
        .select({ id: products.id, tax: taxOf(place) })
        .from(products)
        .innerJoin(sql`(select 1) as one`, sql`true`)
        .where(sql`${products.id} = ${id}`);
      return row?.tax.rate;
    };
    const after = await Promise.all(made.flatMap((id) => COUNTRIES.map((country) => rateOf(id, country))));
    await database.end();
    expect(after).toEqual(before.map(Number));
    // What the release before would set from now on would be lost.
    await old`set role quartermaster_app`;
    await expect(old`insert into tax_rates (id, country, rate) values (${newId()}, 'IT', 220000)`).rejects.toThrow(
      "permission denied",
    );
  } finally {
    await old.end({ timeout: 5 });
    await spare.drop();
    rmSync(folder, { recursive: true });
  }
});
