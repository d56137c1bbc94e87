import { cutText } from "@/modules/catalog/product";
import {
  type CategorySeparator,
  type Dialect,
  DIALECTS,
  IMPORT_COLUMNS_MAX,
  IMPORT_FIELDS,
  type ImportField,
  MAY_REPEAT,
} from "@/modules/imports/import-format";
import { DIALECT_SIGNS, NAMES } from "./header-names";

const HEADER_CHARACTERS_MAX = 200;
const SIMILAR_ENOUGH = 0.85;
const SIMILAR_LENGTH_MIN = 5;
/** Names whose lengths differ by more are not similar enough, whatever their letters. */
const LENGTHS_APART_MAX = 4;

/** `name:en`, `Title [de]`, `Name (FR)` and `description_fr` are columns of one language. */
const LANGUAGES = "bg|cs|da|de|el|en|es|et|fi|fr|hr|hu|it|ja|ko|lt|lv|nb|nl|pl|pt|ro|ru|sk|sl|sv|tr|uk|zh";
const LANGUAGE = new RegExp(String.raw`(?:[:_\s-][[(]?|[[(])(${LANGUAGES})(?:[-_][A-Z]{2})?[\])]?$`, "i");

/** `Categories (x;y;z...)`, `ProductName` and `Référence #` become `categories`, `product name` and `reference`. */
const foldHeader = (header: string): string =>
  cutText(header, HEADER_CHARACTERS_MAX)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/\([^()]*\)/g, " ")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const EXACT = new Map<string, Map<ImportField, number>>();
for (const [field, names] of NAMES) {
  names.forEach((name, place) => {
    const fields = EXACT.get(name) ?? new Map<ImportField, number>();
    EXACT.set(name, fields.set(field, fields.get(field) ?? place));
  });
}

/** How many different fields the cells of a row name. A header names several, a row of values none. */
export function countKnownNames(cells: readonly string[]): number {
  const fields = new Set<string>();
  for (const cell of cells.slice(0, IMPORT_COLUMNS_MAX)) {
    if (cell.length > HEADER_CHARACTERS_MAX) continue;
    const name = namesOf(cell).find((known) => EXACT.has(known));
    if (name !== undefined) fields.add([...(EXACT.get(name)?.keys() ?? [])].join());
  }
  return fields.size;
}

/** A header's name, for a column of one language also without it. */
function namesOf(header: string): string[] {
  const { name, language, plainName } = readHeader(header);
  return language === null ? [name] : [name, plainName];
}

type Header = { name: string; plainName: string; language: string | null };

function readHeader(header: string): Header {
  const trimmed = header.trim();
  const language = LANGUAGE.exec(trimmed)?.[1]?.toLowerCase() ?? null;
  return { name: foldHeader(header), plainName: foldHeader(trimmed.replace(LANGUAGE, "")), language };
}

export function detectDialect(header: readonly string[]): Dialect {
  const names = new Set(header.flatMap(namesOf));
  const found = DIALECTS.find(
    (dialect) =>
      dialect !== "generic" && DIALECT_SIGNS[dialect].has.some((group) => group.every((name) => names.has(name))),
  );
  return found ?? "generic";
}

type Proposal = { column: number; field: ImportField; score: number };

/**
 * Proposes a field for each column: by the names shops use, then by likeness, so that `Beschreibng` is found too. Of
 * columns in several languages the one in the shop's is proposed, else the English one, else the first.
 */
export function proposeColumns(header: readonly string[], locale: string): (ImportField | null)[] {
  const dialect = detectDialect(header);
  const means = new Map(Object.entries((dialect !== "generic" && DIALECT_SIGNS[dialect].means) || {}));
  const columns: (ImportField | null)[] = header.map(() => null);
  const filled = new Set<ImportField>();
  const proposals = header.flatMap((cell, column): Proposal[] => {
    const meant = means.get(foldHeader(cell));
    if (meant === null) return [];
    return meant ? [{ column, field: meant, score: 3 }] : proposalsFor(cell, column, locale);
  });
  for (const { column, field, score } of proposals.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (score < SIMILAR_ENOUGH || columns[column] !== null) continue;
    if (filled.has(field) && !MAY_REPEAT.has(field)) continue;
    columns[column] = field;
    filled.add(field);
  }
  return columns;
}

/** Names at the front of a list weigh a little more: of `category` and `type`, the first wins. */
function proposalsFor(cell: string, column: number, locale: string): Proposal[] {
  const { name, plainName, language } = readHeader(cell);
  if (name === "") return [];
  const exact = (known: string, score: number): Proposal[] =>
    [...(EXACT.get(known) ?? [])].map(([field, place]) => ({ column, field, score: score - place / 1_000 }));
  const ofLanguage = language === null ? [] : exact(plainName, scoreOfLanguage(language, locale));
  if (ofLanguage.length > 0) return ofLanguage;
  const named = exact(name, 2);
  return named.length > 0
    ? named
    : IMPORT_FIELDS.map((field) => ({ column, field, score: likeness(name, NAMES.get(field) ?? []) }));
}

const scoreOfLanguage = (language: string, locale: string): number =>
  locale.startsWith(language) ? 1.8 : language === "en" ? 1.65 : 1.5;

const wordsIn = (name: string): number => name.split(" ").length;

/** Of names with as many words: `manufacturer id` and `is manufacturer` are not the manufacturer. */
const likeness = (name: string, names: readonly string[]): number =>
  Math.max(
    0,
    ...names
      .filter((known) => known.length >= SIMILAR_LENGTH_MIN && wordsIn(known) === wordsIn(name))
      .filter((known) => Math.abs(known.length - name.length) <= LENGTHS_APART_MAX)
      .map((known) => pairLikeness(name, known)),
  );

/** Dice's coefficient over pairs of letters: 1 for equal words, 0 where nothing is shared. */
function pairLikeness(left: string, right: string): number {
  const pairsOf = (text: string) =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
  const rest = pairsOf(right);
  const total = rest.length + Math.max(0, left.length - 1);
  let shared = 0;
  for (const pair of pairsOf(left)) {
    const found = rest.indexOf(pair);
    if (found < 0) continue;
    rest.splice(found, 1);
    shared += 1;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

/** Names for people and for problems: blank ones get their letter, repeated ones a number. */
export function nameColumns(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cutText(cell.trim(), HEADER_CHARACTERS_MAX) || `Column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** `Categories (x,y,z...)` says what stands between two categories; a comma does in WooCommerce's own files. */
export function proposeCategorySeparator(dialect: Dialect, categoryHeader: string): CategorySeparator {
  if (dialect === "woocommerce") return ",";
  const shown = /\(\w+([,;|])\s*\w+/.exec(categoryHeader)?.[1];
  return shown === "," || shown === ";" || shown === "|" ? shown : "none";
}
