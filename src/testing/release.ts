import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Sql } from "postgres";
import * as z from "zod";
import { migrationsFolder, readMigrations } from "@/platform/database/migration-files";

/*
 * What each release left in the world: its migrations, the catalog they made, and the rows of a shop at work under it.
 * The file of a release is written when it ends and never edited, so that every later release is tried on it.
 */

const Release = z.object({
  migrations: z.array(z.object({ tag: z.string(), hash: z.string() })),
  catalog: z.array(z.string()),
  rows: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
export type Release = z.infer<typeof Release>;

const FOLDER = path.join(import.meta.dirname, "releases");

/** Every release before this one, by the name of its last migration, oldest first. */
export const readReleases = (): (Release & { tag: string })[] =>
  readdirSync(FOLDER)
    .toSorted()
    .map((file) => ({
      tag: path.parse(file).name,
      ...Release.parse(JSON.parse(readFileSync(path.join(FOLDER, file), "utf8"))),
    }));

/** Writes one line for each row, since people look at what changed. */
export function writeRelease({ migrations, catalog, rows }: Release): void {
  const lines = (items: readonly unknown[]) => `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
  const tables = Object.entries(rows).map(([table, ofTable]) => `${JSON.stringify(table)}: ${lines(ofTable)}`);
  const head = `"migrations": ${lines(migrations)},\n"catalog": ${lines(catalog)}`;
  const text = `{\n${head},\n"rows": {\n${tables.join(",\n")}\n}\n}\n`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${migrations.at(-1)?.tag}.json`), text);
}

/** A folder with the migrations of a release and none that came later. */
export const folderOfRelease = (release: Release): string => folderOfFirst(release.migrations.length);

/** A folder with the migrations before the one of this name, without its number. */
export const folderBefore = (name: string): string =>
  folderOfFirst(namesOfMigrations().findIndex(({ tag }) => tag.endsWith(`_${name}`)));

function folderOfFirst(count: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), "release-"));
  cpSync(migrationsFolder(), folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = z
    .object({ entries: z.array(z.unknown()) })
    .loose()
    .parse(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  return folder;
}

export const namesOfMigrations = (folder = migrationsFolder()): Release["migrations"] =>
  readMigrations(folder).map(({ tag, hash }) => ({ tag, hash }));

/** The rows of every table, as JSON of their columns. */
export async function readRows(owner: Sql): Promise<Release["rows"]> {
  const tables = await owner<
    { name: string }[]
  >`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const rows: [string, Record<string, unknown>[]][] = [];
  for (const { name } of tables) {
    const found = await owner<
      { row: Record<string, unknown> }[]
    >`select to_jsonb(t) - array(${generatedOf(owner, name)}) as row from public.${owner(name)} t
      order by to_jsonb(t)::text`;
    rows.push([name, found.map(({ row }) => row)]);
  }
  return Object.fromEntries(rows);
}

/** What the database works out of other columns is no row of anybody's. */
const generatedOf = (owner: Sql, table: string) => owner`
  select attname::text from pg_attribute where attrelid = ${`public.${table}`}::regclass and attgenerated <> ''`;

/** Puts a release's rows in the place of all others, naming the columns that it knew, as its own code did. */
export async function putRows(owner: Sql, rows: Release["rows"]): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const [table, ofTable] of Object.entries(rows)) {
      await tx`delete from ${tx(table)}`;
      const [first] = ofTable;
      if (!first) continue;
      const columns = tx(Object.keys(first));
      await tx`insert into ${tx(table)} (${columns}) overriding system value
        select ${columns}
        from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(JSON.parse(JSON.stringify(ofTable)))})`;
    }
    await tx`
      select setval(pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name), 1000000)
      from information_schema.columns
      where table_schema = 'public'
        and pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) is not null`;
  });
}

/** Everything that the migrations made, a line for each: what two databases must have in common to be the same. */
export async function readCatalog(owner: Sql): Promise<string[]> {
  const rows = await owner<{ line: string }[]>`
    with tables as (
      select c.oid, c.relname, c.relkind, c.relacl from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'S', 'p')
    )
    select format('%s %s', case relkind when 'r' then 'table' when 'S' then 'sequence' else 'view' end, relname) as line
    from tables
    union all
    select format('grant on %s: %s', relname, entry) from tables, unnest(relacl) entry
    union all
    select format('column %s.%s %s%s%s%s', relname, attname, format_type(atttypid, atttypmod),
      case when attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(adbin, adrelid), ''),
      case when attidentity <> '' then ' identity ' || attidentity::text else '' end)
    from tables join pg_attribute on attrelid = tables.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relkind <> 'S'
    union all
    select format('constraint %s on %s: %s%s', conname, relname, pg_get_constraintdef(k.oid),
      case when convalidated then '' else ' (not valid)' end)
    from tables join pg_constraint k on conrelid = tables.oid
    union all
    select format('index %s%s', pg_get_indexdef(indexrelid), case when indisvalid then '' else ' (not valid)' end)
    from tables join pg_index on indrelid = tables.oid
    union all
    select format('trigger %s (%s)', pg_get_triggerdef(g.oid), tgenabled)
    from tables join pg_trigger g on tgrelid = tables.oid where not tgisinternal
    union all
    select format('function %s', pg_get_functiondef(p.oid)) from pg_proc p
    where pronamespace = 'public'::regnamespace and prokind <> 'a'
      and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
    union all
    select format('type %s: %s', typname,
      (select string_agg(enumlabel, ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    from pg_type t where typnamespace = 'public'::regnamespace and typtype = 'e'
    union all
    select format('extension %s', extname) from pg_extension
    union all
    select format('grant by default on %s: %s', defaclobjtype, entry) from pg_default_acl, unnest(defaclacl) entry
    where defaclnamespace = 'public'::regnamespace
    union all
    select format('grant on the schema: %s', entry) from pg_namespace, unnest(nspacl) entry where nspname = 'public'`;
  return rows.map(({ line }) => line).toSorted();
}
