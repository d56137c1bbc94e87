import { boolean, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { count, instant } from "@/platform/database/columns";

/** A delivery whose effect has committed, so that a second run of it has none. Written by `once`. */
export const claims = pgTable(
  "claims",
  {
    handler: text("handler").notNull(),
    outboxId: count("outbox_id").notNull(),
    claimedAt: instant("claimed_at", { precision: "microseconds" }).notNull(),
  },
  (t) => [uniqueIndex("claims_each_handler_once").on(t.handler, t.outboxId)],
);

/** The modules that have jobs, and who takes them. */
export const jobModules = pgTable("job_modules", {
  module: text("module").primaryKey(),
  /** A worker asked for this module by name, so its jobs wait in a queue of their own from then on. */
  isApart: boolean("is_apart").notNull().default(false),
  /** When a worker last said that it takes its jobs. */
  takenAt: instant("taken_at", { precision: "microseconds" }).notNull(),
});
