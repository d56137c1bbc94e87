import { eq, sql } from "drizzle-orm";
import type { ImportPlan } from "@/modules/imports/planning/plan-product";
import type { RowEffect } from "@/modules/imports/planning/planning";
import { recordCodes } from "@/modules/imports/planning/read-known-codes";
import type { TxContext } from "@/platform/context";
import { databaseNow } from "@/platform/database/now";
import { rowsOf } from "@/platform/database/rows";
import { emitProgress } from "@/platform/outbox/emit";
import { importProgressed } from "./contract";
import type { CellProblem } from "./file/cells";
import type { ImportPhase } from "./import";
import type { ImportNote } from "./import-note";
import type { ImportRow } from "./lock-import";
import type { Chunk } from "./read-chunks";
import { productImportEffects, productImportNotes, productImportProblems, productImports } from "./schema";

/** A row that is longer is named among the problems and not kept whole. */
const ROW_CHARACTERS_KEPT_MAX = 8_000;
/** More rows of one effect than this are counted and not listed. */
const EFFECTS_KEPT_MAX = 10_000;
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
  await recordProblems(ctx, row, phase, plan.problems, chunk.cells);
  await recordNotes(ctx, row.id, phase, plan.notes);
  if (phase === "check") await recordEffects(ctx, row, plan.effects);
  const rowsOfEffect = (wanted: RowEffect["effect"]) => plan.effects.filter(({ effect }) => effect === wanted).length;
  await ctx.db
    .update(productImports)
    .set({
      ...(phase === "check" ? { rowsChecked: chunk.toRow } : { rowsDone: chunk.toRow }),
      ...AS_MOVING,
      rowsSkipped: sql`${productImports.rowsSkipped} + ${plan.rowsSkipped}`,
      rowsNew: sql`${productImports.rowsNew} + ${rowsOfEffect("new")}`,
      rowsChanged: sql`${productImports.rowsChanged} + ${rowsOfEffect("changed")}`,
      rowsSame: sql`${productImports.rowsSame} + ${rowsOfEffect("same")}`,
      productsCreated: sql`${productImports.productsCreated} + ${plan.created}`,
      productsUpdated: sql`${productImports.productsUpdated} + ${plan.updated}`,
      productsUnchanged: sql`${productImports.productsUnchanged} + ${plan.unchanged}`,
      problemCount: sql`${productImports.problemCount} + ${plan.problems.length}`,
    })
    .where(eq(productImports.id, row.id));
  emitProgress(ctx, importProgressed, { importId: row.id });
}

/** Stores problems up to the limit, each with its row as it stands in the file. The caller counts them. */
export async function recordProblems(
  ctx: TxContext,
  row: Pick<ImportRow, "id" | "problemCount">,
  phase: ImportPhase,
  problems: readonly CellProblem[],
  cells: Chunk["cells"] = new Map(),
): Promise<void> {
  const kept = problems
    .slice(0, Math.max(0, PROBLEMS_KEPT_MAX - row.problemCount))
    .map(({ row, rowSkipped, ...texts }) => ({
      row,
      rowSkipped,
      column: storable(texts.column),
      value: storable(texts.value),
      reason: storable(texts.reason),
      cells: rowSkipped ? keptCells(cells.get(row)) : null,
    }));
  if (kept.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${productImportProblems} (import_id, phase, "row", "column", value, reason, row_skipped, cells)
    select ${row.id}::uuid, ${phase}, problem."row", problem."column", problem.value, problem.reason,
      problem."rowSkipped", problem.cells
    from ${rowsOf("problem", PROBLEM_COLUMNS, kept)}
    on conflict do nothing`);
}

const PROBLEM_COLUMNS = {
  row: "integer",
  column: "text",
  value: "text",
  reason: "text",
  rowSkipped: "boolean",
  cells: "text[]",
} as const;

/** Postgres stores neither U+0000 nor half of a surrogate pair. A file may hold both, and is not to stop by either. */
const storable = (text: string): string => text.replace(/[\u0000\p{Surrogate}]/gu, "");

function keptCells(cells: readonly string[] = []): readonly string[] | null {
  if (cells.length === 0 || cells.reduce((sum, cell) => sum + cell.length, 0) > ROW_CHARACTERS_KEPT_MAX) return null;
  return cells.map(storable);
}

async function recordNotes(ctx: TxContext, importId: string, phase: ImportPhase, notes: readonly ImportNote[]) {
  if (notes.length === 0) return;
  const kept = notes.map((note) => ({ ...note, column: storable(note.column), example: storable(note.example) }));
  await ctx.db.execute(sql`
    insert into ${productImportNotes} (import_id, phase, kind, "column", count, "row", example)
    select ${importId}::uuid, ${phase}, note.kind, note."column", note.count, note."row", note.example
    from ${rowsOf("note", NOTE_COLUMNS, kept)}
    on conflict (import_id, phase, kind, "column") do update
    set count = product_import_notes.count + excluded.count`);
}

const NOTE_COLUMNS = { kind: "text", column: "text", count: "integer", row: "integer", example: "text" } as const;

async function recordEffects(ctx: TxContext, row: ImportRow, effects: readonly RowEffect[]): Promise<void> {
  const before = { new: row.rowsNew, changed: row.rowsChanged, same: row.rowsSame };
  const kept = effects
    .filter(({ effect }) => before[effect] < EFFECTS_KEPT_MAX)
    .map(({ fields, ...effect }) => ({
      ...effect,
      fields: Object.fromEntries(fields.map(({ field, before, after }) => [field, [before, after]])),
    }));
  if (kept.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${productImportEffects} (import_id, "row", effect, title, sku, matched_by, fields)
    select ${row.id}::uuid, effect."row", effect.effect, effect.title, effect.sku, effect."matchedBy", effect.fields
    from ${rowsOf("effect", EFFECT_COLUMNS, kept)}
    on conflict do nothing`);
}

const EFFECT_COLUMNS = {
  row: "integer",
  effect: "text",
  title: "text",
  sku: "text",
  matchedBy: "text",
  fields: "jsonb",
} as const;
