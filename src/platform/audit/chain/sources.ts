import { type SQL, sql } from "drizzle-orm";
import {
  auditAddresses,
  auditEntries,
  auditRedactions,
  auditSessions,
  listExports,
  securityEvents,
} from "@/platform/audit/schema";
import type { Readable } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import type { IdRange } from "./days";
import { type RowHash, sha256 } from "./head";
import { auditSweeps } from "./schema";

/** As ISO 8601 writes it, with all that Postgres keeps of it. */
const moment = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export const SOURCES = [
  "audit_entries",
  "security_events",
  "list_exports",
  "audit_sweeps",
  "audit_redactions",
  "audit_addresses",
  "audit_sessions",
] as const;
export type Source = (typeof SOURCES)[number];

/**
 * What of each row is hashed, in this order: a JSON array as Postgres writes jsonb, which is the same for the same
 * values. Whatever column is added later is not in it, or makes a form of its own.
 */
const FORMS = {
  audit_entries: {
    table: auditEntries,
    values: sql`id, ${moment(sql`occurred_at`)}, actor_id, key_id, action, entity, entity_id, label, before, after,
      request_id, warehouse_ids, confidential`,
  },
  security_events: {
    table: securityEvents,
    values: sql`id, ${moment(sql`occurred_at`)}, kind, user_id, address, subject, request_id`,
  },
  // How many rows left is added once they have.
  list_exports: {
    table: listExports,
    values: sql`id, ${moment(sql`began_at`)}, user_id, key_id, address, list, filters, request_id`,
  },
  audit_sweeps: { table: auditSweeps, values: sql`id, ${moment(sql`swept_at`)}, source, day` },
  audit_redactions: {
    table: auditRedactions,
    values: sql`id, ${moment(sql`redacted_at`)}, entry_id, subject_id, hash_before, hash_after`,
  },
  audit_addresses: { table: auditAddresses, values: sql`id, ${moment(sql`occurred_at`)}, address` },
  audit_sessions: { table: auditSessions, values: sql`id, ${moment(sql`occurred_at`)}, session_id` },
} as const satisfies Record<Source, { table: unknown; values: SQL }>;

const ROWS_AT_ONCE_MAX = 2_000;

/** The rows of a day in the order of their ids, some at a time, each with its hash. */
export async function* readHashes(
  { db }: { readonly db: Pick<Readable, "execute"> },
  source: Source,
  { from, until }: IdRange,
): AsyncGenerator<RowHash[]> {
  const { table, values } = FORMS[source];
  for (let start = from === null ? sql`true` : sql`id >= ${from}::uuid`; ;) {
    const rows = await db.execute<{ id: string; form: string }>(sql`
      select id, jsonb_build_array(${values})::text as form from ${table}
      where ${start} and id < ${until}::uuid order by id ${atMost(ROWS_AT_ONCE_MAX)}`);
    const last = rows.at(-1);
    if (last) yield rows.map(({ id, form }) => ({ id, hash: sha256(form) }));
    if (!last || rows.length < ROWS_AT_ONCE_MAX) return;
    start = sql`id > ${last.id}::uuid`;
  }
}

/** The oldest row of all, by its id; null where there is none. */
export async function findOldestId({ db }: { readonly db: Pick<Readable, "execute"> }): Promise<string | null> {
  const oldest = SOURCES.map((source) => sql`(select id from ${FORMS[source].table} order by id limit 1)`);
  const [row] = await db.execute<{ id: string | null }>(sql`
    select id from (${sql.join(oldest, sql` union all `)}) as oldest order by id limit 1`);
  return row?.id ?? null;
}

/** Rows whose id says that they are of a day that has not come. */
export async function listFromFuture({ db }: { readonly db: Pick<Readable, "execute"> }, from: string, most: number) {
  const found: { source: Source; id: string }[] = [];
  for (const source of SOURCES)
    for (const { id } of await db.execute<{ id: string }>(sql`
      select id from ${FORMS[source].table} where id >= ${from}::uuid order by id ${atMost(most)}`))
      found.push({ source, id });
  return found;
}
