import { eq, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { products } from "@/modules/catalog/schema";
import { auditEntries } from "@/platform/audit/schema";
import { outbox } from "@/platform/outbox/schema";
import { newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { arrayOf, insertRows, rowsOf } from "./rows";

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
      keyId: null,
      warehouseIds: null,
      confidential: [],
      action: "tests.load",
      entity: "product" as const,
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

describe("rows handed to a statement", () => {
  const database = testDatabase();
  const textOf = (rows: readonly { id: string; count: number }[]) =>
    new PgDialect().sqlToQuery(sql`select from ${rowsOf("line", { id: "uuid", count: "bigint" }, rows)}`).sql;

  test("leave its text as it is, whatever their number", () => {
    const one = { id: newId(), count: 1 };
    expect(textOf([one, one, one])).toBe(textOf([]));
    expect(textOf([one])).toBe('select from unnest($1::uuid[], $2::bigint[]) as "line"("id", "count")');
  });

  test("arrive in their order with quotes, braces, line ends, exact numbers and nothing at all", async () => {
    const rows = [
      { title: 'A "quoted", {braced} back\\slash\n', count: Number.MAX_SAFE_INTEGER, isFor: true, at: newId() },
      { title: "null", count: -1, isFor: false, at: null },
      { title: "", count: null, isFor: null, at: newId() },
      { title: null, count: 0, isFor: null, at: null },
    ];
    const columns = { title: "text", count: "bigint", isFor: "boolean", at: "uuid" } as const;
    const read = await database.db.execute(sql`select * from ${rowsOf("line", columns, rows)}`);
    expect(read.map((row) => ({ ...row, count: row["count"] === null ? null : Number(row["count"]) }))).toEqual(rows);
  });

  test("may hold lists and objects", async () => {
    const rows = [
      { names: ["Size, wide", 'Co"lour', ""], ids: [newId()], about: { price: "0.10" }, place: 2 },
      { names: [], ids: null, about: null, place: 3 },
    ];
    const columns = { names: "text[]", ids: "uuid[]", about: "jsonb", place: "integer" } as const;
    const read = await database.db.execute(
      sql`select names, ids, about::text, place from ${rowsOf("line", columns, rows)}`,
    );
    const parsed = read.map((row) => ({ ...row, about: row["about"] && JSON.parse(String(row["about"])) }));
    expect(parsed).toEqual(rows);
  });

  test("may be a list of values to compare with", async () => {
    const codes = ["a,b", '"', "ü{}"];
    const read = await database.db.execute(sql`
      select code from unnest(${arrayOf([...codes, "other"], "text")}) as code
      where code = any(${arrayOf(codes, "text")})`);
    expect(read.map((row) => row["code"])).toEqual(codes);
  });
});
