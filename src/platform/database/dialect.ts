import { type SQL, sql, StringChunk } from "drizzle-orm";
import { PgDialect, type PgSelectConfig } from "drizzle-orm/pg-core";

/**
 * The end of a statement that gives at most so many rows. The number stands in the text: of a parameter Postgres
 * expects a tenth of all rows in the plan that it keeps for a prepared statement, and sorts a table for a page of it.
 */
export function atMost(rows: number): SQL {
  if (!Number.isSafeInteger(rows) || rows < 0) throw new Error(`No statement gives ${rows} rows.`);
  return sql`limit ${rows}`.inlineParams();
}

/** What is the same in statements that differ in such numbers alone. */
export const withoutRows = (text: string): string => text.replaceAll(/\blimit \d+/g, "limit");

const MARK = "/* planned anew */";

/**
 * In a statement that is planned for its values each time it is asked: words that people search for, which nothing or
 * half of the table may have. The driver sends it in two round trips.
 */
export const PLANNED_ANEW = sql.join([new StringChunk(MARK)]);
export const isPlannedAnew = (text: string): boolean => text.includes(MARK);

/** Drizzle's, whose `.limit()` is that. */
export class Dialect extends PgDialect {
  override buildSelectQuery(config: PgSelectConfig): SQL {
    const { limit, offset, lockingClause, setOperators } = config;
    const isLast = offset === undefined && lockingClause === undefined && setOperators.length === 0;
    if (typeof limit !== "number" || !isLast) return super.buildSelectQuery(config);
    const { limit: _, ...unlimited } = config;
    return sql`${super.buildSelectQuery(unlimited)} ${atMost(limit)}`;
  }
}
