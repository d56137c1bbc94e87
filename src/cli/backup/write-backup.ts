import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { connectToPrimary } from "@/platform/database/connect-to-primary";
import { migrationsFolder, readMigrations } from "@/platform/database/migration-files";
import type { FileStore } from "@/platform/files";
import { FILES_FOLDER, MANIFEST_FILE, type Manifest, TABLES_FOLDER } from "./manifest";
import { writePart } from "./parts";

const TOMORROW_MS = 24 * 3_600_000;
const UNFINISHED = ".part";

type Report = (line: string) => void;
type Options = { ownerUrl: string; files: FileStore; hasJobs: boolean; report: Report };

/**
 * Writes the whole database as it is at one moment, and then the uploaded files, into a new folder, which has its name
 * once everything is in it. People work on meanwhile.
 * @throws Error in plain words where the folder exists, or the schema is another release's
 */
export async function writeBackup(folder: string, { ownerUrl, files, hasJobs, report }: Options): Promise<Manifest> {
  if (existsSync(folder)) throw new Error(`${folder} exists already. Name a folder that doesn't.`);
  const unfinished = `${folder}${UNFINISHED}`;
  await makeUnfinished(unfinished);
  const client = await connectToPrimary(ownerUrl).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  });
  try {
    await client.query("begin isolation level repeatable read read only");
    const books = {
      takenAt: await momentOf(client),
      ...(await schemaOf(client)),
      auditHead: await auditHeadOf(client),
      tables: await writeTables(client, unfinished, report),
      // Sequences are outside of the snapshot: read last, none is behind the rows.
      sequences: await readSequences(client),
    };
    await client.query("commit");
    const manifest: Manifest = { format: 1, hasJobs, ...books, files: await writeFiles(files, unfinished) };
    await writeFile(path.join(unfinished, MANIFEST_FILE), JSON.stringify(manifest, null, 1), {
      mode: 0o600,
      flush: true,
    });
    await rename(unfinished, folder);
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** What is there already may be somebody's who writes just now, so it is left alone. */
async function makeUnfinished(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (!existsSync(folder)) throw error;
    throw new Error(
      `${folder} exists: a backup is being written there, or one was ended before it was whole. ` +
        "Wait for it, or remove that folder and begin again.",
    );
  });
  for (const part of [TABLES_FOLDER, FILES_FOLDER]) await mkdir(path.join(folder, part), { mode: 0o700 });
}

async function rowsOf<Row extends Record<string, unknown>>(client: Client, statement: string): Promise<Row[]> {
  const { rows } = await client.query<Row>(statement);
  return rows;
}

async function momentOf(client: Client): Promise<string> {
  const [row] = await rowsOf<{ at: Date }>(client, "select now() as at");
  if (!row) throw new Error("The database answered without a row.");
  return row.at.toISOString();
}

/** What a restore makes before it loads the rows. */
async function schemaOf(client: Client): Promise<Pick<Manifest, "migrations" | "jobsSchemaVersion">> {
  const applied = await rowsOf<{ hash: string }>(client, "select hash from drizzle.__drizzle_migrations order by id");
  const known = readMigrations(migrationsFolder());
  if (applied.some(({ hash }, place) => known[place]?.hash !== hash))
    throw new Error("The database was migrated by another release than this one. Back it up with that one.");
  const [jobs] = await rowsOf<{ version: number }>(
    client,
    "select coalesce(max(version), 0)::integer as version from bullmq.migration",
  );
  const migrations = known.slice(0, applied.length).map(({ tag, hash }) => ({ tag, hash }));
  return { migrations, jobsSchemaVersion: jobs?.version ?? 0 };
}

async function auditHeadOf(client: Client): Promise<Manifest["auditHead"]> {
  const [hasSeals] = await rowsOf<{ found: boolean }>(client, "select to_regclass('audit_seals') is not null as found");
  if (!hasSeals?.found) return null;
  const [newest] = await rowsOf<{ day: string; head: string }>(
    client,
    "select day::text, head from audit_seals order by day desc limit 1",
  );
  return newest ?? null;
}

const TABLES = `
  select format('%I.%I', nspname, relname) as table, format('%s.%s.gz', nspname, relname) as file,
    array_agg(quote_ident(attname) order by attnum) as columns
  from pg_class c join pg_namespace n on n.oid = relnamespace join pg_attribute a on attrelid = c.oid
  where nspname in ('public', 'bullmq') and relkind in ('r', 'p') and not relispartition
    and attnum > 0 and not attisdropped and attgenerated = ''
  group by nspname, relname order by nspname desc, relname`;

async function writeTables(client: Client, folder: string, report: Report): Promise<Manifest["tables"]> {
  const written: Manifest["tables"] = [];
  for (const table of await rowsOf<{ table: string; file: string; columns: string[] }>(client, TABLES)) {
    const file = `${TABLES_FOLDER}/${table.file}`;
    const rows = client.query(copyTo(`copy (select ${table.columns.join(", ")} from ${table.table}) to stdout`));
    const { sha256, lines } = await writePart(rows, path.join(folder, file));
    if (lines > 0) report(`${table.table}: ${lines} rows`);
    written.push({ ...table, file, sha256, rows: lines });
  }
  return written;
}

const readSequences = (client: Client): Promise<Manifest["sequences"]> =>
  rowsOf(
    client,
    `select format('%I.%I', schemaname, sequencename) as sequence,
      coalesce(last_value + increment_by, start_value)::text as next
    from pg_sequences where schemaname in ('public', 'bullmq') order by 1`,
  );

/** What was uploaded and is no longer needed may go while this runs: it is not missed. */
async function writeFiles(store: FileStore, folder: string): Promise<Manifest["files"]> {
  const written: Manifest["files"] = [];
  for (const key of await store.listOlderThan(new Date(Date.now() + TOMORROW_MS))) {
    const content = await store.get(key).catch(() => null);
    if (!content) continue;
    const file = `${FILES_FOLDER}/${key}.gz`;
    written.push({ key, file, sha256: (await writePart(content, path.join(folder, file))).sha256 });
  }
  return written;
}
