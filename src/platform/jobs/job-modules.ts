import { sql } from "drizzle-orm";
import type { Queryable } from "@/platform/database/db";
import { arrayOf } from "@/platform/database/rows";
import { jobModules } from "./schema";

/** Where jobs wait whose module has no queue of its own: all of them, until a worker asks for some by name. */
export const COMMON_QUEUE = "quartermaster";
export const queueOf = (module: string): string => `${COMMON_QUEUE}-${module}`;

/** Workers say it six times as often, so that one that is restarted is not missed. */
const TAKEN_S_MAX = 60;

/** The modules whose jobs wait in a queue of their own. */
export async function listApart(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ module: string }>(sql`select module from ${jobModules} where is_apart`);
  return rows.map(({ module }) => module);
}

/** A worker says that it takes the jobs of these modules; by name, they are `apart` for good. */
export async function sayTaken(
  db: Queryable,
  modules: readonly string[],
  { apart }: { apart: boolean },
): Promise<void> {
  await db.execute(sql`
    insert into ${jobModules} (module, is_apart, taken_at)
    select module, ${apart}, clock_timestamp() from unnest(${arrayOf(modules, "text")}) as module
    on conflict (module) do update
    set taken_at = excluded.taken_at, is_apart = job_modules.is_apart or excluded.is_apart`);
}

/** There is such a module, whether or not anybody takes its jobs. */
export async function sayKnown(db: Queryable, modules: readonly string[]): Promise<void> {
  await db.execute(sql`
    insert into ${jobModules} (module, taken_at)
    select module, clock_timestamp() from unnest(${arrayOf(modules, "text")}) as module
    on conflict (module) do nothing`);
}

/**
 * The modules whose jobs no worker has taken for a minute: they wait. Asked of those that this release has: one that
 * came with a release that was taken back, or went with a later one, is nobody's to take.
 */
export async function listUntaken(db: Queryable, among: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ module: string }>(sql`
    select module from ${jobModules}
    where module = any(${arrayOf(among, "text")})
      and taken_at < clock_timestamp() - make_interval(secs => ${TAKEN_S_MAX})
    order by module`);
  return rows.map(({ module }) => module);
}
