import { sql } from "drizzle-orm";
import type { Tx } from "@/platform/database/db";
import { arrayOf } from "@/platform/database/rows";

type Definition = { remove: string; restore: string };

/**
 * Does `work` with the tables' foreign keys and plain indexes taken off, and puts them back: a key is then checked by
 * one join over all rows, and an index is built by one sort. Needs the owner; all of it is in the transaction of `tx`.
 */
export async function withoutIndexes(tx: Tx, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const asked = arrayOf(tables, "text");
  const keys = await tx.execute<Definition>(sql`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as remove,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as restore
    from pg_constraint where contype = 'f' and conrelid = any(${asked}::regclass[])`);
  const indexes = await tx.execute<Definition>(sql`
    select format('drop index %s', indexrelid::regclass) as remove, pg_get_indexdef(indexrelid) as restore
    from pg_index where not indisunique and indrelid = any(${asked}::regclass[])`);
  const definitions = [...keys, ...indexes];
  for (const { remove } of definitions) await tx.execute(sql.raw(remove));
  await work();
  for (const { restore } of definitions.toReversed()) await tx.execute(sql.raw(restore));
}
