import { type Column, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "./db";

const SCALARS = { uuid: sql`uuid`, text: sql`text`, integer: sql`integer`, bigint: sql`bigint`, boolean: sql`boolean` };
const TYPES = { ...SCALARS, "text[]": sql`text[]`, "uuid[]": sql`uuid[]`, jsonb: sql`jsonb` };

/** What JavaScript hands over for a column of each type. */
type Values = {
  uuid: string;
  text: string;
  integer: number;
  bigint: number;
  boolean: boolean;
  "text[]": readonly string[];
  "uuid[]": readonly string[];
  jsonb: object;
};
type Columns = Readonly<Record<string, keyof Values>>;
type Row<Named extends Columns> = { readonly [Name in keyof Named]: Values[Named[Name]] | null };

/** Values as one parameter, for `= any(...)`: the statement keeps its text, and with it its plan, for any number. */
export const arrayOf = <Type extends keyof typeof SCALARS>(values: readonly (Values[Type] | null)[], type: Type): SQL =>
  arrayParameter(values, type);

/**
 * Rows for a `from`: `rowsOf("line", { lineId: "uuid", quantity: "bigint" }, lines)` is read as `line."lineId"`. The
 * statement keeps its text for any number of rows.
 *
 * Rows of scalars travel as one array for each column: Postgres expects ten rows of an array and a hundred of JSON, and
 * for a hundred it may read all that a warehouse has instead of using the index. Rows that hold lists or objects, which
 * `unnest` would take apart, travel as JSON.
 */
export function rowsOf<const Named extends Columns>(
  alias: string,
  columns: Named,
  rows: readonly Row<NoInfer<Named>>[],
): SQL {
  const named = Object.entries<keyof Values>(columns);
  const name = sql.identifier(alias);
  if (named.some(([, type]) => !(type in SCALARS))) {
    const record = named.map(([column, type]) => sql`${sql.identifier(column)} ${TYPES[type]}`);
    return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${name}(${listOf(record)})`;
  }
  const cells: readonly Readonly<Record<string, unknown>>[] = rows;
  const arrays = named.map(([column, type]) =>
    arrayParameter(
      cells.map((row) => row[column]),
      type,
    ),
  );
  return sql`unnest(${listOf(arrays)}) as ${name}(${listOf(named.map(([column]) => sql.identifier(column)))})`;
}

const listOf = (parts: Parameters<typeof sql.join>[0]) => sql.join(parts, sql`, `);

const arrayParameter = (values: readonly unknown[], type: keyof Values): SQL =>
  sql`${`{${values.map((value) => toElement(value, type)).join(",")}}`}::${TYPES[type]}[]`;

function toElement(value: unknown, type: keyof Values): string {
  if (value === null || value === undefined) return "null";
  if (type === "text" && typeof value === "string") return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TypeError(`A column of type ${type} takes no ${typeof value}.`);
}

const ROWS_PER_STATEMENT_MAX = 2_000;

/**
 * Writes many rows of one table, in their order, in as few statements as bounds allow: each sends its rows as one
 * parameter. All rows name the same columns; what none of them names gets its default.
 */
export async function insertRows<Table extends PgTable>(
  { db }: { readonly db: Tx },
  table: Table,
  rows: readonly Table["$inferInsert"][],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = new Map(Object.entries<Column>(getTableColumns(table)).filter(([key]) => key in first));
  const names = listOf([...columns.values()].map(({ name }) => sql.identifier(name)));
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT_MAX) {
    const batch = rows.slice(from, from + ROWS_PER_STATEMENT_MAX).map((row) => toJsonRow(columns, row));
    await db.execute(sql`
      insert into ${table} (${names})
      select ${names} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(batch)}::jsonb) with ordinality
      order by ordinality`);
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
