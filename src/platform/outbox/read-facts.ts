import { eq, type SQL, sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { existsForEach } from "@/platform/database/exists-for-each";
import { factReaders } from "./schema";

export type ReadFact = { position: number; name: string; payload: Record<string, unknown>; requestId: string };

type Row = { position: string; name: string; payload: Record<string, unknown>; request_id: string };

/** Takes hold of a reader's position until the transaction ends; null while somebody else holds it. */
export async function holdReader(ctx: TxContext, reader: string): Promise<{ position: number } | null> {
  const hold = () =>
    ctx.db.select().from(factReaders).where(eq(factReaders.name, reader)).for("update", { skipLocked: true });
  const [known] = await hold();
  if (known) return known;
  // To insert it beside one that somebody moves would wait for them.
  if ((await ctx.db.$count(factReaders, eq(factReaders.name, reader))) > 0) return null;
  await ctx.db.insert(factReaders).values({ name: reader, position: 0 }).onConflictDoNothing();
  return (await hold())[0] ?? null;
}

/** Moves a reader's position on, which whoever asks holds. */
export async function moveReader(ctx: TxContext, reader: string, position: number): Promise<void> {
  await ctx.db.update(factReaders).set({ position }).where(eq(factReaders.name, reader));
}

/** Whether there is something to read after a position. Jobs have positions, too. */
export const hasFactsAfter = (position: SQL): SQL<boolean> =>
  existsForEach(sql`from outbox where kind = 'event' and position > ${position} order by position`);

/** The same for a reader, without a lock: for whoever asks all the time. */
export async function hasFacts({ db }: Pick<Context, "db">, reader: string): Promise<boolean> {
  const position = sql`coalesce((select position from ${factReaders} where ${eq(factReaders.name, reader)}), 0)`;
  const [row] = await db.execute<{ has_facts: boolean }>(sql`select ${hasFactsAfter(position)} as has_facts`);
  return row?.has_facts === true;
}

/**
 * The next published facts for a reader that has a position of its own, in their order: for a module that looks at many
 * facts at once, where a job for each would cost more than its work. The position commits with what the reader does, so
 * it does so once. While somebody else reads for it there is nothing to read.
 */
export async function readFacts(ctx: TxContext, reader: string, limit: number): Promise<ReadFact[]> {
  const held = await holdReader(ctx, reader);
  if (!held) return [];
  const rows = await ctx.db.execute<Row>(sql`
    select position, name, payload, request_id from outbox
    where position > ${held.position} and kind = 'event' order by position ${atMost(limit)}`);
  const last = rows.at(-1);
  if (!last) return [];
  await moveReader(ctx, reader, Number(last.position));
  return rows.map((row) => ({
    position: Number(row.position),
    name: row.name,
    payload: row.payload,
    requestId: row.request_id,
  }));
}
