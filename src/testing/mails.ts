import { sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import { allHandlers } from "@/server/jobs";
import { systemContext } from "./context";

type Row = { id: string; payload: Record<string, unknown> };

/** Does the work that facts and jobs of this name ask for, each time it is called, as a queue that delivers twice. */
export async function runJobsNamed(db: Db, name: string, now = new Date()): Promise<void> {
  const rows = await db.execute<Row>(sql`select id, payload from outbox where name = ${name} order by id`);
  for (const handler of allHandlers.filter(({ source }) => source.name === name)) {
    for (const { id, payload } of rows) {
      const delivery = { handler: handler.name, outboxId: Number(id), signal: new AbortController().signal };
      await handler.run({ ...systemContext(db, { action: handler.name, now }), delivery }, payload);
    }
  }
}
