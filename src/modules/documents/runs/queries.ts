import { and, eq, sql } from "drizzle-orm";
import { type PrintRunRef, runNotFound } from "@/modules/documents/contract";
import { actorId, type Context } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { files } from "@/platform/files";
import { printRuns } from "./schema";

const KEPT_MS = 24 * 3_600_000;

const findOwn = async (ctx: Context, runId: string) => {
  const [found] = await ctx.db
    .select()
    .from(printRuns)
    .where(and(eq(printRuns.id, runId), eq(printRuns.askedBy, actorId(ctx) ?? sql`null`)));
  if (!found) throw runNotFound({});
  return found;
};

/** How far it is, for whoever asked for it. @throws runNotFound */
export async function getPrintRun(ctx: Context, { runId }: PrintRunRef) {
  const { total, done, failed, endedAt, fileKey } = await findOwn(ctx, runId);
  return { runId, total, done, failures: failed.lines, isEnded: endedAt !== null, hasFile: fileKey !== "" };
}

/** The file, for whoever asked for it. @throws runNotFound */
export async function openPrintRun(ctx: Context, runId: string) {
  const { fileKey, askedAt } = await findOwn(ctx, runId);
  if (fileKey === "") throw runNotFound({});
  const day = askedAt.toISOString().slice(0, "2026-11-27".length);
  return {
    fileName: `Documents-${day}.pdf`,
    bytes: await files().sizeOf(fileKey),
    content: await files().get(fileKey),
  };
}

/** The rows of files that nobody fetches any more; the sweep of files takes those that no row knows. */
export const sweepPrintRuns: Sweep = sql`
  delete from ${printRuns} where id in (
    select id from ${printRuns} where asked_at < ${before(KEPT_MS)}
    ${atMost(ROWS_PER_SWEEP_MAX)} for update skip locked)
  returning 1`;
