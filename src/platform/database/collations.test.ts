import postgres from "postgres";
import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { refreshCollations } from "./collations";

const database = testDatabase();

test("indexes by letters are made again when the tables of their order are others", async () => {
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  expect(await refreshCollations(sql)).toEqual([]);
  await sql`update pg_collation set collversion = '1.0' where collname = 'letters'`;
  expect(await refreshCollations(sql)).toEqual([
    "public.customers_in_letters",
    "public.customers_of_group",
    "public.price_lists_in_letters",
    "public.products_in_letters",
  ]);
  expect(await refreshCollations(sql)).toEqual([]);
  await sql.end();
});
