import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/platform/database/columns";

/** The processes that run, as each says of itself now and again. One that says nothing for long is gone. */
export const processes = pgTable("processes", {
  id: uuid("id").primaryKey(),
  name: text("name", { enum: ["web", "worker", "relay"] }).notNull(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  release: text("release").notNull(),
  node: text("node").notNull(),
  memoryMb: integer("memory_mb").notNull(),
  startedAt: instant("started_at").notNull(),
  seenAt: instant("seen_at").notNull(),
});

/** The last backup that `npm run backup` has finished: one row. */
export const backups = pgTable("backups", {
  id: uuid("id").primaryKey(),
  /** The moment whose rows it has. */
  takenAt: instant("taken_at").notNull(),
});
export type ProcessName = (typeof processes.name.enumValues)[number];
