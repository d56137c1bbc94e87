import type { Sql } from "postgres";
import { pause } from "@/shared/pause";
import { addressesOf } from "./addresses";

/** The role the application drops to: it reads and writes rows, and cannot alter tables, triggers or grants. */
export const APPLICATION_ROLE = "quartermaster_app";

const GRANT_ATTEMPTS_MAX = 5;
const GRANT_PAUSE_MS = 50;
/** What Postgres answers when two sessions alter one role at the same moment. */
const CONCURRENT_UPDATE = "XX000";
const INSUFFICIENT_PRIVILEGE = "42501";

const PERMIT_INSTRUCTIONS =
  `The user in DATABASE_URL can neither create the role ${APPLICATION_ROLE} nor use it. Ask an administrator of the ` +
  "server to let it create roles (alter role ... createrole), or to prepare this one: " +
  `create role ${APPLICATION_ROLE} nologin; grant ${APPLICATION_ROLE} to the user.`;

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
const isNotPermitted = (error: unknown): boolean => codeOf(error) === INSUFFICIENT_PRIVILEGE;

/**
 * Makes the role, and has every table made later open to it. A migration that makes a table append-only takes
 * `update` and `delete` away again. Roles belong to the whole cluster, so other databases may race for this one.
 */
export async function prepareApplicationRole(sql: Sql): Promise<void> {
  try {
    await makeRole(sql);
    await grantToOwner(sql);
  } catch (error) {
    if (isNotPermitted(error)) throw new Error(PERMIT_INSTRUCTIONS);
    throw error;
  }
  await sql`
    grant usage on schema public to quartermaster_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to quartermaster_app;
    alter default privileges in schema public grant usage, select on sequences to quartermaster_app;
  `.simple();
}

async function makeRole(sql: Sql): Promise<void> {
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'quartermaster_app') then
        create role quartermaster_app nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`.simple();
}

/** The creator of a role may grant it, but is not a member of it and cannot set it yet. */
const grantToOwner = (sql: Sql): Promise<void> =>
  retrying(() =>
    sql`
      do $$ begin
        if not pg_has_role(current_user, 'quartermaster_app', 'set') then
          execute format('grant quartermaster_app to %I with set true', current_user);
        end if;
      end $$`.simple(),
  );

/** Two databases of one cluster may alter the same role at once. */
async function retrying(alter: () => PromiseLike<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await alter();
      return;
    } catch (error) {
      if (codeOf(error) !== CONCURRENT_UPDATE || attempt === GRANT_ATTEMPTS_MAX) throw error;
      await pause(GRANT_PAUSE_MS * attempt);
    }
  }
}

/**
 * Lets the application sign in by itself, as a role that is no member of any other but this one: what `set role` gives
 * up, `reset role` takes back. A role that exists keeps its password, unless it is the application's own. An address
 * that names no user (a socket, PGUSER) leaves the role to whoever set it up.
 */
export async function prepareLogin(sql: Sql, applicationUrl: string): Promise<void> {
  const { username, password } = new URL(addressesOf(applicationUrl)[0]);
  const user = decodeURIComponent(username);
  if (user === "") return;
  const [facts] = await sql<{ is_owner: boolean; exists: boolean }[]>`
    select ${user} = current_user as is_owner, exists (select from pg_roles where rolname = ${user}) as exists`;
  if (facts?.is_owner) return;
  try {
    if (user === APPLICATION_ROLE || !facts?.exists) await setLogin(sql, user, decodeURIComponent(password));
    if (user !== APPLICATION_ROLE) await grantRole(sql, user);
  } catch (error) {
    if (!isNotPermitted(error)) throw error;
    throw new Error(
      `The user in MIGRATION_DATABASE_URL cannot prepare the role ${user} of DATABASE_URL. Ask an administrator: ` +
        `create role ${user} login password '...'; grant ${APPLICATION_ROLE} to ${user}.`,
    );
  }
}

async function setLogin(sql: Sql, user: string, password: string): Promise<void> {
  const [text] = await sql<{ statement: string }[]>`
    select format(
      case when exists (select from pg_roles where rolname = ${user})
        then 'alter role %I login password %L' else 'create role %I login password %L' end,
      ${user}::text, ${password}::text) as statement`;
  await retrying(() => sql.unsafe(text?.statement ?? ""));
}

async function grantRole(sql: Sql, user: string): Promise<void> {
  const [text] = await sql<{ statement: string }[]>`
    select format('grant quartermaster_app to %I with set true', ${user}::text) as statement
    where not pg_has_role(${user}, 'quartermaster_app', 'set')`;
  if (text) await retrying(() => sql.unsafe(text.statement));
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
