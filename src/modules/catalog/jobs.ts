import { files } from "@/platform/files";
import { handle, type JobContext } from "@/platform/jobs/handler";
import { isRefusal } from "@/shared/error";
import { checkImport, importProducts, type ImportRef } from "./contract";
import { countRows, readChunks } from "./import-file";
import { checkProductChunk, importProductChunk } from "./import-product-chunk";
import { findImporter, findImportWork } from "./import-queries";
import { failProductImport, finishProductImport, noteRowsTotal, stopProductImport } from "./move-product-import";

type Work = (ctx: JobContext, importId: string) => Promise<void>;

export const catalogJobs = [
  handle(
    checkImport,
    async (ctx, { importId }) => failingByRefusal(await onBehalf(ctx, importId), importId, check),
    stop,
  ),
  handle(
    importProducts,
    async (ctx, { importId }) => failingByRefusal(await onBehalf(ctx, importId), importId, apply),
    stop,
  ),
];

function stop(ctx: JobContext, { importId }: ImportRef): Promise<void> {
  return stopProductImport(ctx, importId);
}

/** The history names the person who imports, not the machine that does it for them. */
async function onBehalf(ctx: JobContext, importId: string): Promise<JobContext> {
  const actor = await findImporter(ctx, importId);
  return actor ? { ...ctx, actor } : ctx;
}

async function check(ctx: JobContext, importId: string): Promise<void> {
  const work = await findImportWork(ctx, importId);
  if (work?.status !== "checking") return;
  const { fileKey, format, rowsChecked } = work;
  if (work.rowsTotal === 0) await noteRowsTotal(ctx, importId, await countRows(fileKey, format));
  for await (const chunk of readChunks(fileKey, format, rowsChecked)) {
    ctx.delivery.signal.throwIfAborted();
    if (!(await checkProductChunk(ctx, { importId, format, chunk }))) return;
  }
  await finishProductImport(ctx, importId, "check");
}

async function apply(ctx: JobContext, importId: string): Promise<void> {
  const work = await findImportWork(ctx, importId);
  // The run before this one was cut between its last two steps.
  if (work?.status === "applied") return files().remove(work.fileKey);
  if (work?.status !== "applying") return;
  const { fileKey, format, rowsDone } = work;
  for await (const chunk of readChunks(fileKey, format, rowsDone)) {
    ctx.delivery.signal.throwIfAborted();
    if (!(await importProductChunk(ctx, { importId, format, chunk }))) return;
  }
  await finishProductImport(ctx, importId, "apply");
  // Nobody reads it again: what it said is in the catalog, and its problems are kept with the import.
  await files().remove(fileKey);
}

/** A refusal ends the job for good, and the import's row says why; any other error is tried again. */
async function failingByRefusal(ctx: JobContext, importId: string, work: Work): Promise<void> {
  try {
    await work(ctx, importId);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await failProductImport(ctx, importId, error.message);
  }
}
