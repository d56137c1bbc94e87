import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "@/modules/users/schema";
import { id, instant, jsonObject, objectCheck } from "@/platform/database/columns";
import { APPROVAL_KINDS, APPROVAL_STATES } from "./approval";

/**
 * What somebody asks a second person for. A trigger keeps it as it was asked, lets it be decided once, by a person, and
 * not when it has expired.
 */
export const approvalRequests = pgTable(
  "approval_requests",
  {
    id: id(),
    kind: text("kind", { enum: APPROVAL_KINDS }).notNull(),
    /** The item to adjust, the import, or the order. */
    subjectId: uuid("subject_id").notNull(),
    /** Whose people hear of it. */
    warehouseId: uuid("warehouse_id").notNull(),
    /** As people call it, and what is asked for. */
    label: text("label").notNull(),
    detail: text("detail").notNull(),
    /** Exactly what is approved; the module that the kind belongs to reads it. */
    payload: jsonObject("payload").notNull(),
    reason: text("reason").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: instant("asked_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    state: text("state", { enum: APPROVAL_STATES }).notNull().default("waiting"),
    decidedBy: uuid("decided_by").references(() => users.id),
    endedAt: instant("ended_at"),
    note: text("note").notNull().default(""),
  },
  (t) => [
    // The list as it opens.
    index("approval_requests_waiting_first").on(sql`((${t.state} = 'waiting')::int)`, t.id),
    index("approval_requests_of_subject").on(t.subjectId, t.id),
    uniqueIndex("approval_requests_one_waiting_for_an_order")
      .on(t.subjectId)
      .where(sql`${t.state} = 'waiting' and ${t.kind} = 'order-discount'`),
    index("approval_requests_that_expire")
      .on(t.expiresAt)
      .where(sql`${t.state} = 'waiting'`),
    check(
      "approval_requests_kind_is_known",
      sql`${t.kind} in ('stock-adjustment', 'reserved-loss', 'imported-stock', 'order-discount')`,
    ),
    check(
      "approval_requests_state_is_known",
      sql`${t.state} in ('waiting', 'approved', 'refused', 'withdrawn', 'expired')`,
    ),
    check("approval_requests_say_why", sql`${t.reason} <> ''`),
    check("approval_requests_need_a_second_person", sql`${t.decidedBy} <> ${t.askedBy}`),
    check(
      "approval_requests_are_decided_by_someone",
      sql`(${t.state} in ('approved', 'refused')) = (${t.decidedBy} is not null)`,
    ),
    check("approval_requests_end_once", sql`(${t.state} = 'waiting') = (${t.endedAt} is null)`),
    objectCheck("approval_requests", t.payload),
  ],
);
