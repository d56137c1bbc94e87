import { asc, type Column, desc, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { defineError } from "@/shared/error";
import { parseJson } from "@/shared/json";

const cursorUnreadable = defineError<Record<string, never>>(
  "platform.cursor-unreadable",
  "invalid",
  () => "This page of the list cannot be found again. Start from the first page.",
);

/** A cursor is opaque to callers: the keys of a page's last row. */
export const encodeCursor = (values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

/** @throws cursorUnreadable when the text is no cursor of this list. */
export function decodeCursor<Values>(text: string, shape: z.ZodType<Values>): Values {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) throw cursorUnreadable({});
  return parsed.data;
}

/** How Postgres writes a key of each type, and how it reads it again. */
const TYPES = {
  text: { pattern: /^[^\0]*$/, cast: sql`text` },
  uuid: { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, cast: sql`uuid` },
  bigint: { pattern: /^-?\d{1,18}$/, cast: sql`bigint` },
  date: { pattern: /^\d{4}-\d\d-\d\d$/, cast: sql`date` },
  timestamptz: { pattern: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/, cast: sql`timestamptz` },
};

/** A text of the right look may still be no moment: the day 2026-02-30, or any of the year 0. */
const isKey = (type: keyof typeof TYPES, text: string): boolean =>
  TYPES[type].pattern.test(text) &&
  (type !== "timestamptz" || isMoment(text)) &&
  (type !== "date" || isMoment(`${text} 00:00:00+00`));

function isMoment(text: string): boolean {
  const seconds = text.slice(0, "2026-01-31 10:00:00".length);
  const moment = new Date(`${seconds.replace(" ", "T")}Z`);
  return !seconds.startsWith("0000") && !Number.isNaN(moment.getTime()) && isSameSecond(moment, seconds);
}
const isSameSecond = (moment: Date, seconds: string) => moment.toISOString().startsWith(seconds.replace(" ", "T"));

const TEXTS = z.array(z.string());

type Key = readonly [by: Column | SQL, type: keyof typeof TYPES];
type Sorted = { descending?: boolean };

/**
 * Keyset pagination: a list sorted by `keys`, of which none is ever null and all together are unique.
 *
 *     const SORTS = { title: keyset([sql`lower(${products.title})`, "text"], [products.id, "uuid"]) };
 *     const sorted = SORTS[input.sort];
 *     const rows = await ctx.db
 *       .select({ title: products.title, keys: sorted.keys })
 *       .from(products)
 *       .where(and(filters, sorted.after(input)))
 *       .orderBy(...sorted.order(input))
 *       .limit(input.limit + 1);
 *     return sorted.toPage(rows, input);
 *
 * The keys are read with the rows as Postgres writes them: a time keeps its microseconds, `lower` is Postgres' own, and
 * an expression that is sorted by is computed once.
 */
export function keyset(...keys: readonly Key[]) {
  const columns = keys.map(([by]) => sql`${by}`.mapWith(String));
  const isWhole = (values: readonly string[]) =>
    values.length === keys.length && keys.every(([, type], index) => isKey(type, values[index] ?? ""));
  return {
    keys: keysOf(columns),
    order: ({ descending = false }: Sorted = {}): SQL[] => orderBy(columns, descending),

    /** Where a subquery cuts off the page: what it selects beside, and the keys and order of whoever joins it. */
    named: Object.fromEntries(columns.map((column, index) => [`key${index}`, column.as(`key${index}`)])),
    of(subquery: SQL, { descending = false }: Sorted = {}) {
      const named = columns.map((_, index) => sql`${subquery}.${nameOf(index)}`.mapWith(String));
      return { keys: keysOf(named), order: orderBy(named, descending) };
    },

    after({ cursor, descending = false }: Sorted & { cursor?: string | null | undefined }): SQL | undefined {
      if (!cursor) return undefined;
      const values = decodeCursor(cursor, TEXTS);
      if (!isWhole(values)) throw cursorUnreadable({});
      const last = keys.map(([, type], index) => sql`${values[index]}::${TYPES[type].cast}`);
      return descending ? isBeyond(columns, last, sql`<`) : isBeyond(columns, last, sql`>`);
    },

    toPage,
  };
}

/** Names of keys in a subquery. */
const NAMES = [sql`key0`, sql`key1`, sql`key2`];
const nameOf = (index: number) => NAMES[index] ?? sql`key`;
const keysOf = (columns: readonly SQL<string>[]) =>
  Object.fromEntries(columns.map((column, index) => [`key${index}`, column]));
const orderBy = (columns: readonly SQL[], descending: boolean): SQL[] => columns.map(descending ? desc : asc);

/** Cuts off the row that was read beyond the page; the cursor is where the next page begins. */
export function toPage<Row extends { keys: Readonly<Record<string, string>> }>(
  rows: readonly Row[],
  { limit }: { limit: number },
) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ keys: _, ...row }) => row),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(Object.values(last.keys)) : null,
  };
}

/**
 * `(a, b) > (x, y)`. The last of three keys stands in another table than the first two, so that no index has them all:
 * the first condition is where an index of those two begins, the second leaves out what the page before has shown, and
 * is written so that Postgres expects it to leave out little.
 */
function isBeyond(columns: readonly SQL[], last: readonly SQL[], sign: SQL): SQL {
  if (columns.length < 3) return sql`${rowOf(columns)} ${sign} ${rowOf(last)}`;
  const [front, tail] = [rowOf(columns.slice(0, -1)), columns.at(-1)];
  const [lastFront, lastTail] = [rowOf(last.slice(0, -1)), last.at(-1)];
  return sql`${front} ${sign}= ${lastFront} and not (${front} = ${lastFront} and not ${tail} ${sign} ${lastTail})`;
}

const rowOf = (parts: readonly SQL[]) => sql`(${sql.join([...parts], sql`, `)})`;
