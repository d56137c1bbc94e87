import type { Sql } from "postgres";
import { inject } from "vitest";
import type { Database } from "@/platform/database/db";
import { renew } from "./template";

/*
 * The clone that the files of a worker have one after the other. A new one costs little; backends that know a database
 * cost much, since each reads all catalogs and plans all statements anew.
 */

export type Pools = { readonly database: Database; readonly owner: Sql };

/** Names of the pools' connections, by which their sockets are known from those that a file left open. */
export const NAMES = { application: "kept database", owner: "kept database's owner" } as const;

/** Dead rows, and what backends remember, grow from file to file. */
const FILES_MAX = 12;
const END_TIMEOUT_S = 5;

let kept: { pools: Pools; structure: string; files: number; connections: number } | undefined;

/** Keeps a new clone for the files to come, in a suite whose files share one. */
export async function keepPools(pools: Pools): Promise<void> {
  if (inject("keepsDatabase")) kept = { pools, ...(await look(pools)), files: 0 };
}

/** What the file before has left, with the rows and sequences of the migrations alone; else nothing. */
export async function takeKept(): Promise<Pools | undefined> {
  if (!kept) return undefined;
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

/** Ends the pools of a file, unless they are kept. */
export const leavePools = async (pools: Pools): Promise<void> => (kept?.pools === pools ? undefined : endPools(pools));

/**
 * At the very end of a file: keeps the database for the next one, or ends it. It goes on where its structure and what
 * Postgres plans by are as they were, and nobody has ended the pools, as a process does with what is its own.
 */
export async function judgeKept(): Promise<void> {
  if (!kept) return;
  kept.files += 1;
  const now = await look(kept.pools).catch(() => null);
  if (now === null || now.structure !== kept.structure || kept.files >= FILES_MAX) await dropKept();
  else kept.connections = now.connections;
}

/** How many sockets are open on purpose. */
export const keptSockets = (): number => kept?.connections ?? 0;

async function endPools({ database, owner }: Pools): Promise<void> {
  await Promise.all([database.end(), owner.end({ timeout: END_TIMEOUT_S })]);
}

/** Each definition is a row of one of these; to change it writes a new row, and to drop it leaves one row less. */
const CATALOGS = [
  "pg_attrdef",
  "pg_attribute",
  "pg_class",
  "pg_constraint",
  "pg_db_role_setting",
  "pg_enum",
  "pg_extension",
  "pg_index",
  "pg_namespace",
  "pg_policy",
  "pg_proc",
  "pg_rewrite",
  "pg_statistic_ext",
  "pg_trigger",
  "pg_type",
];
const DEFINITIONS = CATALOGS.map(
  (catalog) => `select '${catalog}' as name, count(*) as rows, max(xmin::text::bigint) as newest from ${catalog}`,
).join(" union all ");
/** What vacuum and analyze found. */
const STATISTICS = `
  select 'statistics', count(*), 0 from pg_statistic
  union all select 'tuples', sum(relpages), sum(reltuples)::bigint from pg_class where relkind = 'r'`;

/** What would tell a database from a fresh clone, beside its rows; throws where a pool is ended. */
async function look({ database, owner }: Pools): Promise<{ structure: string; connections: number }> {
  await database.sql`select`;
  const [found] = await owner<{ structure: string; connections: number }[]>`
    select
      (select string_agg(concat_ws('/', name, rows, newest), ' ' order by name)
        from (${owner.unsafe(DEFINITIONS)} union all ${owner.unsafe(STATISTICS)}) catalogs) as structure,
      (select count(*)::int from pg_stat_activity
        where datname = current_database() and application_name in ${owner(Object.values(NAMES))}) as connections`;
  if (!found) throw new Error("Postgres has no catalogs.");
  return found;
}
