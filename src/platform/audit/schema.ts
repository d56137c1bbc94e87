import { isNull, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, boolean, check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { count, id, instant, jsonObject, objectCheck, safeIntegerCheck } from "@/platform/database/columns";
import type { Entity } from "@/shared/entity";

/** Kinds of refusals. */
export const REFUSAL_KINDS = ["sign-in-refused", "sign-in-stopped", "access-denied"] as const;
export const SECURITY_EVENT_KINDS = [...REFUSAL_KINDS, "key-used"] as const;

/** Done all day long. */
export const FREQUENT_ACTIONS: readonly string[] = ["orders.place", "orders.ship"];
/** What they write of, and most entries are of; each names the warehouses where it happened. */
export const FREQUENT_ENTITIES: readonly string[] = ["order", "stock-transaction"] satisfies Entity[];
/** The values stand in the text, as in an index: the planner compares the two word by word. */
export const isRareAction = (action: AnyPgColumn): SQL => sql`${action} not in ${FREQUENT_ACTIONS}`.inlineParams();

/** Who changed what, from what, to what, in which request. Append-only by trigger and grant. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: id(),
    occurredAt: instant("occurred_at", { precision: "microseconds" }).notNull(),
    /** Null where nobody was signed in: a secret in the request identified the person. */
    actorId: uuid("actor_id"),
    /** Null where they did it themselves; otherwise the key that a program did it with in their name. */
    keyId: uuid("key_id"),
    action: text("action").notNull(),
    entity: text("entity").$type<Entity>().notNull(),
    entityId: uuid("entity_id").notNull(),
    /** What a person calls the thing: an order's number, a product's title. */
    label: text("label").notNull(),
    before: jsonObject<Record<string, unknown>>("before"),
    after: jsonObject<Record<string, unknown>>("after"),
    requestId: text("request_id").notNull(),
    /** Null where it concerns no single warehouse. */
    warehouseIds: uuid("warehouse_ids").array(),
    /** Fields that only people who may see costs may read. Null where the writer did not declare any: then all are. */
    confidential: text("confidential").array(),
  },
  (t) => [
    index("audit_entries_of_entity").on(t.entityId, t.id),
    index("audit_entries_of_actor").on(t.actorId, t.id),
    // Changes of one kind, of those that are rare among all; placing and shipping write no entry of it.
    index("audit_entries_of_rare_kind")
      .on(t.entity, t.id)
      .where(sql`${t.entity} not in ('order', 'stock-transaction')`),
    // What is done rarely, for whoever narrows the audit to it; what is done all day is found among the newest.
    index("audit_entries_of_rare_action").on(t.action, t.id).where(isRareAction(t.action)),
    // What happened in a warehouse, which may be a quiet one, and in the others of the few that concern several.
    index("audit_entries_of_warehouse")
      .on(sql`(${t.warehouseIds}[1])`, t.id)
      .where(sql`${t.warehouseIds}[1] is not null`),
    index("audit_entries_of_warehouses")
      .on(t.id)
      .where(sql`${t.warehouseIds}[2] is not null`),
    // What concerns the whole shop, for those who read of few warehouses; placing and shipping write none of it.
    index("audit_entries_of_whole_shop").on(t.id).where(isNull(t.warehouseIds)),
  ],
);

/**
 * From where a change was asked for, under the id of its entry; what a job does has none. Apart from the entry, because
 * an address is personal: it goes when refusals of its age do, and the entry stays.
 */
export const auditAddresses = pgTable(
  "audit_addresses",
  {
    id: id(),
    occurredAt: instant("occurred_at")
      .notNull()
      .default(sql`now()`),
    address: text("address").notNull(),
  },
  // Of few addresses, so that it stays small: equal ones share an entry.
  (t) => [index("audit_addresses_of_address").on(t.address)],
);

/**
 * In which session something was done, under the id of its entry, refusal or list that left; a key and a job have none.
 * Apart for the same reasons as addresses, and with their end.
 */
export const auditSessions = pgTable(
  "audit_sessions",
  {
    id: id(),
    occurredAt: instant("occurred_at")
      .notNull()
      .default(sql`now()`),
    /** The id that the session began with, by which its sign-in is told, whichever it goes on under. */
    sessionId: uuid("session_id").notNull(),
  },
  // Many of one session, so that it stays small: equal ones share an entry.
  (t) => [index("audit_sessions_of_session").on(t.sessionId)],
);

/**
 * What was taken out of the record, because it was personal and whom it was about was erased. Written by the database
 * alone, with the hash of the entry before and after, so that a trail that was changed otherwise is told from it.
 */
export const auditRedactions = pgTable(
  "audit_redactions",
  {
    id: id(),
    entryId: uuid("entry_id").notNull(),
    /** About whom it was. */
    subjectId: uuid("subject_id").notNull(),
    hashBefore: text("hash_before").notNull(),
    hashAfter: text("hash_after").notNull(),
    redactedAt: instant("redacted_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [index("audit_redactions_of_entry").on(t.entryId)],
);

/**
 * What concerns safety and changes nothing: what was refused to somebody, that a key was used on a day.
 * Append-only, and removed after half a year by a rule of the database. A change, as a sign-in or a new role, is an
 * entry of the audit.
 */
export const securityEvents = pgTable(
  "security_events",
  {
    id: id(),
    occurredAt: instant("occurred_at")
      .notNull()
      .default(sql`now()`),
    kind: text("kind", { enum: SECURITY_EVENT_KINDS }).notNull(),
    /** Null where it is not known who it was, or there is no such account. */
    userId: uuid("user_id"),
    address: text("address").notNull(),
    /** What was asked for: the name of a permission, or a key. Never what was typed. */
    subject: text("subject").notNull(),
    requestId: text("request_id").notNull(),
  },
  (t) => [
    index("security_events_by_age").on(t.occurredAt),
    check(
      "security_events_kind_is_known",
      sql`${t.kind} in ('sign-in-refused', 'sign-in-stopped', 'access-denied', 'key-used')`,
    ),
  ],
);

/** What left as a file: who took which list, narrowed how, and how much of it. Deleted after a while. */
export const listExports = pgTable(
  "list_exports",
  {
    id: id(),
    beganAt: instant("began_at").notNull(),
    userId: uuid("user_id"),
    /** Null where they took it themselves; otherwise the key that a program took it with in their name. */
    keyId: uuid("key_id"),
    address: text("address").notNull(),
    /** The procedure that asks for the list. */
    list: text("list").notNull(),
    /** Never what was searched, only that something was: it may be somebody's name. */
    filters: jsonObject<Record<string, unknown>>("filters").notNull(),
    rows: count("rows")
      .notNull()
      .default(sql`0`),
    /** False while it is under way, and for ever where it was broken off. */
    isWhole: boolean("is_whole").notNull().default(false),
    requestId: text("request_id").notNull(),
  },
  (t) => [
    index("list_exports_by_age").on(t.beganAt, t.id),
    objectCheck("list_exports", t.filters),
    safeIntegerCheck("list_exports", t.rows),
  ],
);
