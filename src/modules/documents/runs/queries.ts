import { and, eq, not, or, sql } from "drizzle-orm";
import { type PrintRunRef, runNotFound } from "@/modules/documents/contract";
import { invoices } from "@/modules/invoices/schema";
import { orders, shipments } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { actorId, type Context } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { before, ROWS_PER_SWEEP_MAX, type Sweep } from "@/platform/database/retention";
import { arrayOf } from "@/platform/database/rows";
import { files } from "@/platform/files";
import type { RunDocument } from "./run";
import { printRuns } from "./schema";

const KEPT_MS = 24 * 3_600_000;

const findOwn = async (ctx: Context, runId: string) => {
  const [found] = await ctx.db
    .select()
    .from(printRuns)
    .where(and(eq(printRuns.id, runId), eq(printRuns.askedBy, actorId(ctx) ?? sql`null`)));
  if (!found || !(await mayReadAll(ctx, found.asked.documents))) throw runNotFound({});
  return found;
};

/** By the warehouses they work in now: whoever has lost one since opens no file with documents of it. */
async function mayReadAll(ctx: Context, documents: readonly RunDocument[]): Promise<boolean> {
  const mayRead = warehouseScope(ctx, orders.warehouseId);
  if (!mayRead) return true;
  const ids = sql`any(${arrayOf(
    documents.map(({ id }) => id),
    "uuid",
  )})`;
  const theirs = or(
    sql`${orders.id} = ${ids}`,
    sql`${orders.id} in (select ${shipments.orderId} from ${shipments} where ${shipments.id} = ${ids})`,
    sql`${orders.id} in (select ${invoices.orderId} from ${invoices} where ${invoices.id} = ${ids})`,
  );
  return (await ctx.db.$count(orders, and(theirs, not(mayRead)))) === 0;
}

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
