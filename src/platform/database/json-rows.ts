import { type SQL, sql } from "drizzle-orm";

type Cell = string | number | boolean | null;

/**
 * Many rows as one parameter, for `jsonb_to_recordset(...) as row(...)`: a statement keeps one text whatever the
 * number of rows, so Postgres plans it once.
 */
export const jsonRows = (rows: readonly Readonly<Record<string, Cell>>[]): SQL => sql`${JSON.stringify(rows)}::jsonb`;
