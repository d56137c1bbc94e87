import { eq, type SQL, sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { withDeadline } from "@/platform/database/watch";
import { hasFactsAfter, holdReader, moveReader, type ReadFact, readFacts } from "@/platform/outbox/read-facts";
import { factReaders, outbox } from "@/platform/outbox/schema";
import { inTransaction } from "@/platform/transaction";

/** Facts that are looked at together. A variant is added up once, however often it comes. */
export const FACTS_AT_ONCE_MAX = 2_000;
/** Everything is added up once, and after facts were missed. */
const WHOLE_MS = 300_000;

/** Whoever adds something up by facts, the only writer of it. */
type Follower = {
  /** The name whose position says how far the sums have come. */
  reader: string;
  /** Whether there is something to do without any fact. */
  isDue?: SQL<boolean>;
  /** Adds up again what these facts are about, or everything. */
  addUp: (ctx: TxContext, facts: readonly ReadFact[] | null) => Promise<void>;
};

/**
 * Adds up what the next facts are about. All of it commits with the position that was read to. Of several who ask at
 * once, one works. Returns how many facts were read.
 */
export async function followFacts(ctx: Context, follower: Follower): Promise<number> {
  const { reader, addUp } = follower;
  if (!(await isDue(ctx, follower))) return 0;
  return withDeadline(WHOLE_MS, () =>
    inTransaction(ctx, async (ctx) => {
      const held = await holdReader(ctx, reader);
      if (!held) return 0;
      if (held.position === 0 || (await hasMissed(ctx, held.position))) {
        await allowWhole(ctx);
        await moveReader(ctx, reader, await lastPosition(ctx));
        await addUp(ctx, null);
        return 0;
      }
      const facts = await readFacts(ctx, reader, FACTS_AT_ONCE_MAX);
      await addUp(ctx, facts);
      return facts.length;
    }),
  );
}

/** For a statement that adds up very many rows. */
export const allowWhole = ({ db }: TxContext) =>
  db.execute(sql`select set_config('statement_timeout', ${`${WHOLE_MS}ms`}, true)`);

/** Without a lock: for whoever asks all the time. */
async function isDue({ db }: Context, { reader, isDue: besides = sql`false` }: Follower): Promise<boolean> {
  const [row] = await db.execute<{ is_due: boolean }>(sql`
    with reader as (select position from ${factReaders} where ${eq(factReaders.name, reader)})
    select not exists (select from reader) or ${hasFactsAfter(sql`(select position from reader)`)} or ${besides}
      as is_due`);
  return row?.is_due === true;
}

/** Whether facts after `position` are gone already. Where none was ever read, what was loaded has none, either. */
export const hasMissedAfter = (position: SQL): SQL<boolean> =>
  sql`coalesce((select min(position) from ${outbox}) > ${position} + 1, false)`;

async function hasMissed({ db }: TxContext, position: number): Promise<boolean> {
  const [row] = await db.execute<{ has_missed: boolean }>(
    sql`select ${hasMissedAfter(sql`${position}::bigint`)} as has_missed`,
  );
  return row?.has_missed === true;
}

async function lastPosition({ db }: TxContext): Promise<number> {
  const [row] = await db.execute<{ last: string | null }>(sql`select max(position) as last from ${outbox}`);
  return Number(row?.last ?? 0);
}
