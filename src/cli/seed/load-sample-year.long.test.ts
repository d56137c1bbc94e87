import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { loadSampleYear } from "./load-sample-year";

const database = testDatabase();
const PATIENCE = { timeout: 300_000 };

test("a database stays empty when the sign-ins cannot be kept", PATIENCE, async () => {
  const full = () => Promise.reject(new Error("The disk is full."));
  await expect(loadSampleYear(systemContext(database.db), { report: () => {}, keepSignIns: full })).rejects.toThrow(
    "The disk is full.",
  );
  const [left] = await database.db.execute(
    sql`
        select (select count(*) from users) as users, (select count(*) from orders) as orders,
               (select count(*) from products) as products`,
  );
  expect(left).toEqual({ users: "1", orders: "0", products: "0" });
});
