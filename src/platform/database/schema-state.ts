import { sql } from "drizzle-orm";
import journal from "../../../drizzle/meta/_journal.json";
import type { Queryable } from "./db";
import { isDatabaseError } from "./error";

/**
 * `older`: migrations are missing. `newer`: a later release has added some, and this one works on, as it does while
 * that one takes over and once it is taken back. `unknown`: others, or one after which this release does not work.
 */
export type SchemaState = "current" | "older" | "newer" | "unknown";

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
  return compareSchema(await appliedMigrations(db), release);
}

/** @param release `when` of each migration that a release knows */
export function compareSchema(applied: readonly AppliedMigration[], release: readonly number[]): SchemaState {
  if (applied.some(({ when }, place) => place < release.length && when !== release[place])) return "unknown";
  if (applied.length <= release.length) return applied.length < release.length ? "older" : "current";
  const later = applied.slice(release.length);
  return later.every(({ needs }) => needs === null || release.includes(needs)) ? "newer" : "unknown";
}

/** Whether people can work on it. @param state of `schemaState` */
export const fits = (state: SchemaState): boolean => state === "current" || state === "newer";

/** @throws Error with what to do, unless this release works on the schema. */
export async function assertSchemaFits(db: Queryable): Promise<void> {
  const state = await schemaState(db);
  if (state === "older") throw new Error("The database is older than this release. Run `npm run migrate` first.");
  if (state === "unknown") throw new Error(SCHEMA_UNKNOWN);
}

type AppliedMigration = { when: number; needs: number | null };

/** A release before `needs` was kept may have migrated last, hence the way over JSON. */
async function appliedMigrations(db: Queryable): Promise<AppliedMigration[]> {
  try {
    const rows = await db.execute<{ when: number; needs: number | null }>(
      sql`select created_at::float8 as when, (to_jsonb(applied) ->> 'needs')::float8 as needs
          from drizzle.__drizzle_migrations applied order by id`,
    );
    return rows.map(({ when, needs }) => ({ when, needs }));
  } catch (error) {
    const isFresh = isDatabaseError(error) && [NO_SUCH_TABLE, NO_SUCH_SCHEMA, NO_SUCH_ROLE].includes(error.code);
    if (isFresh) return [];
    throw error;
  }
}
