import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { makeLogger } from "@/platform/logger";
import { relayBatch } from "@/platform/outbox/relay";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";

export const THING_CHANGED = "tests.changed";

/** Publishes what has happened, as the relay does. */
export async function publishAll(db: Db): Promise<void> {
  const options = { db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") };
  for (let result = await relayBatch(options); result.role === "leader" && result.published > 0;)
    result = await relayBatch(options);
}

/** Puts facts straight into the outbox, each in a transaction of its own. */
export async function writeFacts(db: Db, count: number, name = THING_CHANGED): Promise<void> {
  for (let number = 1; number <= count; number += 1) await insertFact(db, name, newId(), number);
}

export type WritersOptions = { writers: number; facts: number; holdMsMax: number; things?: number };

/**
 * Many writers at once, whose transactions stay open for a random while after they wrote, so that they commit in
 * another order than the one in which their rows got their ids. Facts of one thing are numbered under its lock.
 */
export async function writeFactsAtOnce(db: Db, options: WritersOptions): Promise<void> {
  const things = Array.from({ length: options.things ?? 40 }, () => ({ id: newId(), number: 0 }));
  let left = options.facts;
  const write = async () => {
    while (left > 0) {
      left -= 1;
      const place = Math.floor(Math.random() * things.length);
      const thing = things[place];
      if (!thing) throw new Error("There is no such thing.");
      await db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(777, ${place})`);
        thing.number += 1;
        await insertFact(tx, THING_CHANGED, thing.id, thing.number);
        await pause(Math.random() * options.holdMsMax);
      });
    }
  };
  await Promise.all(Array.from({ length: options.writers }, write));
}

async function insertFact(db: Pick<Db, "execute">, name: string, thingId: string, number: number): Promise<void> {
  const payload = JSON.stringify({ thingId, number });
  await db.execute(sql`
    insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
    values ('event', ${name}, ${payload}::jsonb, array[${thingId}::uuid], 'tests', now())`);
}

export type WrittenFact = { position: number | null; thingId: string; number: number };

/** The facts of `writeFacts…` by position. */
export async function listFacts(db: Db): Promise<WrittenFact[]> {
  const rows = await db.execute<{ position: string | null; thing_id: string; number: string }>(sql`
    select position, payload ->> 'thingId' as thing_id, payload ->> 'number' as number
    from outbox where kind = 'event' order by position nulls last`);
  return rows.map((row) => ({
    position: row.position === null ? null : Number(row.position),
    thingId: row.thing_id,
    number: Number(row.number),
  }));
}

/** How many rows wait for their jobs to be in the queue, published or not. */
export async function countUnqueued(db: Db): Promise<number> {
  const [row] = await db.execute<{ waiting: string }>(
    sql`select count(*) as waiting from outbox where queued_at is null`,
  );
  return Number(row?.waiting);
}

/** A point that one side waits at until the other opens it. */
export function makeGate(): { open: () => void; opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
