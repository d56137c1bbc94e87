import { and, eq, isNull } from "drizzle-orm";
import { printMany, type PrintInvoices, type PrintOrders, tooManyRuns } from "@/modules/documents/contract";
import { recordExport } from "@/platform/audit/record-export";
import { type Context, requireActorId } from "@/platform/context";
import { enqueueFollowUp } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { chooseInvoices, chooseOfOrders } from "./choose-documents";
import type { RunDocument, RunFailure } from "./run";
import { printRuns } from "./schema";

/** Whoever waits for so many has forgotten the first. */
const RUNS_OPEN_MAX = 3;

/** Has a document of each order printed into one file. @throws orderNotFound, tooManyRuns */
export async function printOrders(ctx: Context, { kind, orderIds }: PrintOrders): Promise<{ runId: string }> {
  const { documents, missing } = await chooseOfOrders(ctx, kind, orderIds);
  return ask(ctx, { list: "documents.printOrders", kind, documents, missing });
}

/** Has invoices and credit notes printed into one file. @throws invoiceNotFound, tooManyRuns */
export async function printInvoices(ctx: Context, { invoiceIds }: PrintInvoices): Promise<{ runId: string }> {
  const documents = await chooseInvoices(ctx, invoiceIds);
  return ask(ctx, { list: "documents.printInvoices", kind: "invoice", documents, missing: [] });
}

type Asked = { list: string; kind: string; documents: RunDocument[]; missing: RunFailure[] };

function ask(ctx: Context, { list, kind, documents, missing }: Asked): Promise<{ runId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const askedBy = requireActorId(ctx);
    const open = await ctx.db.$count(printRuns, and(eq(printRuns.askedBy, askedBy), isNull(printRuns.endedAt)));
    if (open >= RUNS_OPEN_MAX) throw tooManyRuns({});
    // A file of many people leaves, as an export does.
    const recorded = await recordExport(ctx, { list, filters: { kind }, address: ctx.address ?? "" });
    await recorded({ rows: documents.length, isWhole: true });
    const runId = newId();
    const total = documents.length;
    const failed = { lines: missing };
    await ctx.db
      .insert(printRuns)
      .values({ id: runId, askedBy, askedAt: ctx.now, asked: { documents }, total, failed });
    enqueueFollowUp(ctx, printMany, { runId });
    return { runId };
  });
}
