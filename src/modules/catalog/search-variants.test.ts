import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { countStatements } from "@/platform/database/db";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { SearchVariants } from "./contract";
import { searchVariants } from "./search-variants";

const database = testDatabase({ keepRows: true });
const LAMPS = 1_300;
let ctx: Context;

/** Lamps in two sizes, more than are ranked one by one; and a few things whose own words are those of many lamps. */
beforeAll(async () => {
  ctx = await testContext(database.db);
  // On one connection, which a table for the while belongs to.
  await database.owner.begin(async (sql) => {
    await sql`
      create temp table goods as
      select gen_random_uuid() as id, 'Lamp ' || lpad(n::text, 4, '0') as title, 'P' || lpad(n::text, 4, '0') as code
      from generate_series(1, ${LAMPS}::integer) n
      union all select gen_random_uuid(), 'Zoo lamp', 'LAMP'
      union all select gen_random_uuid(), 'Zebra lamp', 'OLD-LAMP'
      union all select gen_random_uuid(), 'Zulu lamp', 'P0'
      union all select gen_random_uuid(), 'Yak lamp', 'LA-9'`;
    await sql`
      insert into products (id, handle, title, option_names, search_text, created_at, updated_at)
      select id, lower(code), title, '{Size}', concat_ws(' ', title, code, code || '-L small large'), now(), now()
      from goods`;
    await sql`
      insert into variants (id, product_id, sku, option_values, position, price, currency, created_at, updated_at)
      select gen_random_uuid(), id, code || suffix, array[size], position, 100, 'EUR', now(), now()
      from goods, (values ('', 'Small', 1), ('-L', 'Large', 2)) as kind (suffix, size, position)`;
  });
});

const find = async (query: string, limit = 4) =>
  (await searchVariants(ctx, SearchVariants.parse({ query, limit }))).map(({ sku }) => sku);

test("of a word that very many have, a whole SKU comes first, then own words, then titles", async () => {
  expect(await find("lamp", 6)).toEqual(["LAMP", "OLD-LAMP", "OLD-LAMP-L", "LAMP-L", "P0001", "P0001-L"]);
});

test("of two words that very many have, those come first whose own words hold more", async () => {
  expect(await find("lamp small", 6)).toEqual(["OLD-LAMP", "LAMP", "P0001", "P0002", "P0003", "P0004"]);
  expect(await find("large la")).toEqual(["P0001-L", "P0002-L", "P0003-L", "P0004-L"]);
});

test("of three words, one of them the title's, those come first whose own words hold the other two", async () => {
  expect(await find("lamp small p0")).toEqual(["P0001", "P0002", "P0003", "P0004"]);
});

test("two letters find the SKUs that begin with them before titles", async () => {
  expect(await find("la-")).toEqual(["LA-9", "LA-9-L"]);
});

test("a whole SKU comes first, however many others hold it", async () => {
  expect(await find("p0")).toEqual(["P0", "P0001", "P0001-L", "P0002"]);
});

test("an empty search lists by title", async () => {
  expect(await find("")).toEqual(["P0001", "P0001-L", "P0002", "P0002-L"]);
});

test("a rare word is found in few steps", async () => {
  const { result, statements } = await countStatements(() => find("p0007"));
  expect(result).toEqual(["P0007", "P0007-L"]);
  expect(statements).toBeLessThanOrEqual(3);
});
