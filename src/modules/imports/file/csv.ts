import { cutText } from "@/modules/catalog/product";

/** Rows of separated text as people and programs really write it. Pure: text comes in parts, records go out. */

export type CsvFault = "quote-open" | "too-long";
/** `row` counts rows as a spreadsheet does, `line` lines as an editor does; both begin at 1. */
export type CsvRecord = { row: number; line: number; cells: string[]; fault: CsvFault | null };

export const RECORD_CHARACTERS_MAX = 2 * 1024 * 1024;
/** Cells beyond are counted as far as a row is too long for its header anyway. */
const CELLS_MAX = 1_000;
/** Of a row that cannot be read: more than anybody gets back of one. */
const FAULTY_CHARACTERS_KEPT = 10_000;

const QUOTE = '"';
const [LF, CR, SPACE, TAB] = [10, 13, 32, 9];

const isLineEnd = (code: number): boolean => code === LF || code === CR;

/** The text of a cell and where it ends; `open` where its quote is never closed, `more` where more text is needed. */
type Cell = { text: string; end: number } | "open" | "more";

/**
 * Takes text in parts of any size. Blank rows are counted and left out. Quotes may stand after blanks; text after a
 * closing quote belongs to its cell; a quote that is never closed costs its own line and no other.
 */
export class CsvReader {
  private text = "";
  private row = 0;
  private line = 1;
  /** The rest of a line that is too long is passed over. */
  private isPassing = false;
  private isLast = false;
  private readonly delimiterCode: number;

  constructor(private readonly delimiter: string) {
    this.delimiterCode = delimiter.charCodeAt(0);
  }

  /** The records that are complete with this part; with the last part all that remain. */
  read(part: string, isLast: boolean): CsvRecord[] {
    this.text += part;
    this.isLast = isLast;
    const records: CsvRecord[] = [];
    let at = this.isPassing ? this.passLine(0) : 0;
    while (at < this.text.length) {
      const end = this.readRecord(at, records);
      if (end === null) break;
      at = end;
    }
    this.text = this.text.slice(at);
    return records;
  }

  /** Reads the record that begins here. @returns where the next begins; null where more text is needed */
  private readRecord(start: number, records: CsvRecord[]): number | null {
    const cells: string[] = [];
    let at = start;
    let isQuoted = false;
    for (;;) {
      const open = this.afterBlanks(at);
      const begins = this.text[open] === QUOTE;
      isQuoted ||= begins;
      const cell = begins ? this.quotedCell(open, start) : this.plainCell(at);
      if (cell === "open") return this.giveUp(start, open, cells, records);
      if (cell === "more")
        return this.text.length - start > RECORD_CHARACTERS_MAX ? this.tooLong(start, records) : null;
      if (cells.length < CELLS_MAX) cells.push(cell.text);
      if (this.text.charCodeAt(cell.end) !== this.delimiterCode) {
        at = cell.end;
        break;
      }
      at = cell.end + 1;
    }
    const end = this.afterLineEnd(at);
    if (end === null) return null;
    this.row += 1;
    if (cells.some((cell) => cell !== "" && cell.trim() !== ""))
      records.push({ row: this.row, line: this.line, cells, fault: null });
    this.line += 1 + (isQuoted ? this.countLineEnds(start, at) : 0);
    return end;
  }

  private plainCell(start: number): Cell {
    const { text, delimiterCode } = this;
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiterCode || code === LF || code === CR) return { text: text.slice(start, at), end: at };
    }
    return this.isLast ? { text: text.slice(start), end: text.length } : "more";
  }

  private quotedCell(open: number, recordStart: number): Cell {
    let value = "";
    let from = open + 1;
    for (;;) {
      const close = this.text.indexOf(QUOTE, from);
      if (close < 0) return this.isLast || this.text.length - recordStart > RECORD_CHARACTERS_MAX ? "open" : "more";
      if (this.text[close + 1] === QUOTE) {
        value += this.text.slice(from, close + 1);
        from = close + 2;
        continue;
      }
      const after = this.afterBlanks(close + 1);
      if (after >= this.text.length && !this.isLast) return "more";
      if (this.endsCell(after)) return { text: value + this.text.slice(from, close), end: after };
      return this.countLineEnds(open, close) > 0 ? "open" : this.strayCell(open, close + 1);
    }
  }

  /** `"Case 5" pipe`: text follows a closing quote, so the quotes belong to the text, but for a pair around it. */
  private strayCell(open: number, from: number): Cell {
    const rest = this.plainCell(from);
    if (typeof rest === "string") return rest;
    const text = this.text.slice(open, rest.end).trim();
    const bare = text.endsWith(QUOTE) ? text.slice(1, -1) : text;
    return { text: bare.replaceAll('""', QUOTE), end: rest.end };
  }

  /**
   * A quote opens and its end is not found: its line is a fault, with the cells before the quote and all of the line
   * from there on, and reading goes on below it.
   */
  private giveUp(start: number, open: number, before: readonly string[], records: CsvRecord[]): number | null {
    const { end: lineEnd } = this.lineFrom(open);
    const end = this.afterLineEnd(lineEnd);
    if (end === null) return this.tooLong(start, records);
    const line = this.line + this.countLineEnds(start, open);
    this.addFault(records, "quote-open", line, [...before, this.text.slice(open, lineEnd)]);
    this.line = line + 1;
    return end;
  }

  private tooLong(start: number, records: CsvRecord[]): number {
    this.addFault(records, "too-long", this.line, [this.text.slice(start, start + FAULTY_CHARACTERS_KEPT)]);
    this.isPassing = true;
    return this.passLine(start);
  }

  private passLine(from: number): number {
    const { end, isWhole } = this.lineFrom(from);
    const next = isWhole ? this.afterLineEnd(end) : null;
    if (next === null) return this.text.length;
    this.isPassing = false;
    this.line += 1;
    return next;
  }

  private addFault(records: CsvRecord[], fault: CsvFault, line: number, cells: readonly string[]): void {
    this.row += 1;
    records.push({ row: this.row, line, cells: cells.map((cell) => cutText(cell, FAULTY_CHARACTERS_KEPT)), fault });
  }

  private lineFrom(start: number): { end: number; isWhole: boolean } {
    for (let at = start; at < this.text.length; at += 1)
      if (isLineEnd(this.text.charCodeAt(at))) return { end: at, isWhole: true };
    return { end: this.text.length, isWhole: false };
  }

  /** Where the next line begins; null where it is not known yet, since `\r\n` is one end of a line. */
  private afterLineEnd(at: number): number | null {
    if (at >= this.text.length) return this.isLast ? at : null;
    if (this.text.charCodeAt(at) !== CR) return at + 1;
    if (at + 1 >= this.text.length) return this.isLast ? at + 1 : null;
    return this.text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }

  private afterBlanks(start: number): number {
    let at = start;
    for (; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code !== SPACE && (code !== TAB || this.delimiter === "\t")) break;
    }
    return at;
  }

  private endsCell(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return at >= this.text.length || code === this.delimiterCode || isLineEnd(code);
  }

  private countLineEnds(from: number, to: number): number {
    let count = 0;
    for (let at = from; at < to; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === LF || (code === CR && this.text.charCodeAt(at + 1) !== LF)) count += 1;
    }
    return count;
  }
}
