import { type SQL, sql } from "drizzle-orm";

type Cell = string | number | null;

const ARRAYS = {
  uuid: (literal: string) => sql`${literal}::uuid[]`,
  bigint: (literal: string) => sql`${literal}::bigint[]`,
};
type CellType = keyof typeof ARRAYS;

/**
 * Ids or whole numbers as one parameter: the statement keeps its text, and with it its plan, for any number of them.
 */
export const arrayOf = (values: readonly Cell[], type: CellType): SQL =>
  ARRAYS[type](`{${values.map((value) => value ?? "null").join(",")}}`);

/**
 * A few rows of ids and whole numbers for a `from`, as one array for each column. Postgres reckons with ten rows of an
 * array and with a hundred of JSON: with ten it goes to the rows they name by the index, with a hundred it may choose
 * to read all that a warehouse has.
 */
export function unnestRows<Name extends string>(
  alias: string,
  rows: readonly Readonly<Record<Name, Cell>>[],
  columns: readonly (readonly [Name, CellType])[],
): SQL {
  const arrays = columns.map(([name, type]) =>
    arrayOf(
      rows.map((row) => row[name]),
      type,
    ),
  );
  const names = columns.map(([name]) => sql.identifier(name));
  return sql`unnest(${sql.join(arrays, sql`, `)}) as ${sql.identifier(alias)}(${sql.join(names, sql`, `)})`;
}
