import type { Sql } from "postgres";

/** The migrated database that each test file gets a clone of. */
export const TEMPLATE = "quartermaster_template";

/**
 * Copies the rows that the migrations put in, and makes the function that brings them back. It names each table, so
 * that its plans are kept: a reset comes before every test, and most tables are empty then.
 */
export async function keepSeedRows(owner: Sql): Promise<void> {
  await owner`
    do $$
    declare name text; written text; has_rows boolean; empties text = ''; fills text = '';
    begin
      create schema seed;
      for name in select tablename from pg_tables where schemaname = 'public' loop
        empties = empties || format('if exists (select from public.%1$I) then delete from public.%1$I; end if;', name);
        execute format('select exists (select from public.%I)', name) into has_rows;
        continue when not has_rows;
        execute format('create table seed.%1$I as table public.%1$I', name);
        select string_agg(quote_ident(column_name), ', ') into written from information_schema.columns
          where table_schema = 'public' and table_name = name and is_generated = 'NEVER';
        fills = fills || format('insert into public.%1$I (%2$s) select %2$s from seed.%1$I;', name, written);
      end loop;
      execute format(
        'create function seed.restore() returns void language plpgsql set session_replication_role = replica as %L',
        'begin ' || empties || fills || ' end');
    end $$`.simple();
}

/**
 * Leaves the rows of the migrations and nothing else. As a replica would apply it: without triggers and foreign keys,
 * so tables go in any order and append-only ones go too. Only the owner of a throw-away cluster may do this.
 */
export const restoreSeedRows = (owner: Sql): Promise<unknown> => owner`select seed.restore()`;
