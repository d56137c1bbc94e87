import { sql } from "drizzle-orm";
import { bigserial, check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { count, instant, jsonObject } from "@/platform/database/columns";

/** The relay notifies feeds of new positions on this channel. */
export const FEED_CHANNEL = "feed";
/** Writers wake the relay on this one. */
export const RELAY_CHANNEL = "relay";

/**
 * What must leave the database: events and jobs, written in the transaction that made them true.
 * The relay gives each row its position after commit, so a reader that follows positions skips nothing. Adding its
 * jobs to the queue is a separate step, so live events flow whether or not the queue can be reached.
 */
export const outbox = pgTable(
  "outbox",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    kind: text("kind", { enum: ["event", "job"] }).notNull(),
    name: text("name").notNull(),
    payload: jsonObject<Record<string, unknown>>("payload").notNull(),
    entityIds: uuid("entity_ids").array().notNull(),
    /** Where it happened: only people who work in one of these warehouses hear of it. Null where everybody does. */
    warehouseIds: uuid("warehouse_ids").array(),
    requestId: text("request_id").notNull(),
    /** The trace of whoever wrote it, as W3C writes it, so that what follows belongs to it. */
    traceParent: text("trace_parent"),
    occurredAt: instant("occurred_at", { precision: "microseconds" }).notNull(),
    position: count("position"),
    publishedAt: instant("published_at", { precision: "microseconds" }),
    /** Since when its jobs are in the queue, or it is known to need none. */
    queuedAt: instant("queued_at", { precision: "microseconds" }),
  },
  (t) => [
    check("outbox_kind_is_event_or_job", sql`${t.kind} in ('event', 'job')`),
    check("outbox_payload_is_an_object", sql`jsonb_typeof(${t.payload}) = 'object'`),
    uniqueIndex("outbox_position_is_given_once").on(t.position),
    index("outbox_unpublished")
      .on(t.id)
      .where(sql`${t.position} is null`),
    // Only rows that need jobs are ever in it, so other writers do not pay for it.
    index("outbox_unqueued")
      .on(t.position)
      .where(sql`${t.position} is not null and ${t.queuedAt} is null`),
  ],
);

/** How far somebody has read who takes facts in batches, instead of a job for each. */
export const factReaders = pgTable("fact_readers", {
  name: text("name").primaryKey(),
  position: count("position").notNull(),
});
