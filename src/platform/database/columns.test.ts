import { sql } from "drizzle-orm";
import { pgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { newId } from "@/shared/id";
import { toMoney } from "@/shared/money";
import { type Quantity, toQuantity } from "@/shared/quantity";
import { testDatabase } from "@/testing/database";
import { id, instant, jsonObject, money, objectCheck, quantity, safeIntegerCheck, version } from "./columns";
import { DatabaseError } from "./error";

const crates = pgTable(
  "crates",
  {
    id: id(),
    held: quantity("held").notNull(),
    price: money("price"),
    packedAt: instant("packed_at"),
    label: jsonObject<{ text: string }>("label"),
    version: version(),
  },
  (t) => [safeIntegerCheck("crates", t.held), objectCheck("crates", t.label)],
);

const world = testDatabase();
const UNSAFE = 9_007_199_254_740_993n;

async function makeTable(): Promise<void> {
  await world.owner.unsafe("drop table if exists crates").simple();
  await world.owner.unsafe(`create table crates (
    id uuid primary key, held bigint not null, price bigint, packed_at timestamptz(3), label jsonb,
    version integer not null default 1,
    constraint crates_held_is_exact check (held between -9007199254740991 and 9007199254740991),
    constraint crates_label_is_an_object check (jsonb_typeof(label) = 'object'))`);
}

describe("columns", () => {
  test("bring back exactly what was put in", async () => {
    await makeTable();
    const row = {
      id: newId(),
      held: toQuantity(Number.MAX_SAFE_INTEGER),
      price: toMoney(-1),
      packedAt: new Date("2024-02-29T23:59:59.999Z"),
      label: { text: "0.10" },
    };
    const [made] = await world.db.insert(crates).values(row).returning();
    expect(made).toMatchObject({ ...row, version: 1 });
    expect(
      await world.db
        .select()
        .from(crates)
        .where(sql`${crates.packedAt} = ${row.packedAt.toISOString()}`),
    ).toHaveLength(1);
  });

  test("refuse a number that JavaScript cannot hold, on the way in and on the way out", async () => {
    await makeTable();
    expect(() => toQuantity(Number(UNSAFE))).toThrow(RangeError);
    const forged = Number(UNSAFE) as Quantity;
    await expect(async () => world.db.insert(crates).values({ id: newId(), held: forged })).rejects.toThrow(RangeError);
    await world.owner`alter table crates drop constraint crates_held_is_exact`;
    await world.owner`insert into crates (id, held) values (gen_random_uuid(), ${UNSAFE.toString()})`;
    await expect(async () => world.db.select().from(crates)).rejects.toThrow(RangeError);
  });

  test("hold objects only as JSON", async () => {
    await makeTable();
    const scalar = world.db.execute(sql`insert into crates (id, held, label) values (gen_random_uuid(), 1, '"0.10"')`);
    await expect(scalar).rejects.toMatchObject({ kind: "check", constraint: "crates_label_is_an_object" });
    await expect(scalar).rejects.toBeInstanceOf(DatabaseError);
  });
});
