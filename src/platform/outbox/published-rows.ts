import { sql } from "drizzle-orm";
import type { Queryable } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import type { PublishedFact } from "./fact-batch";

export const PAGE_ROWS_MAX = 500;

/** A row that has its position. Job rows have one too, so that positions are gapless. */
export type PublishedRow = PublishedFact & { kind: "event" | "job"; occurredAt: number; publishedAt: number };

/** The next rows after a position. One relay gives positions and commits them in order, so none appears late. */
export async function readPublished(db: Queryable, after: number, limit: number): Promise<PublishedRow[]> {
  type Row = {
    position: string;
    kind: "event" | "job";
    name: string;
    entity_ids: string[];
    warehouse_ids: string[] | null;
    occurred_at_ms: number;
    published_at_ms: number;
  };
  const rows = await db.execute<Row>(sql`
    select position, kind, name, entity_ids, warehouse_ids,
      (extract(epoch from occurred_at) * 1000)::float8 as occurred_at_ms,
      (extract(epoch from published_at) * 1000)::float8 as published_at_ms
    from outbox
    where position > ${after} order by position ${atMost(limit)}`);
  return rows.map((row) => ({
    position: Number(row.position),
    kind: row.kind,
    name: row.name,
    entityIds: row.entity_ids,
    warehouseIds: row.warehouse_ids,
    occurredAt: row.occurred_at_ms,
    publishedAt: row.published_at_ms,
  }));
}

/** What is still kept: the first and the last position, both 0 while nothing was published. */
export async function newestPosition(db: Queryable): Promise<{ oldest: number; newest: number }> {
  const [row] = await db.execute<{ oldest: string; newest: string }>(sql`
    select coalesce(min(position), 0) as oldest, coalesce(max(position), 0) as newest from outbox`);
  return { oldest: Number(row?.oldest ?? 0), newest: Number(row?.newest ?? 0) };
}
