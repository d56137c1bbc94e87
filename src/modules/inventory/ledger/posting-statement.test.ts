import { PgDialect } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { toQuantity } from "@/shared/quantity";
import { type Posting, sumBalanceChanges } from "./posting";
import { postingStatement } from "./posting-statement";

const { supplier, customer, adjustment, scrap } = VIRTUAL_LOCATION_IDS;

const goods = (fromLocationId: string, toLocationId: string) => ({
  variantId: "tea",
  lotId: null,
  fromLocationId,
  toLocationId,
  quantity: toQuantity(1),
  unitCost: null,
});
const fulfilled = [{ warehouseId: "north", variantId: "tea", quantity: toQuantity(1) }];

/** The steps of a posting follow from what it changes of bins and reservations. */
const SHAPES: Readonly<Record<string, Pick<Posting, "kind" | "movements" | "fulfilled">>> = {
  "goods leave bins and come to others": { kind: "move", movements: [goods("a-01", "b-02")] },
  "goods only come to bins": { kind: "receive", movements: [goods(supplier, "a-01")] },
  "goods only leave bins": { kind: "adjust", movements: [goods("a-01", adjustment)] },
  "stock leaves bins and fulfils reservations": { kind: "ship", movements: [goods("a-01", customer)], fulfilled },
  "goods touch no bin": { kind: "reverse", movements: [goods(supplier, scrap)] },
};

function textOf(shape: Pick<Posting, "kind" | "movements" | "fulfilled">): string {
  const posting: Posting = { postingKey: "key", ...shape };
  const ctx = { actor: { kind: "system" } as const, now: new Date(0) };
  return new PgDialect().sqlToQuery(postingStatement(ctx, "id", posting, sumBalanceChanges(posting.movements))).sql;
}

test("the statement of a posting, whole, for each of its shapes", async () => {
  const texts = Object.entries(SHAPES).map(([title, shape]) => `-- When ${title}\n${textOf(shape)};\n`);
  await expect(texts.join("\n")).toMatchFileSnapshot("./posting-statement.test.sql");
});

test("the statement keeps its text for any number of movements, so that Postgres plans it once", () => {
  const one = SHAPES["goods leave bins and come to others"];
  const two = { ...one, kind: "move", movements: [goods("a-01", "b-02"), goods("a-01", "c-03")] } as const;
  expect(textOf(two)).toBe(one && textOf(one));
});
