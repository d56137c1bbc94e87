import { code128, isCode128, widthOfCode } from "@/modules/documents/labels/code-128";
import type { Cell, Column, Sheet } from "@/modules/documents/sheet";
import { BODY, type Flow, lineHeight, SMALL, STRONG } from "./flow";
import type { Mark } from "./mark";
import { wordsOf } from "./wrap";

const GAP = 12;
const PADDING = 4;
const BOX_SIDE = 10;
const HEAD = { ...SMALL, isStrong: true };
/** No head stands alone at the end of a page. */
const HEAD_AND_ROW = 60;

type Placed = Column & { x: number; width: number };

/** The table of a sheet, over as many pages as it needs: its head stands on each, and no row is torn apart. */
export function layTable(flow: Flow, { columns, rows }: Pick<Sheet, "columns" | "rows">): void {
  const placed = placeColumns(flow, { columns, rows });
  flow.need(HEAD_AND_ROW);
  layHead(flow, placed);
  flow.onPage = () => layHead(flow, placed);
  for (const row of rows) layRow(flow, placed, row);
  flow.onPage = () => {};
}

function placeColumns(flow: Flow, { columns, rows }: Pick<Sheet, "columns" | "rows">): Placed[] {
  const { left, width } = flow.area;
  const room = width - GAP * (columns.length - 1);
  const ranges = columns.map((column, index) =>
    rangeOf(
      flow,
      column,
      rows.flatMap((row) => row[index] ?? []),
    ),
  );
  const [given, least] = [sumOf(ranges.map(({ most }) => most)), sumOf(ranges.map(({ least }) => least))];
  const asked = columns.findIndex((column) => column.width === "rest");
  const missing =
    lineOf(
      flow,
      rows.flatMap((row) => row[asked] ?? []),
    ) -
    (room - given);
  const share = given > least ? Math.min(1, Math.max(0, missing / (given - least))) : 0;
  const widths = ranges.map(({ most, least }) => most - share * (most - least));
  const rest = room - sumOf(widths);
  let x = left;
  return columns.map((column, index) => {
    const placed = { ...column, x, width: column.width === "rest" ? rest : (widths[index] ?? 0) };
    x += placed.width + GAP;
    return placed;
  });
}

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, each) => sum + each, 0);
const widest = (flow: Flow, parts: readonly string[], style: typeof BODY): number =>
  parts.reduce((most, part) => Math.max(most, flow.measure(part, style)), 0);
const textsOf = (cells: readonly Cell[]) => cells.flatMap((cell) => ("text" in cell ? [cell] : []));

/** How wide a column were that breaks no line. */
const lineOf = (flow: Flow, cells: readonly Cell[]): number =>
  Math.max(
    widest(
      flow,
      textsOf(cells).map(({ text }) => text),
      BODY,
    ),
    widest(
      flow,
      textsOf(cells).map(({ under = "" }) => under),
      SMALL,
    ),
  );

/**
 * A column of figures gives to the one that takes the rest, where that would break its lines, down to what its figures
 * and its head need. A figure is never torn, which would make two of it: for one the column grows.
 */
function rangeOf(flow: Flow, { width, align, label }: Column, cells: readonly Cell[]): { least: number; most: number } {
  if (width === "rest") return { least: 0, most: 0 };
  if (align === "left") return { least: width, most: width };
  const words = widest(
    flow,
    textsOf(cells).flatMap(({ text }) => wordsOf(text)),
    BODY,
  );
  const needed = Math.max(BOX_SIDE, lineOf(flow, cells), flow.measure(label, HEAD));
  return { least: Math.max(words, Math.min(needed, width)), most: Math.max(words, width) };
}

function layHead(flow: Flow, columns: readonly Placed[]): void {
  const heads = columns.map((column) => flow.linesOf(column.label, column.width, HEAD));
  const lines = Math.max(...heads.map(({ length }) => length));
  for (const [index, column] of columns.entries()) writeColumn(flow, column, heads[index] ?? [], HEAD, flow.y);
  flow.y += lines * lineHeight(HEAD) + PADDING;
  flow.put({ kind: "line", x: flow.area.left, y: flow.y, width: flow.area.width, isStrong: true });
}

function layRow(flow: Flow, columns: readonly Placed[], row: readonly Cell[]): void {
  const cells = row.map((cell, index) => linesOf(flow, cell, columns[index]?.width ?? 0));
  const height = Math.max(...cells.map((cell) => cell.height)) + PADDING * 2;
  flow.need(height);
  const top = flow.y + PADDING;
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (!cell) continue;
    if (cell.isBox) flow.put({ kind: "box", x: column.x + column.width - BOX_SIDE, y: top, side: BOX_SIDE });
    writeColumn(flow, column, cell.text, BODY, top);
    writeColumn(flow, column, cell.under, SMALL, top + cell.text.length * lineHeight(BODY));
    if (cell.code)
      flow.put(...barsOf(cell.code, { x: column.x, y: top + cell.textHeight + CODE_GAP, width: column.width }));
  }
  flow.y += height;
  flow.put({ kind: "line", x: flow.area.left, y: flow.y, width: flow.area.width, isStrong: false });
}

function linesOf(flow: Flow, cell: Cell, width: number) {
  if ("box" in cell) return { isBox: true, text: [], under: [], code: "", textHeight: 0, height: BOX_SIDE };
  const text = flow.linesOf(cell.text, width, BODY);
  const under = cell.under ? flow.linesOf(cell.under, width, SMALL) : [];
  const textHeight = text.length * lineHeight(BODY) + under.length * lineHeight(SMALL);
  const code = cell.code !== undefined && fitsCode(cell.code, width) ? cell.code : "";
  return { isBox: false, text, under, code, textHeight, height: textHeight + (code ? CODE_GAP + CODE_HEIGHT : 0) };
}

const [CODE_GAP, CODE_HEIGHT] = [3, 16];
/** A module of 0.19 mm is what printers of 300 dpi and scanners still know; wider is not needed. */
const [MODULE_MIN, MODULE_MAX] = [0.54, 0.8];

/** Where a barcode has no room, or no signs for the text, the text alone is printed. */
const fitsCode = (code: string, width: number): boolean => isCode128(code) && widthOfCode(code) * MODULE_MIN <= width;

/** From the left edge of its column: the gap before it is wider than the quiet zone. */
function barsOf(code: string, { x: left, y, width }: { x: number; y: number; width: number }): Mark[] {
  const unit = Math.min(MODULE_MAX, width / widthOfCode(code));
  const bars: Mark[] = [];
  let x = left;
  for (const [index, modules] of code128(code).entries()) {
    if (index % 2 === 0) bars.push({ kind: "bar", x, y, width: modules * unit, height: CODE_HEIGHT });
    x += modules * unit;
  }
  return bars;
}

function writeColumn(flow: Flow, column: Placed, lines: readonly string[], style: typeof BODY, top: number): void {
  for (const [index, line] of lines.entries()) {
    const y = top + index * lineHeight(style);
    flow.write(line, column.align === "right" ? { right: column.x + column.width, y } : { x: column.x, y }, style);
  }
}

const TOTALS_WIDTH = 250;

/** Sums below the table, all on one page. */
export function layTotals(flow: Flow, totals: Sheet["totals"]): void {
  const right = flow.area.left + flow.area.width;
  const rowHeight = lineHeight(BODY) + PADDING;
  flow.need(totals.length * rowHeight + PADDING * 3);
  flow.y += PADDING * 2;
  for (const { label, value, isStrong = false } of totals) {
    const style = isStrong ? STRONG : BODY;
    if (isStrong) {
      flow.y += PADDING;
      flow.put({ kind: "line", x: right - TOTALS_WIDTH, y: flow.y - PADDING / 2, width: TOTALS_WIDTH, isStrong: true });
    }
    flow.write(label, { x: right - TOTALS_WIDTH, y: flow.y + PADDING / 2 }, style);
    flow.write(value, { right, y: flow.y + PADDING / 2 }, style);
    flow.y += rowHeight;
  }
}
