import { sql } from "drizzle-orm";
import journal from "../../../drizzle/meta/_journal.json";
import type { Queryable } from "./db";
import { isDatabaseError } from "./error";

/** `older`: migrations are missing. `unknown`: the database has some that this release does not know. */
export type SchemaState = "current" | "older" | "unknown";

/** When each migration of this release was written: it names the migration in the database. */
const expected: readonly { readonly when: number }[] = journal.entries;

/** For whoever starts the release before on the data of the one after. */
export const SCHEMA_UNKNOWN =
  "The database was migrated by another release than this one, which may be newer. Nothing in it was changed. " +
  "Run the release that it belongs to, or put back a copy of the data from before.";

const NO_SUCH_TABLE = "42P01";
const NO_SUCH_SCHEMA = "3F000";
/** The application's role is made by the migration, and a connection that asks for it before is refused with this. */
const NO_SUCH_ROLE = "22023";

/** Compares the migrations in the database with those this release was built with. */
export async function schemaState(db: Queryable, release = expected.map((entry) => entry.when)): Promise<SchemaState> {
  const applied = await appliedMigrations(db);
  if (applied.some((when, place) => when !== release[place])) return "unknown";
  return applied.length < release.length ? "older" : "current";
}

/** @throws Error with what to do, unless the schema is the one this release was built with. */
export async function assertSchemaIsCurrent(db: Queryable): Promise<void> {
  const state = await schemaState(db);
  if (state === "older") throw new Error("The database is older than this release. Run `npm run migrate` first.");
  if (state === "unknown") throw new Error(SCHEMA_UNKNOWN);
}

async function appliedMigrations(db: Queryable): Promise<number[]> {
  try {
    const rows = await db.execute<{ created_at: string }>(
      sql`select created_at from drizzle.__drizzle_migrations order by id`,
    );
    return rows.map((row) => Number(row.created_at));
  } catch (error) {
    const isFresh = isDatabaseError(error) && [NO_SUCH_TABLE, NO_SUCH_SCHEMA, NO_SUCH_ROLE].includes(error.code);
    if (isFresh) return [];
    throw error;
  }
}
