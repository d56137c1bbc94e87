import type { Sql } from "postgres";

/** The migrated database that each test file gets a clone of. */
export const TEMPLATE = "quartermaster_template";

/** Copies the rows that the migrations put in, so that a reset can bring them back. */
export async function keepSeedRows(owner: Sql): Promise<void> {
  await owner`
    do $$
    declare name text; has_rows boolean;
    begin
      create schema seed;
      for name in select tablename from pg_tables where schemaname = 'public' loop
        execute format('select exists (select from public.%I)', name) into has_rows;
        if has_rows then execute format('create table seed.%I as table public.%I', name, name); end if;
      end loop;
    end $$`.simple();
}

/**
 * Leaves the rows of the migrations and nothing else. As a replica would apply it: without triggers and foreign keys,
 * so tables go in any order and append-only ones go too. Only the owner of a throw-away cluster may do this.
 */
export async function restoreSeedRows(owner: Sql): Promise<void> {
  await owner`
    do $$
    declare name text; has_rows boolean; written text;
    begin
      set local session_replication_role = replica;
      for name in select tablename from pg_tables where schemaname = 'public' loop
        execute format('select exists (select from public.%I)', name) into has_rows;
        if has_rows then execute format('delete from public.%I', name); end if;
      end loop;
      for name in select tablename from pg_tables where schemaname = 'seed' loop
        select string_agg(quote_ident(column_name), ', ') into written from information_schema.columns
          where table_schema = 'public' and table_name = name and is_generated = 'NEVER';
        execute format('insert into public.%1$I (%2$s) select %2$s from seed.%1$I', name, written);
      end loop;
    end $$`.simple();
}
