import { cleanCode, isBarcodeFault, readBarcode } from "@/modules/catalog/codes/barcode";
import {
  BARCODES_PER_VARIANT_MAX,
  cutText,
  NAME_CHARACTERS_MAX,
  readUnit,
  SKU_CHARACTERS_MAX,
  type Unit,
} from "@/modules/catalog/product";
import { columnNameOf, type ImportField, type ImportFormat } from "@/modules/imports/import-format";
import type { NoteKind, RowNote } from "@/modules/imports/import-note";
import { repeatedSerials, readSerials, SERIALS_MAX } from "@/modules/inventory/serials/serial";
import { Serial } from "@/modules/inventory/serials/serial-input";
import { currencyMarkOf, type DecimalFault, readDecimal } from "@/shared/decimal";
import { minorDigits, PRICE_MAX, UNIT_COST_DIGITS, UNIT_COST_MAX } from "@/shared/money";
import { oneLine } from "@/shared/one-line";
import { formatCount } from "@/shared/plural";
import { formatQuantity, QUANTITY_MAX } from "@/shared/quantity";
import {
  codesIn,
  isNoCode,
  isNoValue,
  isRounded,
  printable,
  unwrapCell,
  unwrapCode,
  withoutThousands,
} from "./code-cell";
import { decodeEntities } from "./plain-text";

export type CellProblem = { row: number; column: string; value: string; reason: string; rowSkipped: boolean };

export const CELL_CHARACTERS_SHOWN_MAX = 200;
const BARCODE_CELL_CHARACTERS_MAX = 2_000;
const CATEGORY_DEPTH_MAX = 8;

type Essential = { essential?: boolean };
/** How an amount is counted: its decimals, its limit, and the currency of the shop. */
type AmountKind = { digits: number; max: number };

/** Reads the cells of one row by the fields that they fill. What is wrong with one becomes a problem, not an error. */
export class CellReader {
  readonly problems: CellProblem[] = [];
  readonly notes: RowNote[] = [];

  constructor(
    private readonly format: ImportFormat,
    private readonly currency: string,
    private readonly row: number,
    private readonly cells: readonly string[],
  ) {}

  refuse(
    field: ImportField,
    reason: string,
    { rowSkipped = false, column = columnNameOf(this.format, field), value = this.raw(field) } = {},
  ): null {
    if (!this.problems.some((problem) => problem.column === column)) {
      const shown = cutText(value, CELL_CHARACTERS_SHOWN_MAX);
      this.problems.push({ row: this.row, column, value: shown, reason, rowSkipped });
    }
    return null;
  }

  note(kind: NoteKind, field: ImportField | null, example: string): void {
    const column = field === null ? "" : columnNameOf(this.format, field);
    this.notes.push({ kind, column, row: this.row, example: cutText(example, CELL_CHARACTERS_SHOWN_MAX) });
  }

  /** The cell of a field, without what is around its value. Placeholders such as `#N/A` are blank, and told of. */
  raw(field: ImportField): string {
    const index = this.format.columns.indexOf(field);
    return index < 0 ? "" : cleanCell(this.cells[index], PROSE.has(field) ? unwrapCell : unwrapCode);
  }

  private value(field: ImportField, isNothing: (text: string) => boolean = isNoValue): string {
    const text = this.raw(field);
    if (text === "" || !isNothing(text)) return text;
    this.note("no-code", field, text);
    return "";
  }

  text(field: ImportField, charactersMax: number, { essential = false }: Essential = {}): string | null {
    const text = oneLine(decodeEntities(this.value(field)));
    if (text === "") return null;
    if (text.length <= charactersMax) return text;
    return this.refuse(field, `Use at most ${charactersMax} characters.`, { rowSkipped: essential });
  }

  sku(): string | null {
    const text = this.value("sku", isNoCode);
    const sku = cleanCode(text);
    if (sku === "") return null;
    if (sku.length <= SKU_CHARACTERS_MAX) return sku;
    return this.refuse("sku", `Enter a SKU of at most ${SKU_CHARACTERS_MAX} characters.`, { rowSkipped: true });
  }

  /** `A > B` is a path. Where a separator is chosen, a cell may name several; the first is used, as deep as it goes. */
  categoryPath(): string[] | null {
    const text = decodeEntities(this.value("category"));
    const separator = this.format.choices.categorySeparator;
    const [first, ...others] = (separator === "none" ? [text] : text.split(separator)).map(pathOf).filter(isFilled);
    if (!first) return null;
    const path = others.reduce((known, other) => (startsWith(other, known) ? other : known), first);
    if (others.some((other) => !startsWith(path, other))) this.note("more-categories", "category", text);
    if (path.length <= CATEGORY_DEPTH_MAX && path.every((name) => name.length <= NAME_CHARACTERS_MAX)) return path;
    return this.refuse(
      "category",
      `A category has at most ${CATEGORY_DEPTH_MAX} levels of ${NAME_CHARACTERS_MAX} characters.`,
    );
  }

  barcodes(): string[] {
    const codes = new Set<string>();
    this.format.columns.forEach((field, index) => {
      if (field !== "barcode") return;
      const cell = cleanCell(cutText(this.cells[index] ?? "", BARCODE_CELL_CHARACTERS_MAX), unwrapCode);
      for (const part of codesIn(cell)) this.readCode(part, index, codes);
    });
    return [...codes].slice(0, BARCODES_PER_VARIANT_MAX);
  }

  private readCode(text: string, index: number, codes: Set<string>): void {
    const written = unwrapCode(text.trim());
    if (written === "") return;
    const code = withoutThousands(written);
    const column = this.format.header[index] ?? "";
    const note = (kind: NoteKind, example: string) =>
      this.notes.push({ kind, column, row: this.row, example: cutText(example, CELL_CHARACTERS_SHOWN_MAX) });
    const read = readBarcode(code);
    const isGtin = !isBarcodeFault(read) && read.kind === "gtin";
    if (isNoCode(code) && !isGtin) return void note("no-code", code);
    if (isBarcodeFault(read)) return void this.refuse("barcode", read.reason, { column, value: code });
    const offered = this.format.shortCodes.includes(index) ? read.offer : null;
    codes.add(offered?.code ?? read.code);
    if (offered || read.mended !== null || code !== written)
      note("mended-code", `${written} to ${offered?.code ?? read.code}`);
    else if (read.offer) note("short-code", code);
  }

  price = (): number | null =>
    this.amount("price", { digits: minorDigits(this.currency), max: PRICE_MAX }, { essential: true });

  cost = (): number | null =>
    this.amount("cost", { digits: minorDigits(this.currency) + UNIT_COST_DIGITS, max: UNIT_COST_MAX });

  private amount(
    field: "price" | "cost",
    { digits, max }: AmountKind,
    { essential = false }: Essential = {},
  ): number | null {
    const text = this.value(field, isNoNumber);
    if (text === "") return null;
    const reason = `Enter an amount with up to ${formatCount(digits, "decimal")}.`;
    const units = this.number(field, { digits, reason, essential });
    if (units === null) return null;
    const mark = currencyMarkOf(text);
    if (mark !== null && !isMarkOf(mark, this.currency)) this.note("foreign-currency", field, text);
    if (units < 0) return this.refuse(field, "This can't be negative.", { rowSkipped: essential });
    return units <= max ? units : this.refuse(field, "This number is too large.", { rowSkipped: essential });
  }

  unit(): Unit | null {
    const text = this.value("unit");
    if (text === "") return null;
    return readUnit(text) ?? this.refuse("unit", "The unit must be each, g, ml or mm.");
  }

  /** Some shops export oversold stock as a negative number, which cannot be counted. */
  quantity(): number | null {
    if (this.value("quantity", isNoNumber) === "") return null;
    const reason = `Enter a whole number up to ${formatQuantity(QUANTITY_MAX)}.`;
    const units = this.number("quantity", { digits: 0, reason, essential: false });
    if (units === null) return null;
    if (units > QUANTITY_MAX) return this.refuse("quantity", reason);
    return units >= 0 ? units : this.refuse("quantity", "A quantity can't be negative.");
  }

  /** `S-1; S-2`, or a line each. */
  serials(): string[] | null {
    const serials = readSerials(this.value("serials", isNoSerial)).map(unwrapCode);
    if (serials.length === 0) return null;
    const fault = faultOfSerials(serials);
    if (fault !== null) this.refuse("serials", fault);
    return fault === null ? serials : [];
  }

  yesOrNo(field: "hasSerials"): boolean | null {
    const text = this.value(field).toLowerCase();
    if (text === "") return null;
    const isYes = YES.has(text);
    return isYes || NO.has(text) ? isYes : this.refuse(field, "Enter yes or no.");
  }

  private number(
    field: "price" | "cost" | "quantity",
    { digits, reason, essential }: { digits: number; reason: string; essential: boolean },
  ): number | null {
    const text = this.raw(field);
    const mark = this.format.marks?.[this.format.columns.indexOf(field)] ?? null;
    const read = readDecimal(text, digits, mark);
    if ("units" in read) return read.units;
    if (read.fault === "ambiguous") this.note("open-number", field, text);
    return this.refuse(field, NUMBER_FAULTS[read.fault] ?? reason, { rowSkipped: essential });
  }
}

const NUMBER_FAULTS: Readonly<Partial<Record<DecimalFault, string>>> = {
  ambiguous: "This number can be read in two ways. Choose the decimal mark of the file.",
  "too-large": "This number is too large.",
};

const YES: ReadonlySet<string> = new Set(["yes", "true", "1", "ja", "oui", "si", "sí", "sì"]);
const NO: ReadonlySet<string> = new Set(["no", "false", "0", "nein", "non", "nee"]);

const isNoSerial = (text: string): boolean => isNoCode(text) && !isRounded(text);

function faultOfSerials(serials: readonly string[]): string | null {
  if (serials.some(isRounded))
    return "A spreadsheet rounded this number. Format the column as text and export it again.";
  if (serials.length > SERIALS_MAX) return `Enter at most ${formatQuantity(SERIALS_MAX)} serial numbers for an item.`;
  const [repeated] = repeatedSerials(serials);
  if (repeated !== undefined) return `${repeated} is entered more than once. Each item has a serial number of its own.`;
  const refused = serials.map((serial) => Serial.safeParse(serial)).find(({ success }) => !success);
  return refused?.error?.issues[0]?.message ?? null;
}

/** Fields whose text may begin with an apostrophe of its own. */
const PROSE: ReadonlySet<ImportField> = new Set(["title", "description", "vendor", "category", "taxCategory"]);

const cleanCell = (cell = "", unwrap: (text: string) => string): string => unwrap(printable(cell).trim()).trim();

const isNoNumber = (text: string): boolean => isNoValue(text) || /^[-–—]+$/.test(text);

const pathOf = (text: string): string[] =>
  text
    .split(">")
    .map((name) => name.trim())
    .filter((name) => name !== "");
const isFilled = (path: readonly string[]): boolean => path.length > 0;
const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((name, depth) => name === path[depth]);

const signs = new Map<string, string>();

/** The sign that a currency is written with: `$`, `kr`. Others may be written so, too. */
function signOf(currency: string): string {
  const known = signs.get(currency);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const sign = parts.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency;
  signs.set(currency, sign);
  return sign;
}

const isMarkOf = (mark: string, currency: string): boolean =>
  [currency, signOf(currency), currency.slice(0, 2) + signOf(currency)].includes(mark) ||
  (currency === "CHF" && mark.replace(".", "").endsWith("Fr"));
