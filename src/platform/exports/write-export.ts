import { recordExport } from "@/platform/audit/record-export";
import { database } from "@/platform/database/db";
import type { Readable } from "@/platform/database/db";
import { replicas } from "@/platform/database/replicas";
import { logger } from "@/platform/logger";
import { callerOf, callLine, replicaLine } from "@/platform/trpc/call-line";
import type { RequestContext } from "@/platform/trpc/procedure";
import { CSV_BEGINNING, toCsvLines } from "@/shared/csv";
import type { ExportPage, ListExport, OpenExport } from "./define-export";

/** As many as a spreadsheet shows, less the header. */
const ROWS_MAX = 1_048_575;

const NOT_ADDED = "how much of an export has left could not be added to its record";

/**
 * The lines of a list, page by page. Each page is a statement of its own on a replica, and none is held while nobody
 * reads: no row that stays as it is is missed or comes twice, and one that changes meanwhile stands in the file as it
 * was or as it is. A snapshot would keep what was deleted on every replica for as long as the slowest reader takes.
 * `assertStill` is asked before each page but the first: a slow reader may long have lost what they may read.
 */
export async function* writeExport(
  ctx: RequestContext,
  { list }: Pick<ListExport, "list">,
  opened: OpenExport,
  assertStill: () => Promise<void>,
): AsyncGenerator<string, void> {
  const recorded = await recordExport(
    { ...ctx, db: database().db },
    { list, filters: opened.filters, address: ctx.address ?? "" },
  );
  const began = performance.now();
  const left = { rows: 0, isWhole: false };
  try {
    let cursor: string | null = null;
    let lines = CSV_BEGINNING + toCsvLines([opened.header(ctx)]);
    do {
      const at: string | null = cursor;
      if (at !== null) await assertStill();
      const page: ExportPage = await readForCaller(ctx, (db) => opened.page({ ...ctx, db }, at));
      cursor = page.nextCursor;
      left.rows += page.rows.length;
      if (left.rows > ROWS_MAX) throw new Error(`An export of ${list} has more rows than a spreadsheet shows.`);
      lines += toCsvLines(page.rows);
      left.isWhole = cursor === null;
      yield lines;
      lines = "";
    } while (cursor !== null);
  } finally {
    // What has left has left: without the row, the log says how much.
    await recorded(left).catch((error: unknown) => logger().warn({ requestId: ctx.requestId, err: error }, NOT_ADDED));
    const durationMs = Math.round(performance.now() - began);
    logger().info({ requestId: ctx.requestId, list, ...left, durationMs }, "exported");
  }
}

/** A turn in the line of all calls, on a replica that shows what the caller has seen. */
const readForCaller = <Result>(ctx: RequestContext, work: (db: Readable) => Promise<Result>): Promise<Result> =>
  replicas().read(ctx.readAfter ?? null, (db) =>
    (db === db.primary ? callLine() : replicaLine()).run(callerOf(ctx), () => work(db)),
  );
