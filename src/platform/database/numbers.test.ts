import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { asCount, asMoney, asQuantity } from "./numbers";

const database = testDatabase();
const read = (amount: string) => {
  const row = database.db
    .select({ sum: sql`${amount}::numeric`.as("sum") })
    .from(sql`(values (1)) as one`)
    .as("row");
  return database.db
    .select({
      count: asCount(sql`count(*)`),
      money: asMoney(sql`sum(${row.sum})`),
      quantity: asQuantity(sql`sum(${row.sum})`),
      none: asCount(sql`null::bigint`),
    })
    .from(row);
};

test("counts and sums are numbers, and nothing stays nothing", async () => {
  const amount = Number.MAX_SAFE_INTEGER;
  expect(await read(String(amount))).toEqual([{ count: 1, money: amount, quantity: amount, none: null }]);
});

test.each(["0.5", "9007199254740993"])("%s, which is not exact, is refused", async (amount) => {
  await expect(read(amount)).rejects.toThrow(RangeError);
});
