import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";

/** Written last: a folder without it is no backup. */
export const MANIFEST_FILE = "manifest.json";
export const TABLES_FOLDER = "tables";
export const FILES_FOLDER = "files";

/** Of ours, and nothing else that SQL would understand: a backup may have been in anybody's hands. */
const WORD = String.raw`(?:[a-z_][a-z0-9_]*|"\w+")`;
const Name = z.string().regex(new RegExp(`^${WORD}$`));
const NameInSchema = z.string().regex(new RegExp(`^(?:public|bullmq)\\.${WORD}$`));

const Part = z.object({
  /** Within the folder. */
  file: z.string().regex(/^(tables|files)\/[\w.-]+$/),
  /** As it lies there. */
  sha256: z.string(),
});

const Manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.object({ tag: z.string(), hash: z.string() })).min(1),
  jobsSchemaVersion: z.number().int(),
  /** False where Redis has them, of which a backup holds nothing. */
  hasJobs: z.boolean(),
  /** Names and columns as SQL writes them. */
  tables: z.array(Part.extend({ table: NameInSchema, columns: z.array(Name), rows: z.number().int() })),
  /** Of the newest sealed day of the audit trail: what this backup proves, and what the shop is held against later. */
  auditHead: z.object({ day: z.iso.date(), head: z.string() }).nullish(),
  sequences: z.array(z.object({ sequence: NameInSchema, next: z.string() })),
  files: z.array(Part.extend({ key: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** @throws Error with what is wrong with the folder */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST_FILE), "utf8").catch(() => null);
  if (text === null) throw new Error(`${folder} is not a backup: it has no ${MANIFEST_FILE}.`);
  const manifest = Manifest.safeParse(parsed(text));
  if (manifest.success) return manifest.data;
  throw new Error(`${path.join(folder, MANIFEST_FILE)} cannot be read. Another release may have written it.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
