import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { applyChanges } from "@/modules/imports/apply-changes";
import { checkImport } from "@/modules/imports/check-import";
import { ListImportProblems } from "@/modules/imports/contract";
import { listImportProblems } from "@/modules/imports/findings-lists";
import type { ImportChoices, ImportField } from "@/modules/imports/import-format";
import { findImportWork, getImport } from "@/modules/imports/queries";
import { readChunks, surveyFile } from "@/modules/imports/read-chunks";
import { startImport } from "@/modules/imports/start-import";
import type { Context } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { files } from "@/platform/files";
import type { JobContext } from "@/platform/jobs/handler";
import { allHandlers } from "@/server/jobs";
import { systemContext } from "./context";

export const CHECK_JOB = "imports.check-products";
export const IMPORT_JOB = "imports.import-products";
const BYTES_MAX = 300_000_000;
const PIECE_BYTES = 1_000;

/** Keeps the uploads of this test file in a folder of their own. */
export function keepUploadsApart(): void {
  const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-files-"));
  process.env["FILES_DIR"] = folder;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

async function* inPieces(content: string | Buffer): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES);
}

/** Keeps a file as an upload does. @returns its key */
export const keepFile = async (content: string | Buffer | AsyncGenerator<Uint8Array>): Promise<string> => {
  const pieces = typeof content === "string" || Buffer.isBuffer(content) ? inPieces(content) : content;
  return (await files().put(pieces, { bytesMax: BYTES_MAX })).key;
};

export const upload = async (ctx: Context, content: string | Buffer, fileName = "products.csv") =>
  startImport(ctx, { fileKey: await keepFile(content), fileName });

const jobContext = (db: Db, name: string, signal: AbortSignal): JobContext => ({
  ...systemContext(db, { action: name }),
  delivery: { handler: name, outboxId: 1, signal },
});

/** Does what the worker does with a job. */
export async function runJob(db: Db, name: string, payload: { importId: string } & Record<string, unknown>) {
  const handler = allHandlers.find((job) => job.name === name);
  if (!handler) throw new Error(`No handler is called ${name}.`);
  await handler.run(jobContext(db, name, new AbortController().signal), payload);
}

/** Does what the worker does with a job that failed for the last time. */
export async function giveUpJob(db: Db, name: string, importId: string) {
  const handler = allHandlers.find((job) => job.name === name);
  await handler?.onDead?.(jobContext(db, name, new AbortController().signal), { importId });
}

/** `mapping` names the fields of columns whose proposal is not wanted. */
export type Choices = {
  mapping?: Partial<Record<string, ImportField | null>>;
  openingBinId?: string | null;
  choices?: Partial<ImportChoices>;
};

export async function askForCheck(
  ctx: Context,
  importId: string,
  { mapping = {}, openingBinId = null, choices = {} }: Choices = {},
): Promise<void> {
  const { format } = await getImport(ctx, { importId });
  const columns = format.columns.map((field, index) => {
    const chosen = mapping[format.header[index] ?? ""];
    return chosen === undefined ? field : chosen;
  });
  await checkImport(ctx, { importId, columns, openingBinId, choices: { ...format.choices, ...choices } });
}

export async function check(db: Db, ctx: Context, importId: string, choices?: Choices) {
  await askForCheck(ctx, importId, choices);
  await runJob(db, CHECK_JOB, { importId });
  return getImport(ctx, { importId });
}

export async function apply(db: Db, ctx: Context, importId: string) {
  await applyChanges(ctx, { importId });
  await runJob(db, IMPORT_JOB, { importId });
  return getImport(ctx, { importId });
}

export const problemsOf = async (ctx: Context, importId: string) =>
  (await listImportProblems(ctx, ListImportProblems.parse({ importId, limit: 200 }))).rows;

/** A file's whole way. */
export async function importFile(db: Db, ctx: Context, content: string | Buffer, choices?: Choices) {
  const { importId } = await upload(ctx, content);
  const checked = await check(db, ctx, importId, choices);
  const applied = await apply(db, ctx, importId);
  return { importId, checked, applied, problems: await problemsOf(ctx, importId) };
}

/** The chunks of an import's file after `rowsDone`, with the format as the job reads it. */
export async function* chunksOf(db: Db, importId: string, rowsDone = 0) {
  const work = await findImportWork({ db }, importId);
  if (!work) throw new Error("The import is gone.");
  const format = work.format.marks ? work.format : { ...work.format, ...(await surveyFile(work.fileKey, work.format)) };
  for await (const chunk of readChunks(work.fileKey, { format, currency: "EUR" }, rowsDone)) yield { format, chunk };
}
