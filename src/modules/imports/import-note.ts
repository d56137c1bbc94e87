/** What people are told of a file once, however many of its cells it concerns. Pure, and safe in the browser. */

import { formatCount } from "@/shared/plural";
import type { ImportChoices } from "./import-format";

export const NOTE_KINDS = [
  "open-number",
  "title-match",
  "no-price",
  "no-code",
  "mended-code",
  "short-code",
  "short-row",
  "repeat-row",
  "empty-row",
  "head-row",
  "group-row",
  "foreign-currency",
  "more-categories",
  "unused-quantity",
  "left-alone",
  "not-created",
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** One cell or row that is told of together with its kin. `example` shows the first of them. */
export type RowNote = { kind: NoteKind; column: string; row: number; example: string };
export type ImportNote = RowNote & { count: number };

/** Kinds that a person has to answer before the import, each with whether these choices answer it. */
const QUESTIONS: Readonly<Partial<Record<NoteKind, (choices: ImportChoices) => boolean>>> = {
  "open-number": ({ decimalMark }) => decimalMark !== null,
  "title-match": ({ titleMatch }) => titleMatch !== "ask",
  "no-price": ({ acceptNoPrice }) => acceptNoPrice,
};

export const isQuestion = ({ kind }: Pick<ImportNote, "kind">): boolean => QUESTIONS[kind] !== undefined;

export const isOpenQuestion = ({ kind }: Pick<ImportNote, "kind">, choices: ImportChoices): boolean =>
  QUESTIONS[kind]?.(choices) === false;

const are = (count: number) => (count === 1 ? "is" : "are");
/** `3 rows repeat`, `1 row repeats`. */
const rows = (count: number, does: string, verb: string) => `${formatCount(count, "row")} ${count === 1 ? does : verb}`;
const cells = (count: number, does: string, verb: string) =>
  `${formatCount(count, "cell")} ${count === 1 ? does : verb}`;

const TEXTS: Readonly<Record<NoteKind, (note: ImportNote) => string>> = {
  "open-number": ({ column, count, example }) =>
    `${column}: ${formatCount(count, "number")} such as ${example} can be read in two ways. Choose the decimal mark.`,
  "title-match": ({ count, example }) =>
    `${rows(count, "has", "have")} only the title in common with an existing product, such as ${example}.`,
  "no-price": ({ count }) => `${formatCount(count, "new product")} would have no price.`,
  "no-code": ({ column, count, example }) =>
    `${column}: ${cells(count, "counts", "count")} as blank: a placeholder, or a number that was rounded, such as ` +
    `${example}. If a spreadsheet changed codes, format the column as text and export it again.`,
  "mended-code": ({ column, count, example }) =>
    `${column}: ${formatCount(count, "code")} ${count === 1 ? "was" : "were"} mended, such as ${example}.`,
  "short-code": ({ column, count, example }) =>
    `${column}: ${formatCount(count, "code")} such as ${example} may have lost leading zeros, or may be your own. ` +
    `${count === 1 ? "It is" : "They are"} kept as written.`,
  "short-row": ({ count, row }) =>
    `${rows(count, "ends", "end")} before the last column, the first in row ${row}. The cells left off count as blank.`,
  "repeat-row": ({ count, row }) =>
    `${rows(count, "repeats", "repeat")} an earlier row, the first in row ${row}. Each item is imported once.`,
  "empty-row": ({ count, row }) =>
    `${rows(count, "describes", "describe")} no item, such as a picture; the first is row ${row}.`,
  "head-row": ({ count }) =>
    `${rows(count, "describes a product", "describe products")} whose variants are in rows of their own.`,
  "group-row": ({ count, example }) =>
    `${rows(count, "only groups", "only group")} other products, such as ${example}. That is not imported.`,
  "foreign-currency": ({ column, count, example }) =>
    `${column}: ${formatCount(count, "amount")} ${are(count)} marked with another currency (${example}), and ` +
    "taken as amounts of the shop's currency without conversion.",
  "more-categories": ({ column, count, example }) =>
    `${column}: ${cells(count, "names", "name")} several categories, such as ${example}. ` +
    "A product has one; the others are left out.",
  "unused-quantity": ({ count, example }) =>
    `${formatCount(count, "quantity", "quantities")} ${are(count)} not used: ${example}.`,
  "left-alone": ({ count }) =>
    `${rows(count, "describes an existing product, which is", "describe existing products, which are")} left alone.`,
  "not-created": ({ count, example }) =>
    `${rows(count, "describes a new product", "describe new products")}, such as ${example}, and ` +
    `${are(count)} skipped.`,
};

export const textOfNote = (note: ImportNote): string => TEXTS[note.kind](note);

/** Notes of one kind and column together, each with its count and its first example. */
export function sumNotes(notes: readonly RowNote[]): ImportNote[] {
  const sums = new Map<string, ImportNote>();
  for (const note of notes) {
    const key = `${note.kind}\n${note.column}`;
    const sum = sums.get(key);
    if (sum) sum.count += 1;
    else sums.set(key, { ...note, count: 1 });
  }
  return [...sums.values()];
}
