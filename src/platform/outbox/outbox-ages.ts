import { sql } from "drizzle-orm";
import type { Queryable } from "@/platform/database/db";
import { outbox } from "./schema";

/** Seconds for which the oldest row waits to be published, and the oldest published one for its jobs; 0 if none. */
export async function readOutboxAges(db: Queryable): Promise<{ publishing: number; queueing: number }> {
  const age = (column: unknown) =>
    sql`coalesce(greatest(extract(epoch from clock_timestamp() - min(${column})), 0), 0)::float8`;
  const [row] = await db.execute<{ publishing: number; queueing: number }>(sql`
    select (select ${age(outbox.occurredAt)} from ${outbox} where ${outbox.position} is null) as publishing,
      (select ${age(outbox.publishedAt)} from ${outbox}
        where ${outbox.position} is not null and ${outbox.queuedAt} is null) as queueing`);
  return row ?? { publishing: 0, queueing: 0 };
}
