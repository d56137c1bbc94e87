import { type ImportFormat, NUMBER_FIELDS } from "@/modules/imports/import-format";
import { addEvidence, type DecimalMark, evidenceOf, type MarkEvidence, markOf, NO_EVIDENCE } from "@/shared/decimal";
import { unwrapCode } from "./code-cell";

/** What the numbers of a file show of its decimal marks, column by column, gathered row by row. */
export class MarkSurvey {
  private readonly ofColumn: (MarkEvidence | null)[];

  constructor(private readonly format: Pick<ImportFormat, "columns" | "choices">) {
    this.ofColumn = format.columns.map((field) => (NUMBER_FIELDS.has(field) ? { ...NO_EVIDENCE } : null));
  }

  add(cells: readonly string[]): void {
    this.ofColumn.forEach((evidence, index) => {
      const told = evidence && evidenceOf(unwrapCode((cells[index] ?? "").trim()));
      if (told) evidence[told] += 1;
    });
  }

  /** A person's choice counts most, then what the column shows, then what all columns show together. */
  marks(): (DecimalMark | null)[] {
    const ofFile = this.ofFile();
    return this.ofColumn.map((evidence) => evidence && (this.format.choices.decimalMark ?? markOf(evidence) ?? ofFile));
  }

  /** What the file shows as a whole; null where it shows nothing, or both. */
  ofFile(): DecimalMark | null {
    return markOf(addEvidence(...this.ofColumn.filter((evidence) => evidence !== null)));
  }

  /** Whether a number of the file can be read in two ways and nothing says which. */
  isOpen(): boolean {
    const marks = this.marks();
    return this.ofColumn.some((evidence, index) => evidence !== null && evidence.open > 0 && marks[index] === null);
  }
}
