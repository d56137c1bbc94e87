import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { count, createdAt, id, instant, version } from "@/platform/database/columns";
import { type Permission, ROLES } from "@/shared/access";
import { FACTOR_POLICIES } from "./factor";

/** The people of the shop, and the programs that act for it. The row `SYSTEM_USER_ID` is the system itself. */
export const users = pgTable(
  "users",
  {
    id: id(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ROLES }).notNull(),
    /** Works in every warehouse; otherwise only in those of `warehouse_grants`. */
    allWarehouses: boolean("all_warehouses").notNull().default(true),
    /** A program has access, a history and keys as a person has them, and never a password. */
    kind: text("kind", { enum: ["person", "program"] })
      .notNull()
      .default("person"),
    status: text("status", { enum: ["invited", "active", "disabled", "system"] }).notNull(),
    passwordHash: text("password_hash"),
    /** Shorter than what is asked of one that stands alone; seen when it was last typed. */
    passwordIsShort: boolean("password_is_short").notNull().default(false),
    version: version(),
    createdAt: createdAt(),
    lastSignInAt: instant("last_sign_in_at"),
    /** Where a person works unless they say otherwise. Foreign keys to a higher module are only in the migration. */
    homeWarehouseId: uuid("home_warehouse_id"),
    /** Where they said they work, and on which day of the shop: with a home, the choice is for that day. */
    workingWarehouseId: uuid("working_warehouse_id"),
    workingOn: date("working_on"),
  },
  (t) => [
    uniqueIndex("users_email_is_taken").on(sql`lower(${t.email})`),
    check("users_role_is_known", sql`${t.role} in ('admin', 'manager', 'staff')`),
    check("users_status_is_known", sql`${t.status} in ('invited', 'active', 'disabled', 'system')`),
    check("users_work_somewhere_on_a_day", sql`(${t.workingWarehouseId} is null) = (${t.workingOn} is null)`),
    check("users_kind_is_known", sql`${t.kind} in ('person', 'program')`),
    check(
      "users_active_people_have_a_password",
      sql`${t.status} <> 'active' or ${t.passwordHash} is not null or ${t.kind} = 'program'`,
    ),
    check("users_programs_have_no_password", sql`${t.kind} = 'person' or ${t.passwordHash} is null`),
  ],
);

/** The warehouses a person works in. Their table is in a higher module, so the foreign key is only in the migration. */
export const warehouseGrants = pgTable(
  "warehouse_grants",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    warehouseId: uuid("warehouse_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.warehouseId] })],
);

/** A signed-in browser, whose cookie holds the id. It is valid until it ends, expires or is idle for too long. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    /** When its person last showed that it is them: at the sign-in, or before a change that asks for it. */
    confirmedAt: instant("confirmed_at"),
    /** Its person's access has changed: the next request continues it under a new id, which whoever names it gets. */
    mustRenew: boolean("must_renew").notNull().default(false),
    /** The session that continues this one, which ends a moment later: requests under way still name it. */
    renewedTo: uuid("renewed_to"),
    /** The id that it began with, where it continues another: by that one the audit knows what was done in it. */
    beganAs: uuid("began_as"),
    userAgent: text("user_agent").notNull().default(""),
    address: text("address").notNull().default(""),
  },
  (t) => [index("sessions_of_user").on(t.userId, t.createdAt)],
);

/** A browser that has signed in to an account before: its tries at a password count by themselves. */
export const knownDevices = pgTable(
  "known_devices",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    /** A digest of what its cookie holds. */
    device: text("device").notNull(),
    lastSeenAt: instant("last_seen_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.userId, t.device] })],
);

/** How many tries at a password were made of late, by account, address, device and person, and what is closed. */
export const passwordTries = pgTable(
  "password_tries",
  {
    /** A digest of what is limited. */
    key: text("key").primaryKey(),
    tries: integer("tries").notNull(),
    changedAt: instant("changed_at").notNull(),
    closedUntil: instant("closed_until").notNull(),
  },
  (t) => [index("password_tries_by_age").on(t.changedAt)],
);

/** A link that works once: an invitation, a new password, or the first administrator. Only its digest is kept. */
export const oneTimeLinks = pgTable(
  "one_time_links",
  {
    id: id(),
    purpose: text("purpose", { enum: ["invitation", "password-reset", "first-administrator"] }).notNull(),
    /** Null for the first administrator, who has no row yet. */
    userId: uuid("user_id").references(() => users.id),
    tokenDigest: text("token_digest").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** By being made it opens the account for tries again. Not one that a stranger can ask for. */
    opensAccount: boolean("opens_account").notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("one_time_links_token_is_single").on(t.tokenDigest),
    index("one_time_links_of_user").on(t.userId),
    check("one_time_links_name_their_user", sql`(${t.purpose} = 'first-administrator') = (${t.userId} is null)`),
  ],
);

/** The telephone that gives a person's codes, and the recovery codes for when it is lost. */
export const secondFactors = pgTable(
  "second_factors",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    /** What codes are computed from. */
    secretSealed: text("secret_sealed").notNull(),
    /** Null until a first code of it was given: it does not count before. */
    confirmedAt: instant("confirmed_at"),
    /** Of the codes, each works once: the last whose step was used. */
    lastStep: count("last_step").notNull().default(0),
    /** How many wrong codes came with the right password, and when the last did; a day without one forgets them. */
    wrongCodes: count("wrong_codes")
      .notNull()
      .default(sql`0`),
    wrongCodeAt: instant("wrong_code_at"),
    /** Of the recovery codes that are left. */
    recoveryDigests: text("recovery_digests")
      .array()
      .notNull()
      .default(sql`'{}'`),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("second_factors_one_for_each_person").on(t.userId)],
);

/** A sign-in between its password and its code: the browser has the ticket itself, here is its digest. */
export const signInTickets = pgTable(
  "sign_in_tickets",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    tokenDigest: text("token_digest").notNull(),
    /** A digest of the password's hash: under another password the ticket is nothing. */
    passwordDigest: text("password_digest").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    uniqueIndex("sign_in_tickets_token_is_single").on(t.tokenDigest),
    index("sign_in_tickets_by_age").on(t.expiresAt),
  ],
);

/** What each role has to do with a code at sign-in; without a row it is optional. */
export const factorPolicies = pgTable(
  "factor_policies",
  {
    role: text("role", { enum: ROLES }).primaryKey(),
    policy: text("policy", { enum: FACTOR_POLICIES }).notNull(),
  },
  (t) => [
    check("factor_policies_role_is_known", sql`${t.role} in ('admin', 'manager', 'staff')`),
    check("factor_policies_policy_is_known", sql`${t.policy} in ('off', 'optional', 'required')`),
  ],
);

/** What a program asks with in the name of its owner. The history names it, so that it is kept when it has ended. */
export const apiKeys = pgTable(
  "api_keys",
  {
    /** Stands in the key itself, which is found by it. */
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    /** Of the secret itself nothing is kept. */
    secretDigest: text("secret_digest").notNull(),
    /** At most what its owner may do: whatever they may not, it may not either. */
    scopes: text("scopes").array().$type<Permission[]>().notNull(),
    /** Works wherever its owner does; otherwise only in those of `api_key_warehouses`. */
    allWarehouses: boolean("all_warehouses").notNull().default(true),
    createdAt: createdAt(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    /** As of a minute ago or so. */
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    index("api_keys_of_user").on(t.userId, t.createdAt),
    index("api_keys_that_end")
      .on(t.expiresAt)
      .where(sql`${t.endedAt} is null`),
    check("api_keys_may_do_something", sql`cardinality(${t.scopes}) > 0`),
    check(
      "api_keys_end_within_a_year",
      sql`${t.expiresAt} > ${t.createdAt} and ${t.expiresAt} <= ${t.createdAt} + interval '366 days'`,
    ),
  ],
);

/** As `warehouse_grants`, of a key. */
export const apiKeyWarehouses = pgTable(
  "api_key_warehouses",
  {
    keyId: uuid("key_id")
      .notNull()
      .references(() => apiKeys.id),
    warehouseId: uuid("warehouse_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.keyId, t.warehouseId] })],
);
