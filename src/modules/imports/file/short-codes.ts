import { cleanCode, offerOf } from "@/modules/catalog/codes/barcode";
import type { ImportFormat } from "@/modules/imports/import-format";
import { unwrapCode, withoutThousands } from "./code-cell";

/** Lengths that GTINs have once spreadsheets have taken their zeros. */
const SHORT = /^(?:\d{7}|\d{9,11})$/;

/**
 * Whether the short codes of a column are GTINs that lost their zeros. One code fits by chance in one of ten cases, so
 * the column says it: of own codes few fit, of cut ones nearly all.
 */
export class ShortCodeSurvey {
  private readonly ofColumn: { index: number; fitting: number; others: number }[];

  constructor({ columns }: Pick<ImportFormat, "columns">) {
    this.ofColumn = columns.flatMap((field, index) => (field === "barcode" ? [{ index, fitting: 0, others: 0 }] : []));
  }

  add(cells: readonly string[]): void {
    for (const column of this.ofColumn) {
      const code = cleanCode(withoutThousands(unwrapCode((cells[column.index] ?? "").trim())));
      if (!SHORT.test(code)) continue;
      if (offerOf(code)) column.fitting += 1;
      else column.others += 1;
    }
  }

  columns(): number[] {
    return this.ofColumn.filter(({ fitting, others }) => fitting > others).map(({ index }) => index);
  }
}
