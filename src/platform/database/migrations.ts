import { runMigrations } from "bullmq";
import postgres, { type Sql } from "postgres";
import { primaryAmong } from "./addresses";
import { refreshCollations } from "./collations";
import { connectToPrimary } from "./connect-to-primary";
import { type Migration, migrationsFolder, readMigrations } from "./migration-files";
import { openJobsSchema, openMigrationJournal, prepareApplicationRole, prepareLogin } from "./role";
import { compareSchema, SCHEMA_UNKNOWN } from "./schema-state";

export type MigrationReport = {
  /** The tags that this run applied; empty when there was nothing to do. */
  applied: string[];
  total: number;
  jobsSchemaVersion: number;
};

const JOBS_SCHEMA = "bullmq";
/** Spells QMIG. Held on one session from the first look to the last check. */
const MIGRATION_LOCK = 0x514d4947;
/** How long to wait for another process that migrates. */
const TURN_TIMEOUT_MS = 600_000;
/** How long a migration waits for a table, rather than have all others queue behind it. */
const DEADLOCK_DETECTED = "40P01";
const DEADLOCK_ATTEMPTS_MAX = 5;
const TABLE_LOCK_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_S = 10;
const END_TIMEOUT_S = 5;

/**
 * Brings a database to this release's schema, as its owner. Safe when several start at once: the first applies, the
 * others wait for it and find nothing to do. With `upTo` it goes no further than that many migrations.
 * @throws Error in plain words when the database is ahead, or holds another version of a migration
 */
export async function migrate(
  ownerUrl: string,
  options: { folder?: string; applicationUrl?: string; upTo?: number } = {},
): Promise<MigrationReport> {
  const migrations = readMigrations(options.folder ?? migrationsFolder()).slice(0, options.upTo);
  const sql = postgres(ownerUrl, {
    max: 1,
    ...primaryAmong(ownerUrl),
    connect_timeout: CONNECT_TIMEOUT_S,
    connection: { application_name: "quartermaster migrate", timezone: "UTC" },
    onnotice: () => {},
  });
  try {
    await takeTurn(sql);
    await prepareApplicationRole(sql);
    const { applicationUrl = ownerUrl } = options;
    if (applicationUrl !== ownerUrl) await prepareLogin(sql, applicationUrl);
    await prepareJournal(sql);
    const applied = await applyPending(sql, migrations);
    await assertComplete(sql, migrations);
    await refreshCollations(sql);
    const jobsSchemaVersion = await migrateJobs(ownerUrl);
    await openJobsSchema(sql);
    return { applied, total: migrations.length, jobsSchemaVersion };
  } finally {
    // Ending the session gives the lock back.
    await sql.end({ timeout: END_TIMEOUT_S });
  }
}

async function takeTurn(sql: Sql): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(TURN_TIMEOUT_MS)}, false)`;
  await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
  await sql`select set_config('lock_timeout', ${String(TABLE_LOCK_TIMEOUT_MS)}, false)`;
}

/** The table that Drizzle's own tools keep, and of each migration the one that a release must know to work after it. */
async function prepareJournal(sql: Sql): Promise<void> {
  await sql`create schema if not exists drizzle`;
  await sql`
    create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`;
  await sql`alter table drizzle.__drizzle_migrations add column if not exists needs bigint`;
  await openMigrationJournal(sql);
}

async function applyPending(sql: Sql, migrations: readonly Migration[]): Promise<string[]> {
  const done = await readJournal(sql);
  assertKnown(done, migrations);
  const pending = migrations.slice(done.length);
  for (const migration of pending) await apply(sql, migration);
  return pending.map((migration) => migration.tag);
}

/**
 * Processes of the previous release work on while their tables are changed, and take their row locks in an order of
 * their own. Where that ends in a deadlock the migration is rolled back as a whole and runs again.
 */
async function apply(sql: Sql, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await applyOnce(sql, migration);
    } catch (error) {
      if (isDeadlock(error) && attempt < DEADLOCK_ATTEMPTS_MAX) continue;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The migration ${migration.tag} failed and left nothing behind: ${reason}`, { cause: error });
    }
  }
}

async function applyOnce(sql: Sql, migration: Migration): Promise<void> {
  await sql.begin(async (tx) => {
    for (const statement of migration.statements) await tx.unsafe(statement);
    await tx`
      insert into drizzle.__drizzle_migrations (hash, created_at, needs)
      values (${migration.hash}, ${migration.when}, ${migration.needs})`;
  });
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === DEADLOCK_DETECTED;

type JournalRow = { hash: string; when: number; needs: number | null };

const readJournal = async (sql: Sql): Promise<JournalRow[]> => {
  const rows = await sql<{ hash: string; created_at: string; needs: string | null }[]>`
    select hash, created_at, needs from drizzle.__drizzle_migrations order by id`;
  return rows.map(({ hash, created_at, needs }) => ({
    hash,
    when: Number(created_at),
    needs: needs === null ? null : Number(needs),
  }));
};

/** Of a release that went back, the database knows more: nothing is to be done where that does not need a newer one. */
function assertKnown(rows: readonly JournalRow[], migrations: readonly Migration[]): void {
  const whens = migrations.map(({ when }) => when);
  if (compareSchema(rows, whens) === "unknown") throw new Error(SCHEMA_UNKNOWN);
  migrations.forEach((migration, place) => assertUnchanged(rows[place], migration));
}

function assertUnchanged(row: JournalRow | undefined, migration: Migration): void {
  if (!row) return;
  if (migration.hash !== row.hash) {
    throw new Error(
      `The migration ${migration.tag} was changed after it ran here. Restore it and add a new one instead.`,
    );
  }
}

/** Drizzle's own migrator can skip a migration in silence; this one proves that all of them are in. */
async function assertComplete(sql: Sql, migrations: readonly Migration[]): Promise<void> {
  const rows = await readJournal(sql);
  assertKnown(rows, migrations);
  if (rows.length < migrations.length) {
    throw new Error(`The database holds ${rows.length} migrations and this release has ${migrations.length}.`);
  }
}

/** BullMQ brings its own tables, under its own lock, and wants a session of `pg`. */
async function migrateJobs(ownerUrl: string): Promise<number> {
  const client = await connectToPrimary(ownerUrl);
  try {
    return await runMigrations(client, JOBS_SCHEMA);
  } finally {
    await client.end();
  }
}
