import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  check,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

/**
 * What must leave the database: events and jobs, written in the transaction that made them true.
 * The relay gives each row its position after commit, so a reader that follows positions skips nothing. Adding its
 * jobs to the queue is a step of its own, so the world hears of it whether or not the queue can be reached.
 */
export const outbox = pgTable(
  "outbox",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    kind: text("kind", { enum: ["event", "job"] }).notNull(),
    name: text("name").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    entityIds: uuid("entity_ids").array().notNull(),
    requestId: text("request_id").notNull(),
    occurredAt: timestamp("occurred_at", { withTimezone: true }).notNull(),
    position: bigint("position", { mode: "number" }),
    publishedAt: timestamp("published_at", { withTimezone: true }),
    /** Since when its jobs are in the queue, or it is known to need none. */
    queuedAt: timestamp("queued_at", { withTimezone: true }),
  },
  (t) => [
    check("outbox_kind_is_event_or_job", sql`${t.kind} in ('event', 'job')`),
    check("outbox_payload_is_an_object", sql`jsonb_typeof(${t.payload}) = 'object'`),
    uniqueIndex("outbox_position_is_given_once").on(t.position),
    index("outbox_unpublished")
      .on(t.id)
      .where(sql`${t.position} is null`),
    // Only rows that ask for work ever stand in it, so writers pay nothing for it.
    index("outbox_unqueued")
      .on(t.position)
      .where(sql`${t.position} is not null and ${t.queuedAt} is null`),
  ],
);

/** The hand that carried out a piece of work, so that the second run of it is a no-op. */
export const claims = pgTable(
  "claims",
  {
    handler: text("handler").notNull(),
    outboxId: bigint("outbox_id", { mode: "number" }).notNull(),
    claimedAt: timestamp("claimed_at", { withTimezone: true }).notNull(),
  },
  (t) => [uniqueIndex("claims_each_handler_once").on(t.handler, t.outboxId)],
);
