type Definition = { remove: string; restore: string };

/**
 * Does `work` with the tables' foreign keys and plain indexes taken off, and puts them back: a key is then checked by
 * one join over all rows, and an index is built by one sort. Needs the owner; `run` is of one transaction.
 * @param tables as SQL writes their names
 */
export async function withoutIndexes(
  run: (statement: string) => PromiseLike<readonly Definition[]>,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const asked = tables.map((table) => `'${table}'::regclass`).join(", ");
  const keys = await run(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as remove,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as restore
    from pg_constraint where contype = 'f' and conparentid = 0 and conrelid in (${asked})`);
  const indexes = await run(`
    select format('drop index %s', indexrelid::regclass) as remove, pg_get_indexdef(indexrelid) as restore
    from pg_index where not indisunique and indrelid in (${asked})
      and not exists (select from pg_inherits where inhrelid = indexrelid)`);
  const definitions = [...keys, ...indexes];
  for (const { remove } of definitions) await run(remove);
  await work();
  for (const { restore } of definitions.toReversed()) await run(restore);
}
