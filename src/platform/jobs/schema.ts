import { pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
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
