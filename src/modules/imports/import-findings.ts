import { cutText } from "@/modules/catalog/product";
import { columnNameOf, type ImportField, type ImportFormat } from "./import-format";
import type { GroupedRow } from "./import-group";
import { CELL_CHARACTERS_SHOWN_MAX, type CellProblem, isSkipped } from "./import-row";

/** What is wrong with a chunk's rows: each cell is named once. */
export class Findings {
  private readonly problems: CellProblem[] = [];
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

  /** All problems in the file's order, with those that were found while the rows were read. */
  finish(rows: readonly GroupedRow[]): { problems: CellProblem[]; rowsSkipped: number } {
    for (const row of rows) if (isSkipped(row)) this.skippedRows.add(row.row);
    const problems = [...this.problems, ...rows.flatMap((row) => row.problems)];
    return { problems: problems.toSorted((a, b) => a.row - b.row), rowsSkipped: this.skippedRows.size };
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
  return field === "price" && row.price !== null ? String(row.price) : "";
}
