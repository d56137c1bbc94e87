import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { products } from "@/modules/catalog/schema";
import { auditEntries } from "@/platform/audit/schema";
import { outbox } from "@/platform/outbox/schema";
import { newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { insertRows } from "./insert-rows";

describe("rows written many at a time", () => {
  const database = testDatabase();
  const now = new Date("2026-11-18T13:20:00.123Z");

  test("come back as they went in: lists, quotes, nothing at all, and moments to the millisecond", async () => {
    const product = {
      id: newId(),
      handle: "o'neill",
      title: 'A "quoted", braced {title}',
      optionNames: ["Size, wide", 'Co"lour'],
      categoryId: null,
      createdAt: now,
      updatedAt: now,
    };
    await database.db.transaction((db) => insertRows({ db }, products, [product]));
    const [row] = await database.db.select().from(products).where(eq(products.id, product.id));
    expect(row).toMatchObject({ ...product, vendor: "", version: 1 });
  });

  test("keep jsonb as it is, texts that look like numbers included", async () => {
    const after = { price: "0.10", count: 3, inner: { list: [1, null] } };
    const entry = {
      id: newId(),
      occurredAt: now,
      actorId: null,
      warehouseIds: null,
      action: "tests.load",
      entity: "product",
      entityId: newId(),
      label: "A",
      before: null,
      after,
      requestId: "r",
    };
    await database.db.transaction((db) => insertRows({ db }, auditEntries, [entry]));
    expect(await database.db.select().from(auditEntries)).toEqual([entry]);
  });

  test("are numbered in their order, however many statements they take", async () => {
    const rows = Array.from({ length: 4_500 }, (_, place) => ({
      kind: "event" as const,
      name: `tests.number-${place}`,
      payload: {},
      entityIds: [],
      requestId: "r",
      occurredAt: now,
    }));
    await database.db.transaction((db) => insertRows({ db }, outbox, rows));
    const written = await database.db.select({ name: outbox.name }).from(outbox).orderBy(outbox.id);
    expect(written.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
  });

  test("may be none", async () => {
    await database.db.transaction((db) => insertRows({ db }, products, []));
    expect(await database.db.select().from(products)).toEqual([]);
  });
});
