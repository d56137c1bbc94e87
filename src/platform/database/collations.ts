import type { Sql } from "postgres";

/**
 * The order of letters comes from ICU, whose tables change with its version. Indexes that were made by other tables
 * would lose rows, so they are made again.
 * @returns the indexes that were
 */
export async function refreshCollations(sql: Sql): Promise<string[]> {
  const stale = await sql<{ id: number; name: string }[]>`
    select oid::integer as id, format('%I', collname) as name from pg_collation
     where collname ~ '^letters(_[a-z]+)?$' and collversion is distinct from pg_collation_actual_version(oid)`;
  const indexes = await sql<{ name: string }[]>`
    select distinct format('%I.%I', schema.nspname, index.relname) as name
      from pg_depend dependency
      join pg_class index on index.oid = dependency.objid and index.relkind = 'i'
      join pg_namespace schema on schema.oid = index.relnamespace
     where dependency.refclassid = 'pg_collation'::regclass and dependency.classid = 'pg_class'::regclass
       and dependency.refobjid in ${sql([0, ...stale.map(({ id }) => id)])}
     order by name`;
  for (const { name } of indexes) await sql.unsafe(`reindex index ${name}`);
  for (const { name } of stale) await sql.unsafe(`alter collation ${name} refresh version`);
  return indexes.map(({ name }) => name);
}
