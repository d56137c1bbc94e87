import type { Sql } from "postgres";

/** The role the application drops to: it reads and writes rows, and cannot alter tables, triggers or grants. */
export const APPLICATION_ROLE = "quartermaster_app";

const GRANT_ATTEMPTS_MAX = 5;
const GRANT_PAUSE_MS = 50;
/** What Postgres answers when two sessions alter one role at the same moment. */
const CONCURRENT_UPDATE = "XX000";

/**
 * Makes the role, and has every table made later open to it. A migration that makes a table append-only takes
 * `update` and `delete` away again. Roles belong to the whole cluster, so other databases may race for this one.
 */
export async function prepareApplicationRole(sql: Sql): Promise<void> {
  await sql`
    do $$ begin
      create role quartermaster_app nologin;
    exception when duplicate_object or unique_violation then null;
    end $$`.simple();
  await grantToOwner(sql);
  await sql`
    grant usage on schema public to quartermaster_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to quartermaster_app;
    alter default privileges in schema public grant usage, select on sequences to quartermaster_app;
  `.simple();
}

async function grantToOwner(sql: Sql): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sql`
        do $$ begin
          if not pg_has_role(current_user, 'quartermaster_app', 'member') then
            execute format('grant quartermaster_app to %I', current_user);
          end if;
        end $$`.simple();
      return;
    } catch (error) {
      const isRace = error instanceof Error && "code" in error && error.code === CONCURRENT_UPDATE;
      if (!isRace || attempt === GRANT_ATTEMPTS_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, GRANT_PAUSE_MS * attempt));
    }
  }
}

/** The journal of migrations may be read, so that a process can refuse an older or unknown schema. */
export async function openMigrationJournal(sql: Sql): Promise<void> {
  await sql`
    grant usage on schema drizzle to quartermaster_app;
    grant select on drizzle.__drizzle_migrations to quartermaster_app;
  `.simple();
}

/**
 * The queue's own tables and functions, which are BullMQ's business and not the ledger's. Adding a job makes sure of
 * the queue's sequence by `create sequence if not exists`, hence the right to create, in that schema alone.
 */
export async function openJobsSchema(sql: Sql): Promise<void> {
  await sql`
    grant usage, create on schema bullmq to quartermaster_app;
    grant select, insert, update, delete on all tables in schema bullmq to quartermaster_app;
    grant usage, select, update on all sequences in schema bullmq to quartermaster_app;
    grant execute on all functions in schema bullmq to quartermaster_app;
  `.simple();
}
