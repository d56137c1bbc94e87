// @ts-check

/**
 * As autovacuum does within a minute, which is longer than a bench waits: tables with rows alone. What was planned for
 * an empty table, once for a connection, reads the whole of it however much it grows. That goes for foreign keys too.
 * @param {import("postgres").Sql} sql
 */
export async function analyzeFilled(sql) {
  const [row] = await sql`
    select string_agg(oid::regclass::text, ', ') as filled from pg_class
    where relkind = 'r' and relnamespace in ('public'::regnamespace, 'bare'::regnamespace)
      and pg_relation_size(oid) > 0`;
  await sql.unsafe(`analyze ${row?.["filled"]}`);
}
