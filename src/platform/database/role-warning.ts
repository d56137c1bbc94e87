import { sql } from "drizzle-orm";
import type { Queryable } from "./db";

/** For the operator, where whoever took over the application could leave its role and change history. */
export async function roleWarning(db: Queryable): Promise<string | null> {
  const [row] = await db.execute<{ climbs: boolean }>(sql`
    select pg_has_role(session_user, relowner, 'member') as climbs
    from pg_class where oid = to_regclass('public.audit_entries')`);
  if (!row?.climbs) return null;
  return (
    "The application connects as the owner of the database, so a fault in it could change tables and history. " +
    "Give it a role of its own in DATABASE_URL, and the owner's address in MIGRATION_DATABASE_URL."
  );
}
