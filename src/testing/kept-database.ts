import type { Sql } from "postgres";
import { inject } from "vitest";
import type { Database } from "@/platform/database/db";
import { renew } from "./template";

/*
 * The clone that the files of a worker have one after the other. A new one costs little; backends that know a database
 * cost much: each reads all catalogs and plans all statements anew, which was a third of what a run took.
 */

export type Pools = { readonly database: Database; readonly owner: Sql };

/** Names of the pools' connections, by which their sockets are known from those that a file left open. */
export const NAMES = { application: "kept database", owner: "kept database's owner" } as const;

/** Dead rows, and what backends remember, grow from file to file. */
const FILES_MAX = 12;
const END_TIMEOUT_S = 5;

let kept: { pools: Pools; structure: string; files: number; connections: number } | undefined;

/** What the file before has left, with the rows and sequences of the migrations alone; else nothing. */
export async function takeKept(): Promise<Pools | undefined> {
  if (!kept) return undefined;
  // A file that made them the process's own has ended them with it.
  const isOpen = await look(kept.pools).then(Boolean, () => false);
  if (!isOpen) {
    await dropKept();
    return undefined;
  }
  await renew(kept.pools.owner);
  Object.assign(kept, await look(kept.pools));
  return kept.pools;
}

/** Ends what is kept, whose database another is made in the place of. */
export async function dropKept(): Promise<void> {
  const pools = kept?.pools;
  kept = undefined;
  if (pools) await endPools(pools);
}

/** Keeps a new clone for the files to come. */
export async function keepPools(pools: Pools): Promise<void> {
  if (inject("keepsDatabase")) kept = { pools, ...(await look(pools)), files: 0 };
}

/** Whether the file that ends leaves the database to the next one: its structure and plans are as they were. */
export async function giveBack(pools: Pools): Promise<void> {
  if (kept?.pools !== pools) return endPools(pools);
  kept.files += 1;
  const now = await look(pools).catch(() => null);
  if (now === null || now.structure !== kept.structure || kept.files >= FILES_MAX) return dropKept();
  kept.connections = now.connections;
}

/** How many sockets are open on purpose. */
export const keptSockets = (): number => kept?.connections ?? 0;

async function endPools({ database, owner }: Pools): Promise<void> {
  await Promise.all([database.end(), owner.end({ timeout: END_TIMEOUT_S })]);
}

/**
 * What would tell a database from a fresh clone, beside its rows: definitions, each change of which is a new row of a
 * catalog or a row less, and what vacuum and analyze found, by which Postgres plans.
 */
async function look({ database, owner }: Pools): Promise<{ structure: string; connections: number }> {
  await database.sql`select`;
  const [found] = await owner<{ structure: string; connections: number }[]>`
    select
      (select string_agg(concat_ws('/', name, rows, newest), ' ' order by name) from (
        select 'attribute' as name, count(*) as rows, max(xmin::text::bigint) as newest from pg_attribute
        union all select 'class', count(*), max(xmin::text::bigint) from pg_class
        union all select 'constraint', count(*), max(xmin::text::bigint) from pg_constraint
        union all select 'default', count(*), max(xmin::text::bigint) from pg_attrdef
        union all select 'index', count(*), max(xmin::text::bigint) from pg_index
        union all select 'namespace', count(*), max(xmin::text::bigint) from pg_namespace
        union all select 'policy', count(*), max(xmin::text::bigint) from pg_policy
        union all select 'proc', count(*), max(xmin::text::bigint) from pg_proc
        union all select 'setting', count(*), max(xmin::text::bigint) from pg_db_role_setting
        union all select 'trigger', count(*), max(xmin::text::bigint) from pg_trigger
        union all select 'statistics', count(*), 0 from pg_statistic
        union all select 'tuples', sum(relpages), sum(reltuples)::bigint from pg_class where relkind = 'r'
      ) catalogs) as structure,
      (select count(*)::int from pg_stat_activity
        where datname = current_database() and application_name in ${owner(Object.values(NAMES))}) as connections`;
  if (!found) throw new Error("Postgres has no catalogs.");
  return found;
}
