import { and, eq, isNull } from "drizzle-orm";
import { type PrintMany, printProgressed } from "@/modules/documents/contract";
import { loadDocument } from "@/modules/documents/load-document";
import type { LoadedDocument } from "@/modules/documents/sheet";
import { files } from "@/platform/files";
import type { JobContext } from "@/platform/jobs/handler";
import { emitProgress } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { isRefusal } from "@/shared/error";
import type { RunDocument, RunFailure } from "./run";
import { printRuns } from "./schema";

/** A hundred invoices of a page have half a megabyte. */
const FILE_BYTES_MAX = 50 * 1024 * 1024;
const GIVEN_UP = "This file couldn't be made. Print fewer at a time, or each from its own page.";

type Run = { documents: readonly RunDocument[]; failures: RunFailure[] };

/**
 * Prints them one after another into one file. What can't be printed is named, and the others are printed all the same.
 * A worker that takes over begins again: it is a matter of seconds.
 */
export async function printRun(ctx: JobContext, { runId }: PrintMany): Promise<void> {
  const [found] = await ctx.db
    .select()
    .from(printRuns)
    .where(and(eq(printRuns.id, runId), isNull(printRuns.endedAt)));
  if (!found) return;
  const { asked, failed } = found;
  const run = { documents: asked.documents, failures: failed.lines.filter(({ label }) => !isAsked(asked, label)) };
  const missing = run.failures.length;
  const { printSheets } = await import("@/modules/documents/print/print-sheets");
  const { key } = await files().put(printSheets(loadAll(ctx, runId, run), { createdAt: ctx.now }), {
    bytesMax: FILE_BYTES_MAX,
  });
  const isEmpty = run.failures.length - missing === run.documents.length;
  if (isEmpty) await files().remove(key);
  await report(ctx, runId, { endedAt: ctx.now, fileKey: isEmpty ? "" : key });
}

/** Those that an earlier worker noted are noted again. */
const isAsked = ({ documents }: { documents: readonly RunDocument[] }, label: string): boolean =>
  documents.some((document) => document.label === label);

async function* loadAll(ctx: JobContext, runId: string, { documents, failures }: Run): AsyncGenerator<LoadedDocument> {
  for (const [index, { label, ...named }] of documents.entries()) {
    ctx.delivery.signal.throwIfAborted();
    try {
      yield await loadDocument(ctx, named);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      failures.push({ label, message: error.message });
    }
    await report(ctx, runId, { done: index + 1, failed: { lines: [...failures] } });
  }
}

/** Whoever waits for it sees it move. */
async function report(ctx: JobContext, runId: string, change: Partial<typeof printRuns.$inferInsert>): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.update(printRuns).set(change).where(eq(printRuns.id, runId));
    emitProgress(ctx, printProgressed, { runId });
  });
}

/** No attempt is left. */
export const endDeadRun = (ctx: JobContext, { runId }: PrintMany): Promise<void> =>
  report(ctx, runId, { endedAt: ctx.now, failed: { lines: [{ label: "", message: GIVEN_UP }] } });
