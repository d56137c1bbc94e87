import { sql } from "drizzle-orm";
import type { Queryable } from "@/platform/database/db";
import type { Fact } from "@/shared/event";

export const PAGE_ROWS_MAX = 500;

/** A row that has its position. Job rows have one too, so that positions are gapless. */
export type PublishedRow = Fact & { position: number; kind: "event" | "job" };

/** A new stream begins this far back: what its page read before the stream was open is covered. */
const OVERLAP_SECONDS = 10;

/** The next rows after a position. One relay gives positions and commits them in order, so none appears late. */
export async function readPublished(db: Queryable, after: number, limit: number): Promise<PublishedRow[]> {
  type Row = {
    position: string;
    kind: "event" | "job";
    name: string;
    entity_ids: string[];
    warehouse_ids: string[] | null;
  };
  const rows = await db.execute<Row>(sql`
    select position, kind, name, entity_ids, warehouse_ids from outbox
    where position > ${after} order by position limit ${limit}`);
  return rows.map((row) => ({
    position: Number(row.position),
    kind: row.kind,
    name: row.name,
    entityIds: row.entity_ids,
    warehouseIds: row.warehouse_ids,
  }));
}

/** What is still kept: the first and the last position, both 0 while nothing was published. */
export async function newestPosition(db: Queryable): Promise<{ oldest: number; newest: number }> {
  const [row] = await db.execute<{ oldest: string; newest: string }>(sql`
    select coalesce(min(position), 0) as oldest, coalesce(max(position), 0) as newest from outbox`);
  return { oldest: Number(row?.oldest ?? 0), newest: Number(row?.newest ?? 0) };
}

/** The newest position of some seconds ago, by the database's clock. */
export async function startPosition(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ position: string }>(sql`
    select coalesce(
      (select position from outbox
       where position is not null and published_at < now() - make_interval(secs => ${OVERLAP_SECONDS})
       order by position desc limit 1),
      (select min(position) - 1 from outbox), 0) as position`);
  return Number(row?.position ?? 0);
}
