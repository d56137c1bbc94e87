import { type SQL, sql } from "drizzle-orm";

/**
 * `exists`, looked up for each row that needs it: `existsForEach(sql`from lines where ...`)`. Postgres may turn a plain
 * `exists` into one pass over the whole table, which it takes for cheaper than it is where a page of few rows is asked
 * for, or where there is nothing to find; not so a sub-query with a limit, and an `order by` names its index.
 */
export const existsForEach = (rows: SQL): SQL<boolean> => sql<boolean>`coalesce((select true ${rows} limit 1), false)`;
