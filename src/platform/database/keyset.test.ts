import { sql } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import { beforeAll, describe, expect, test } from "vitest";
import { TITLE_CHARACTERS_MAX } from "@/modules/catalog/product";
import { newId } from "@/shared/id";
import { Paging } from "@/shared/paging";
import { testDatabase } from "@/testing/database";
import { count, id, instant } from "./columns";
import { encodeCursor, keyset } from "./keyset";
import { APPLICATION_ROLE } from "./role";

/** Every sort has ties, so that the id decides, and times that differ by a microsecond. */
const shelves = pgTable("shelves", {
  id: id(),
  title: text("title").notNull(),
  size: count("size").notNull(),
  at: instant("at").notNull(),
});
const SORTS = {
  title: keyset([sql`lower(${shelves.title})`, "text"], [shelves.id, "uuid"]),
  size: keyset([sql`(${shelves.size} * 2)`, "bigint"], [shelves.id, "uuid"]),
  at: keyset([shelves.at, "timestamptz"], [shelves.id, "uuid"]),
  id: keyset([shelves.id, "uuid"]),
  all: keyset([shelves.at, "timestamptz"], [shelves.size, "bigint"], [shelves.id, "uuid"]),
};

const database = testDatabase({ keepRows: true });
const SHELF_COUNT = 25;
const TITLES = ["b", "A", 'a "quoted"', "É", "a"];

beforeAll(async () => {
  await database.owner`create table shelves (id uuid, title text, size bigint, at timestamptz)`;
  await database.owner`grant select on shelves to ${database.owner(APPLICATION_ROLE)}`;
  for (let index = 0; index < SHELF_COUNT; index += 1) {
    const at = `2026-11-18T13:20:00.12345${index % 4}Z`;
    await database.owner`
      insert into shelves values (${newId()}, ${TITLES[index % 5] ?? ""}, ${index % 3}, ${at}::text::timestamptz)`;
  }
});

async function page(sort: keyof typeof SORTS, input: { cursor: string | null; descending: boolean }) {
  const sorted = SORTS[sort];
  const rows = await database.db
    .select({ id: shelves.id, keys: sorted.keys })
    .from(shelves)
    .where(sorted.after(input))
    .orderBy(...sorted.order(input))
    .limit(4 + 1);
  return sorted.toPage(rows, { limit: 4 });
}

describe("a list read page by page", () => {
  const directions = [false, true];
  const sorts = ["title", "size", "at", "id", "all"] as const;
  test.each(sorts.flatMap((sort) => directions.map((descending) => ({ sort, descending }))))(
    "has each row once and in order: $sort, descending $descending",
    async ({ sort, descending }) => {
      const read: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const { rows, nextCursor }: Awaited<ReturnType<typeof page>> = await page(sort, {
          cursor: cursor ?? null,
          descending,
        });
        expect(rows.length).toBeLessThanOrEqual(4);
        read.push(...rows.map((row) => row.id));
        cursor = nextCursor;
      }
      const whole = await database.db
        .select({ id: shelves.id })
        .from(shelves)
        .orderBy(...SORTS[sort].order({ descending }));
      expect(read).toEqual(whole.map((row) => row.id));
      expect(read).toHaveLength(SHELF_COUNT);
    },
  );

  test.each([
    "",
    "e30",
    "no cursor",
    encodeCursor([]),
    encodeCursor(["1"]),
    encodeCursor(["x", newId()]),
    encodeCursor([1, 2, 3]),
  ])("refuses %j, which is no cursor of this list", async (cursor) => {
    if (cursor === "") expect((await page("size", { cursor, descending: false })).rows).toHaveLength(4);
    else
      await expect(page("size", { cursor, descending: false })).rejects.toMatchObject({
        code: "platform.cursor-unreadable",
      });
  });

  test.each(["茶", "\u0001", '"'])("goes on after the longest title, made of %j", (character) => {
    const cursor = encodeCursor([character.repeat(TITLE_CHARACTERS_MAX), newId(), newId()]);
    expect(Paging.parse({ cursor })).toMatchObject({ cursor });
  });
});
