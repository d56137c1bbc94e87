import type { Sql } from "postgres";

/** The migrated database that test files get clones of. */
export const TEMPLATE = "quartermaster_template";

/**
 * Copies the rows that are there, and makes the function that brings them back. A reset comes before every test, so it
 * looks for the few tables that have a file of any size, and plans nothing for those nobody wrote to. It names each
 * table, so that what it plans is kept.
 */
export async function keepRows(owner: Sql): Promise<void> {
  await owner`
    do $$
    declare name text; at bigint; written text; has_rows boolean; empties text = ''; fills text = '';
    begin
      drop schema if exists kept cascade;
      create schema kept;
      create table kept.sequences as
        select format('%I.%I', schemaname, sequencename) as name, coalesce(last_value, start_value) as value,
          last_value is not null as is_called
        from pg_sequences where schemaname = 'public';
      create table kept.tables as select pg_class.oid, relname, row_number() over (order by relname) as place
        from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r';
      for name, at in select relname, place from kept.tables loop
        empties = empties || format('if has_file[%s] then delete from public.%I; end if;', at, name);
        execute format('select exists (select from public.%I)', name) into has_rows;
        continue when not has_rows;
        execute format('create table kept.%1$I as table public.%1$I', name);
        select string_agg(quote_ident(column_name), ', ') into written from information_schema.columns
          where table_schema = 'public' and table_name = name and is_generated = 'NEVER';
        fills = fills || format(
          'insert into public.%1$I (%2$s) overriding system value select %2$s from kept.%1$I;', name, written);
      end loop;
      execute format(
        'create function kept.restore() returns void language plpgsql set session_replication_role = replica as %L',
        'declare has_file boolean[] = '
          || 'array(select pg_relation_size(oid) is distinct from 0 from kept.tables order by place);'
          || 'begin ' || empties || fills || ' end');
    end $$`.simple();
}

/**
 * Leaves the rows that were kept and nothing else. As a replica would apply it: without triggers and foreign keys,
 * so tables go in any order and append-only ones go too. Only the owner of a throw-away cluster may do this.
 */
export const restoreRows = (owner: Sql): Promise<unknown> => owner`select kept.restore()`;

/** A page of Postgres: rows within one are found in the order in which they were written. */
const PAGE_BYTES = 8_192;

/**
 * Leaves the database to a story that expects a fresh one. Tables that have grown beyond a page begin anew: into those
 * each connection writes at a place of its own, and rows would be found in another order than they were written in.
 */
export async function renew(owner: Sql): Promise<void> {
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    const [{ grown = null } = {}] = await transaction<{ grown: string | null }[]>`
      select string_agg(format('public.%I', relname), ', ') as grown from kept.tables
        where pg_relation_size(oid) > ${PAGE_BYTES}`;
    if (grown !== null) await transaction.unsafe(`truncate ${grown} cascade`);
    await transaction`select setval(name::regclass, value, is_called) from kept.sequences`;
  });
  await restoreRows(owner);
}
