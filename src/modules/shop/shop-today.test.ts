import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { shopToday, shopTodayBegan } from "./shop-today";

const database = testDatabase();

/** At every moment it is one day at one end of the world and the next at the other. */
test("the shop's day follows the zone of its settings, by the database's clock", async () => {
  const dayIn = async (timeZone: string) => {
    await database.owner`update shop_settings set time_zone = ${timeZone}`;
    const [row] = await database.db.execute<{ day: string; expected: string; began: string }>(
      sql`select ${shopToday}::text as day, (now() at time zone ${timeZone})::date::text as expected,
        (${shopTodayBegan} at time zone ${timeZone})::text as began`,
    );
    expect(row?.day).toBe(row?.expected);
    expect(row?.began).toBe(`${row?.day} 00:00:00`);
    return row?.day;
  };
  expect(await dayIn("Etc/GMT+12")).not.toBe(await dayIn("Etc/GMT-14"));
});
