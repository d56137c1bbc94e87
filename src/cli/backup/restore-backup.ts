import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { withoutIndexes } from "@/cli/sample/without-indexes";
import { connectToPrimary } from "@/platform/database/connect-to-primary";
import { migrationsFolder, readMigrations } from "@/platform/database/migration-files";
import { migrate } from "@/platform/database/migrations";
import type { FileStore } from "@/platform/files";
import { formatCount } from "@/shared/plural";
import { type Manifest, readManifest } from "./manifest";
import { checkPart, openPart, readPart } from "./parts";

/** Jobs that are not in the backup, or not where they are looked for, are asked for again: none takes longer. */
const ASKED_AGAIN = "24 hours";
const FILE_BYTES_MAX = 10 * 1024 ** 3;

type Report = (line: string) => void;
/** `hasJobs`: whether jobs wait in this database, as for a backup. */
type Options = { ownerUrl: string; applicationUrl: string; files: FileStore; hasJobs: boolean; report: Report };

/**
 * Puts a backup into an empty database, and brings that to this release. What is read is checked before anything is
 * written, then the files come, and the rows in one transaction: all of them, or none. Then the tables stay, and the
 * next try wants another database.
 * @throws Error in plain words where the database is not empty, or the backup is damaged or another release's
 */
export async function restoreBackup(folder: string, options: Options): Promise<Manifest> {
  const { ownerUrl, applicationUrl, files, hasJobs, report } = options;
  const manifest = await readManifest(folder);
  assertKnown(manifest);
  for (const part of [...manifest.tables, ...manifest.files]) await checkPart(folder, part);
  report("the backup is whole");
  const client = await connectToPrimary(ownerUrl);
  try {
    await assertEmpty(client);
    const { jobsSchemaVersion } = await migrate(ownerUrl, { applicationUrl, upTo: manifest.migrations.length });
    assertSameJobs(manifest, jobsSchemaVersion);
    // First, since a shop without its files would look restored. Those that no row names are swept.
    for (const { key, file } of manifest.files)
      await files.put(openPart(folder, file), { bytesMax: FILE_BYTES_MAX, key });
    await client.query("begin");
    await load(client, folder, manifest, report);
    // Those of another queue than the one that will be asked.
    if (!manifest.hasJobs || !hasJobs) await askAgain(client, manifest);
    await client.query("commit");
    await migrate(ownerUrl, { applicationUrl });
    await client.query("analyze");
  } finally {
    // What did not come to its commit is rolled back.
    await client.end();
  }
  return manifest;
}

function assertKnown({ migrations }: Manifest): void {
  const known = readMigrations(migrationsFolder());
  if (migrations.some(({ hash }, place) => known[place]?.hash !== hash))
    throw new Error("The backup is of another release, which may be newer. Restore it with that one.");
}

function assertSameJobs({ hasJobs, jobsSchemaVersion }: Manifest, version: number): void {
  if (hasJobs && jobsSchemaVersion !== version)
    throw new Error(
      `The backup has job tables of version ${jobsSchemaVersion}, and this release makes version ${version}. ` +
        "Restore it into another empty database with the release that wrote it.",
    );
}

async function assertEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ tables: number }>(
    "select count(*)::integer as tables from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const tables = rows[0]?.tables ?? 0;
  if (tables > 0)
    throw new Error(
      `The database has ${formatCount(tables, "table")} already, so nothing was restored. ` +
        "Name an empty folder by QUARTERMASTER_DIR, or an empty database by DATABASE_URL.",
    );
}

async function load(client: Client, folder: string, manifest: Manifest, report: Report): Promise<void> {
  const names = manifest.tables.map(({ table }) => table);
  const run = async (statement: string) => {
    const { rows } = await client.query<{ remove: string; restore: string }>(statement);
    return rows;
  };
  await withoutTriggers(client, names, () =>
    withoutIndexes(run, names, async () => {
      await client.query(`truncate ${names.join(", ")}`);
      for (const table of manifest.tables) await loadTable(client, folder, table, report);
    }),
  );
  for (const { sequence, next } of manifest.sequences) {
    await client.query(`create sequence if not exists ${sequence}`);
    await client.query("select setval($1::regclass, $2::bigint, false)", [sequence, next]);
  }
}

const askAgain = (client: Client, { takenAt }: Manifest) =>
  client.query("update outbox set queued_at = null where queued_at > $1::timestamptz - $2::interval", [
    takenAt,
    ASKED_AGAIN,
  ]);

type Table = Manifest["tables"][number];

async function loadTable(client: Client, folder: string, table: Table, report: Report): Promise<void> {
  const target = client.query(copyFrom(`copy ${table.table} (${table.columns.join(", ")}) from stdin`));
  await readPart(folder, table.file, target);
  if (target.rowCount !== table.rows)
    throw new Error(`${table.table} got ${target.rowCount} of its ${table.rows} rows. Nothing was restored.`);
  if (table.rows > 0) report(`${table.table}: ${table.rows} rows`);
}

/** The rows were checked and completed as they were first written. The owner may do this without being superuser. */
async function withoutTriggers(client: Client, tables: string[], work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ restore: string }>(
    `select format('alter table %s enable %s trigger %I', tgrelid::regclass,
      case tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, tgname) as restore
    from pg_trigger where not tgisinternal and tgenabled <> 'D' and tgparentid = 0
      and tgrelid = any($1::text[]::regclass[])`,
    [tables],
  );
  for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
  await work();
  for (const { restore } of rows) await client.query(restore);
}
