import { type Column, getTableColumns, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { TxContext } from "@/platform/context";

const ROWS_PER_STATEMENT_MAX = 2_000;

/**
 * Writes many rows of one table, in their order, in as few statements as bounds allow: each sends its rows as one
 * parameter. All rows name the same columns; what none of them names gets its default.
 */
export async function insertRows<Table extends PgTable>(
  ctx: Pick<TxContext, "db">,
  table: Table,
  rows: readonly Table["$inferInsert"][],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = new Map(Object.entries<Column>(getTableColumns(table)).filter(([key]) => key in first));
  const names = sql.join(
    [...columns.values()].map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT_MAX) {
    const batch = rows.slice(from, from + ROWS_PER_STATEMENT_MAX).map((row) => toJsonRow(columns, row));
    await ctx.db.execute(sql`
      insert into ${table} (${names})
      select ${names} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(batch)}::jsonb) with ordinality order by ordinality`);
  }
}

/** Each value as its column sends it to Postgres, and jsonb as it is, under the names of the database. */
function toJsonRow(columns: ReadonlyMap<string, Column>, row: object): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    const column = columns.get(key);
    if (!column) throw new Error(`A row names ${key}, which the first row or its table does not.`);
    written[column.name] = isWrittenAsItIs(column, value) ? value : column.mapToDriverValue(value);
  }
  return written;
}

const isWrittenAsItIs = (column: Column, value: unknown): boolean =>
  value === null || value === undefined || column.getSQLType() === "jsonb";
