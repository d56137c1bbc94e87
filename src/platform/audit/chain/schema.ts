import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { bytes, id, instant, jsonObject } from "@/platform/database/columns";
import type { Contents } from "./head";
import type { TrailReport } from "./report";

/**
 * A finished day of the audit trail: what it held, and its head, which stands on the head of the day before. Nobody may
 * change or remove one, and no two follow the same, so the days form one chain; whoever holds a later head holds them
 * all.
 */
export const auditSeals = pgTable(
  "audit_seals",
  {
    /** By UTC, as the ids of the rows tell it. The first one holds what is older as well. */
    day: date("day", { mode: "string" }).primaryKey(),
    /** Null of the first day alone. */
    previousHead: text("previous_head").references((): AnyPgColumn => auditSeals.head),
    head: text("head").notNull(),
    contents: jsonObject<Contents>("contents").notNull(),
    sealedAt: instant("sealed_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    unique("audit_seals_have_heads_of_their_own").on(t.head),
    unique("audit_seals_follow_one_another").on(t.previousHead).nullsNotDistinct(),
    check("audit_seals_are_of_days_that_are_over", sql`${t.day} < (${t.sealedAt} at time zone 'UTC')::date`),
  ],
);

/** The hash of each row of a sealed day, so that a row that was altered is named. They go with the rows themselves. */
export const auditSealBlocks = pgTable(
  "audit_seal_blocks",
  {
    day: date("day", { mode: "string" }).notNull(),
    source: text("source").notNull(),
    ordinal: integer("ordinal").notNull(),
    /** Of each row in turn its id (16 bytes) and its hash (32 bytes). */
    hashes: bytes("hashes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.day, t.ordinal] })],
);

/** That rows of a day were removed for their age: written by the database as it removes the first of them. */
export const auditSweeps = pgTable(
  "audit_sweeps",
  {
    id: id(),
    day: date("day", { mode: "string" }).notNull(),
    source: text("source").notNull(),
    sweptAt: instant("swept_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [unique("audit_sweeps_are_told_once").on(t.source, t.day)],
);

/** A finished run over the trail. The application may add one and remove old ones; it cannot date or change one. */
export const auditProofs = pgTable(
  "audit_proofs",
  {
    id: id(),
    finishedAt: instant("finished_at")
      .notNull()
      .default(sql`now()`),
    isWhole: boolean("is_whole").notNull(),
    isSound: boolean("is_sound").notNull(),
    /** The last day that was proved; null where none is sealed yet. */
    provedUntil: date("proved_until", { mode: "string" }),
    report: jsonObject<TrailReport>("report").notNull(),
  },
  (t) => [index("audit_proofs_by_time").on(t.finishedAt)],
);
