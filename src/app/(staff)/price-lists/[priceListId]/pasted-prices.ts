import type { Inputs } from "@/client/trpc";
import { CSV_BEGINNING, withoutGuards } from "@/shared/csv";
import { moneyKind, type NumberKind, quantityKind, readTyped } from "@/shared/typed-number";

type Entry = Inputs["pricing"]["loadEntries"]["entries"][number];

/** What was read, and the first lines that can't be, each with its number and why. */
export type PastedPrices = { entries: Entry[]; problems: { line: number; problem: string }[] };

const SEPARATORS = ["\t", ";", ","];
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The cells of a line of a spreadsheet or a file: in quotes a separator is a part of the cell. */
function cellsOf(line: string): string[] {
  const separator = SEPARATORS.find((each) => line.includes(each)) ?? ",";
  const cells: string[] = [];
  let [cell, isQuoted] = ["", false];
  for (const character of `${line}${separator}`) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) {
      cells.push(withoutGuards(unquoted(cell.trim())).trim());
      cell = "";
    } else cell += character;
  }
  return cells;
}

const unquoted = (cell: string): string =>
  cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 ? cell.slice(1, -1).replaceAll('""', '"') : cell;

/**
 * Reads lines of SKU, price, quantity and day, as they are copied from a spreadsheet or exported from a list. Quantity
 * and day may be left out; a first line that names the columns is passed over.
 */
export function readPastedPrices(text: string, currency: string): PastedPrices {
  const lines = text
    .replace(CSV_BEGINNING, "")
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, cells: cellsOf(line) }));
  const written = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const rows = written.filter(({ cells }, index) => index > 0 || !isHead(cells));
  const read = rows.map(({ number, cells }) => ({ number, ...readRow(cells, currency) }));
  return {
    entries: read.flatMap(({ entry }) => entry ?? []),
    problems: read.flatMap(({ number, problem }) => (problem ? [{ line: number, problem }] : [])),
  };
}

const isHead = ([sku = "", price = ""]: readonly string[]): boolean => sku.toLowerCase() === "sku" && !/\d/.test(price);

function readRow(cells: readonly string[], currency: string): { entry?: Entry; problem?: string } {
  const [sku = "", price = "", quantity = "", day = ""] = cells;
  if (sku === "") return { problem: "The SKU is missing." };
  const paid = readNumber(price, moneyKind(currency));
  if (paid === null) return { problem: `“${price}” is no price.` };
  const from = quantity === "" ? 1 : readNumber(quantity, quantityKind);
  if (from === null || from < 1) return { problem: `“${quantity}” is no quantity.` };
  if (day !== "" && !DAY.test(day)) return { problem: `“${day}” is no day. Write it as 2026-01-31.` };
  return { entry: { sku, price: paid, quantityFrom: from, validFrom: day || null } };
}

function readNumber(text: string, kind: NumberKind): number | null {
  const read = text === "" ? { problem: "" } : readTyped(text, kind);
  return "value" in read && read.value >= 0 ? read.value : null;
}
