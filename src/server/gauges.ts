import { sql } from "drizzle-orm";
import { ledgerProofs } from "@/modules/inventory/proofs/schema";
import { shipmentLines, shipments } from "@/modules/orders/schema";
import { auditProofs, auditSeals } from "@/platform/audit/chain/schema";
import { findHead } from "@/platform/audit/chain/seal-days";
import { type Db, database } from "@/platform/database/db";
import { replicas } from "@/platform/database/replicas";
import { jobQueue } from "@/platform/jobs/queue";
import { feed } from "@/platform/outbox/feed";
import { readOutboxAges } from "@/platform/outbox/outbox-ages";
import { site } from "@/platform/site";
import type { Gauge, Reading } from "@/platform/telemetry/metrics";
import { answerCache } from "@/platform/trpc/cached-answers";

/** A row whose columns are the readings, by the value of a label. */
const byLabel = (label: string, row: Record<string, unknown> | undefined): Reading[] =>
  Object.entries(row ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [{ value: Number(value), labels: { [label]: name } }],
  );

const one = async (answer: Promise<readonly Record<string, unknown>[]>): Promise<Reading[]> => {
  const [row] = await answer;
  return Object.values(row ?? {}).flatMap((value) => (value === null ? [] : [{ value: Number(value) }]));
};

const OF_ALL: readonly Gauge[] = [
  {
    name: "quartermaster_release_info",
    help: "Which release runs, and on which Node.",
    labels: ["release", "node"],
    read: () => [{ value: 1, labels: { release: site().release, node: process.versions.node } }],
  },
  {
    name: "quartermaster_pool_statements",
    help: "Statements and transactions that have a connection to the primary, and those that wait for one.",
    labels: ["state"],
    read: () => byLabel("state", database().load()),
  },
  {
    name: "quartermaster_pool_connections_max",
    help: "How many connections to the primary this process opens at most.",
    read: () => [{ value: database().sql.options.max }],
  },
];

export const webGauges = (): Gauge[] => [
  ...OF_ALL,
  {
    name: "quartermaster_streams_open",
    help: "Live streams that are open.",
    read: () => [{ value: feed().openStreams }],
  },
  {
    name: "quartermaster_replica_lag_seconds",
    help: "For how long something has been written that the replica does not show.",
    labels: ["replica"],
    read: () =>
      replicas()
        .report()
        .map(({ name, lagMs }) => ({ value: lagMs / 1_000, labels: { replica: name } })),
  },
  {
    name: "quartermaster_replica_serving",
    help: "Whether reads go to the replica.",
    labels: ["replica"],
    read: () =>
      replicas()
        .report()
        .map(({ name, state }) => ({ value: state === "serving" ? 1 : 0, labels: { replica: name } })),
  },
  {
    name: "quartermaster_reads_total",
    help: "Reads that may go to a replica, by where they went.",
    labels: ["place"],
    isCounter: true,
    read: () => byLabel("place", replicas().served),
  },
  {
    name: "quartermaster_kept_answers_total",
    help: "Questions whose answers are kept: known, found out, or left to the database.",
    labels: ["outcome"],
    isCounter: true,
    read: () => byLabel("outcome", answerCache()?.counts),
  },
];

export const workerGauges = (): Gauge[] => [...OF_ALL];

/** What concerns all processes together is asked by the relay alone, of which there are few. */
export const relayGauges = (db: Db): Gauge[] => [
  ...OF_ALL,
  ...outboxGauges(db),
  ...queueGauges(),
  ...bookGauges(db),
  ...trailGauges(db),
];

const outboxGauges = (db: Db): Gauge[] => [
  {
    name: "quartermaster_outbox_oldest_seconds",
    help: "Age of the oldest row that has not been published, or whose jobs are not in the queue.",
    labels: ["waits_for"],
    read: async () => byLabel("waits_for", await readOutboxAges(db)),
  },
  {
    name: "quartermaster_database",
    help: "What Postgres counts of this database.",
    labels: ["figure"],
    read: async () => {
      const [row] = await db.execute(sql`
        select pg_database_size(datname) as size_bytes, numbackends as connections,
          current_setting('max_connections')::int as connections_max, xact_commit as commits,
          xact_rollback as rollbacks, deadlocks, blks_hit as blocks_hit, blks_read as blocks_read
        from pg_stat_database where datname = current_database()`);
      return byLabel("figure", row);
    },
  },
];

const queueGauges = (): Gauge[] => [
  {
    name: "quartermaster_jobs",
    help: "Jobs by queue and state.",
    labels: ["queue", "state"],
    read: async () =>
      (await jobQueue().look()).flatMap(({ queue, counts }) =>
        Object.entries(counts).map(([state, value]) => ({ value, labels: { queue, state } })),
      ),
  },
  {
    name: "quartermaster_jobs_oldest_seconds",
    help: "Age of the oldest job that waits to be run; 0 where none does.",
    labels: ["queue"],
    read: async () =>
      (await jobQueue().look()).map(({ queue, oldestMs }) => ({ value: (oldestMs ?? 0) / 1_000, labels: { queue } })),
  },
];

const bookGauges = (db: Db): Gauge[] => [
  {
    name: "quartermaster_ledger_differences",
    help: "What the newest check of the books found, which runs each night.",
    read: () =>
      one(
        db.execute(sql`
        select jsonb_array_length(report -> 'differences') as differences
        from ${ledgerProofs} order by ${ledgerProofs.finishedAt} desc limit 1`),
      ),
  },
  {
    name: "quartermaster_ledger_checked_timestamp_seconds",
    help: "When the books were checked last.",
    read: () =>
      one(db.execute(sql`select extract(epoch from max(${ledgerProofs.finishedAt})) as at from ${ledgerProofs}`)),
  },
  {
    name: "quartermaster_units_shipped_last_hour",
    help: "Units that left in the last hour.",
    read: () =>
      one(
        db.execute(sql`
        select coalesce(sum(${shipmentLines.quantity}), 0) as units
        from ${shipments} join ${shipmentLines} on ${shipmentLines.shipmentId} = ${shipments.id}
        where ${shipments.shippedAt} > now() - interval '1 hour'`),
      ),
  },
];

const trailGauges = (db: Db): Gauge[] => [
  {
    name: "quartermaster_audit_findings",
    help: "What the newest check of the audit trail found altered; it runs each night.",
    read: () =>
      one(
        db.execute(sql`
        select (report -> 'count')::int as findings from ${auditProofs} order by finished_at desc limit 1`),
      ),
  },
  {
    name: "quartermaster_audit_checked_timestamp_seconds",
    help: "When the audit trail was checked last.",
    read: () => one(db.execute(sql`select extract(epoch from max(finished_at)) as at from ${auditProofs}`)),
  },
  {
    name: "quartermaster_audit_sealed_until_timestamp_seconds",
    help: "The end of the newest day of the audit trail that is sealed.",
    read: () => one(db.execute(sql`select extract(epoch from max(day) + 1) as at from ${auditSeals}`)),
  },
  {
    name: "quartermaster_audit_head_info",
    help: "The newest sealed day of the audit trail and its head, which nobody can alter who cannot alter this record.",
    labels: ["day", "head"],
    read: async () => {
      const head = await findHead({ db });
      return head ? [{ value: 1, labels: head }] : [];
    },
  },
];
