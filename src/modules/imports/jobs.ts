import { readShopSettings } from "@/modules/shop/queries";
import { files } from "@/platform/files";
import { handle, type JobContext, react } from "@/platform/jobs/handler";
import { isRefusal } from "@/shared/error";
import { applyChunk } from "./apply-chunk";
import { checkChunk } from "./check-chunk";
import {
  checkProducts,
  importProducts,
  type ImportRef,
  LEGACY_JOBS,
  openingStockStated,
  postStatedStock,
  type PostStatedStock,
} from "./contract";
import { failImport } from "./fail-import";
import { finishImport } from "./finish-import";
import { asImporter } from "./importer";
import { postStatedStock as postStated, reportUnpostedStock } from "./post-stated-stock";
import { findImportWork } from "./queries";
import { readChunks, surveyFile } from "./read-chunks";
import { recordSurvey } from "./record-survey";
import { stopImport } from "./stop-import";

type Job = (ctx: JobContext, ref: ImportRef) => Promise<void>;

export const importsJobs = [
  handle(checkProducts, failingByRefusal(check), stopImport),
  handle(importProducts, failingByRefusal(apply), stopImport),

  // Jobs that the first release enqueued. Remove with the next release.
  handle(LEGACY_JOBS.checkProducts, failingByRefusal(check), stopImport),
  handle(LEGACY_JOBS.importProducts, failingByRefusal(apply), stopImport),
  handle(postStatedStock, postOrReport, reportAsUnposted),
  // The migration handed the rows of this event to `postStatedStock`.
  react(openingStockStated, "inventory.post-opening-stock", async () => {}),
];

async function check(ctx: JobContext, { importId }: ImportRef): Promise<void> {
  const work = await findImportWork(ctx, importId);
  if (work?.status !== "checking") return;
  const { fileKey, rowsChecked } = work;
  const reading = await readingOf(ctx, work);
  if (!reading) return;
  for await (const chunk of readChunks(fileKey, reading, rowsChecked)) {
    ctx.delivery.signal.throwIfAborted();
    if (!(await checkChunk(await asImporter(ctx, { importId }), { importId, format: reading.format, chunk }))) return;
  }
  await finishImport(await asImporter(ctx, { importId }), { importId, phase: "check" });
}

async function apply(ctx: JobContext, { importId }: ImportRef): Promise<void> {
  const work = await findImportWork(ctx, importId);
  // The previous run was interrupted between its last two steps.
  if (work?.status === "applied") return files().remove(work.fileKey);
  if (work?.status !== "applying") return;
  const { fileKey, rowsDone } = work;
  const reading = await readingOf(ctx, work);
  if (!reading) return;
  for await (const chunk of readChunks(fileKey, reading, rowsDone)) {
    ctx.delivery.signal.throwIfAborted();
    if (!(await applyChunk(await asImporter(ctx, { importId }), { importId, format: reading.format, chunk }))) return;
  }
  await finishImport(await asImporter(ctx, { importId }), { importId, phase: "apply" });
  // The file is not needed again: its rows are in the catalog, its problems stored with the import.
  await files().remove(fileKey);
}

type Work = NonNullable<Awaited<ReturnType<typeof findImportWork>>>;

/** How the file is read, surveyed once as a whole before its first row is; null when this job is not waited for. */
async function readingOf(ctx: JobContext, work: Work) {
  const { id: importId, fileKey, format, rowsTotal } = work;
  const { currency } = await readShopSettings(ctx);
  if (format.marks !== null && rowsTotal > 0) return { format, currency };
  const survey = await surveyFile(fileKey, format);
  const isWanted = await recordSurvey(await asImporter(ctx, { importId }), { importId, of: work, survey });
  const { encoding, marks, shortCodes } = survey;
  return isWanted ? { format: { ...format, encoding, marks, shortCodes }, currency } : null;
}

/** A refusal ends the job for good, and the import's row holds the reason; any other error is retried. */
function failingByRefusal(work: Job): Job {
  return async (ctx, { importId }) => {
    try {
      await work(ctx, { importId });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await failImport(ctx, { importId, failure: error.message });
    }
  };
}

async function postOrReport(ctx: JobContext, stated: PostStatedStock): Promise<void> {
  try {
    await postStated(await asImporter(ctx, stated), stated);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await reportUnpostedStock(ctx, { ...stated, reason: error.message });
  }
}

/** The job is out of attempts: the import's page shows what has to be entered by hand. */
function reportAsUnposted(ctx: JobContext, stated: PostStatedStock): Promise<void> {
  return reportUnpostedStock(ctx, { ...stated, reason: "This quantity couldn't be posted. Adjust the stock by hand." });
}
