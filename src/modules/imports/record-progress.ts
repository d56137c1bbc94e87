import { eq, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { databaseNow } from "@/platform/database/now";
import { rowsOf } from "@/platform/database/rows";
import { emitProgress } from "@/platform/outbox/emit";
import { importProgressed } from "./contract";
import type { ImportPhase } from "./import";
import type { Chunk } from "./import-file";
import type { CellProblem } from "./import-row";
import type { ImportRow } from "./lock-import";
import type { ImportPlan } from "./plan-product";
import { recordCodes } from "./read-known-codes";
import { productImportProblems, productImports } from "./schema";

/** More problems than this mean a wrong mapping: the rest is counted and not stored. */
const PROBLEMS_KEPT_MAX = 10_000;

/** An import that makes progress is not stopped. */
export const AS_MOVING = { movedAt: databaseNow, stoppedAt: null };

/** Advances a locked import past one chunk, with the findings of its plan. */
export async function recordProgress(
  ctx: TxContext,
  row: ImportRow,
  { phase, chunk, plan }: { phase: ImportPhase; chunk: Chunk; plan: ImportPlan },
): Promise<void> {
  await recordCodes(ctx, row.id, plan.newCodes);
  await recordProblems(ctx, row, phase, plan.problems);
  await ctx.db
    .update(productImports)
    .set({
      ...(phase === "check" ? { rowsChecked: chunk.toRow } : { rowsDone: chunk.toRow }),
      ...AS_MOVING,
      rowsSkipped: sql`${productImports.rowsSkipped} + ${plan.rowsSkipped}`,
      productsCreated: sql`${productImports.productsCreated} + ${plan.created}`,
      productsUpdated: sql`${productImports.productsUpdated} + ${plan.updated}`,
      productsUnchanged: sql`${productImports.productsUnchanged} + ${plan.unchanged}`,
      problemCount: sql`${productImports.problemCount} + ${plan.problems.length}`,
    })
    .where(eq(productImports.id, row.id));
  emitProgress(ctx, importProgressed, { importId: row.id });
}

/** Stores problems up to the limit. The caller counts them. */
export async function recordProblems(
  ctx: TxContext,
  row: Pick<ImportRow, "id" | "problemCount">,
  phase: ImportPhase,
  problems: readonly CellProblem[],
): Promise<void> {
  const kept = problems.slice(0, Math.max(0, PROBLEMS_KEPT_MAX - row.problemCount));
  if (kept.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${productImportProblems} (import_id, phase, "row", "column", value, reason, row_skipped)
    select ${row.id}::uuid, ${phase}, problem."row", problem."column", problem.value, problem.reason,
      problem."rowSkipped"
    from ${rowsOf("problem", PROBLEM_COLUMNS, kept)}
    on conflict do nothing`);
}

const PROBLEM_COLUMNS = {
  row: "integer",
  column: "text",
  value: "text",
  reason: "text",
  rowSkipped: "boolean",
} as const;
