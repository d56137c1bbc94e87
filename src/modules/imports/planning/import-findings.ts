import { cutText } from "@/modules/catalog/product";
import { CELL_CHARACTERS_SHOWN_MAX, type CellProblem } from "@/modules/imports/file/cells";
import { columnNameOf, type ImportField, type ImportFormat } from "@/modules/imports/import-format";
import type { GroupedRow } from "@/modules/imports/import-group";
import { type ImportNote, type NoteKind, type RowNote, sumNotes } from "@/modules/imports/import-note";
import { isSkipped } from "@/modules/imports/import-row";

/** What is wrong with a chunk's rows, each cell named once, and what people are told of them together. */
export class Findings {
  private readonly problems: CellProblem[] = [];
  private readonly notes: RowNote[] = [];
  private readonly skippedRows = new Set<number>();
  private readonly named = new Set<string>();

  constructor(private readonly format: ImportFormat) {}

  /** Skips one cell; the rest of its row is imported. */
  skipCell(row: GroupedRow, field: ImportField, reason: string, value = valueOf(row, field)): void {
    this.add(row, field, { value, reason, rowSkipped: false });
  }

  /** Skips the whole row. */
  skipRow(row: GroupedRow, field: ImportField, reason: string, value = valueOf(row, field)): void {
    this.add(row, field, { value, reason, rowSkipped: true });
    this.skippedRows.add(row.row);
  }

  note({ row }: GroupedRow, kind: NoteKind, field: ImportField | null, example: string): void {
    const column = field === null ? "" : columnNameOf(this.format, field);
    this.notes.push({ kind, column, row, example: cutText(example, CELL_CHARACTERS_SHOWN_MAX) });
  }

  /** All problems in the file's order, with those that were found while the rows were read, and the notes summed up. */
  finish(rows: readonly GroupedRow[]): { problems: CellProblem[]; rowsSkipped: number; notes: ImportNote[] } {
    for (const row of rows) if (isSkipped(row)) this.skippedRows.add(row.row);
    const problems = [...this.problems, ...rows.flatMap((row) => row.problems)];
    return {
      problems: problems.toSorted((a, b) => a.row - b.row),
      rowsSkipped: this.skippedRows.size,
      notes: sumNotes([...rows.flatMap((row) => row.notes), ...this.notes]),
    };
  }

  private add(
    row: GroupedRow,
    field: ImportField,
    problem: Pick<CellProblem, "value" | "reason" | "rowSkipped">,
  ): void {
    const column = columnNameOf(this.format, field);
    const cell = `${row.row}\n${column}`;
    if (this.named.has(cell) || row.problems.some((known) => known.column === column)) return;
    this.named.add(cell);
    this.problems.push({ ...problem, row: row.row, column, value: cutText(problem.value, CELL_CHARACTERS_SHOWN_MAX) });
  }
}

/** A field as a problem shows it. */
function valueOf(row: GroupedRow, field: ImportField): string {
  if (field === "option1Value") return row.optionValues.join(" / ");
  if (field === "sku" || field === "handle" || field === "title" || field === "unit") return row[field] ?? "";
  if (field === "quantity") return String(row.quantity ?? "");
  if (field === "serials") return row.serials?.join("; ") ?? "";
  if (field === "hasSerials") return row.hasSerials === null ? "" : row.hasSerials ? "yes" : "no";
  if (field === "taxCategory") return row.taxCategory ?? "";
  return field === "price" && row.price !== null ? String(row.price) : "";
}
