import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/platform/database/db";
import type { Sweep } from "@/platform/database/retention";
import { shopSettings } from "./schema";
import { shopToday } from "./shop-today";

/** A day is kept when it has been over for a day: nearly nothing changes what happened on it any more. */
const DAYS_OPEN = 2;
const shopZone = sql`(select ${shopSettings.timeZone} from ${shopSettings})`;

type OfDays = PgTable & { day: PgColumn };

export type KeptDays = {
  /** Which days of the shop's calendar are kept. Triggers take the mark away when something of a day changes. */
  days: OfDays & { isKept: PgColumn };
  /** What is kept of a day, without its mark. */
  sums: readonly OfDays[];
  /** How far back anybody asks. */
  daysMax: number;
  /** Whether there is anything to keep of `calendar.day` in that zone. */
  hasAny: (timeZone: SQL) => SQL;
  /** Adds the day up into `sums`, which have nothing of it. */
  keep: (tx: Tx, day: string, timeZone: SQL) => Promise<void>;
};

/**
 * Adds up each day that is over and not kept, the newest first, and lets go of days that nobody can ask for. Whoever
 * works writes none of it, so nobody waits for a sum.
 */
export const keepDays =
  (kept: KeptDays): Sweep =>
  async (db, signal) => {
    const { days, daysMax, hasAny } = kept;
    const due = await db.execute<{ day: string }>(sql`
      select calendar.day::text as day
        from (select ${shopToday} - age as day
                from generate_series(${DAYS_OPEN}::integer, ${daysMax}::integer) age) as calendar
       where not exists (select from ${days} where ${days.day} = calendar.day and ${days.isKept})
         and ${hasAny(shopZone)}
       order by calendar.day desc`);
    for (const { day } of due) {
      if (signal?.aborted) return 0;
      await db.transaction((tx) => keepDay(tx, kept, day));
    }
    await dropOldDays(db, kept);
    return 0;
  };

/**
 * Under two locks: of the settings, so that the zone of the calendar stays as it is, and of the day's own row, where
 * whoever changes something of the day waits, and then takes the mark away again.
 */
async function keepDay(tx: Tx, { days, sums, keep }: KeptDays, day: string): Promise<void> {
  // The zone may have changed since the days were listed, and the day not be over in the new one.
  const [settings] = await tx.execute<{ zone: string; is_over: boolean }>(sql`
    select ${shopSettings.timeZone} as zone, ${day}::date <= ${shopToday} - ${DAYS_OPEN}::integer as is_over
    from ${shopSettings} for share`);
  if (!settings?.is_over) return;
  const [row] = await tx.execute<{ is_kept: boolean }>(sql`
    insert into ${days} (day, is_kept) values (${day}::date, false)
    on conflict (day) do update set is_kept = ${days.isKept}
    returning is_kept`);
  if (row?.is_kept) return;
  await forget(tx, sums, sql`= ${day}::date`);
  await keep(tx, day, sql`${settings.zone}::text`);
  await tx.execute(sql`update ${days} set is_kept = true where ${days.day} = ${day}::date`);
}

async function forget(tx: Tx, sums: KeptDays["sums"], which: SQL): Promise<void> {
  for (const table of sums) await tx.execute(sql`delete from ${table} where ${table.day} ${which}`);
}

const dropOldDays = (db: Db, { days, sums, daysMax }: KeptDays): Promise<void> =>
  db.transaction(async (tx) => {
    const isOld = sql`< ${shopToday} - ${daysMax}::integer`;
    await tx.execute(sql`select from ${days} where ${days.day} ${isOld} for update`);
    await forget(tx, sums, isOld);
    await tx.execute(sql`delete from ${days} where ${days.day} ${isOld}`);
  });
