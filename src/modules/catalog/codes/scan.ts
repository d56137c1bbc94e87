import type { Unit } from "@/modules/catalog/product";
import { cleanCode, normalizeCode, offerOf, plainCode, SCAN_CHARACTERS_MAX } from "./barcode";
import { type Elements, gtinIn, readDate, readElements, symbologyOf } from "./gs1";
import { canonicalGtin, contentOfCase, expandUpcE, isGtin, itemOfScaleLabel, shortUpcE, toUpcE } from "./gtin";

/** What the label is on: the item itself, a box of it, a case whose own number is not known, or what was weighed. */
export type LabelOf = "item" | "box" | "case" | "weighed";

/** What a label says besides the number of the item. */
export type Label = {
  lot: string | null;
  /** The day, as in `2027-12-31`. */
  expiresOn: string | null;
  serial: string | null;
  /** How many it says there are. */
  count: number | null;
  /** A net weight, length or volume. */
  measure: { unit: Unit; amount: number } | null;
};

/** A code that a scanned text may be stored under. */
export type ScannedForm = { code: string; of: LabelOf };

/** The codes that a text is for certain, and those that it may be besides, the likeliest first; what else it says. */
export type Scan = { forms: ScannedForm[]; guesses: ScannedForm[]; label: Label };

/** Reads what a scanner sent or a person typed for it. */
export function readScan(scanned: string, thisYear: number): Scan {
  const text = scanned.slice(0, SCAN_CHARACTERS_MAX);
  const elements = readElements(text);
  const [item, content] = [gtinIn(elements, "01", "03", "8006"), gtinIn(elements, "02", "8026")];
  const codes = [cleanCode(text), plainCode(text), normalizeCode(plainCode(text)), item];
  const forms = [...formsOf("item", codes), ...formsOf("box", [content])];
  const guessed = formsOf("item", guessesOf(text));
  return {
    forms,
    guesses: [...guessed, ...[...forms, ...guessed].flatMap(({ code, of }) => otherForms(code, of))],
    label: item === null && content === null ? NO_LABEL : labelOf(elements, thisYear),
  };
}

const formsOf = (of: LabelOf, codes: readonly (string | null)[]): ScannedForm[] =>
  [...new Set(codes)].flatMap((code) => (code === null || code === "" ? [] : [{ code, of }]));

/** What a check digit alone cannot tell. */
function guessesOf(text: string): (string | null)[] {
  const plain = plainCode(text);
  // Eight digits may be both EAN-8 and UPC-E, unless the scanner names the symbol.
  const upcA = symbologyOf(text) === "]E4" ? null : expandUpcE(plain);
  const shorts = [...(upcA === null ? [] : [upcA]), ...shortUpcE(plain)];
  return [...shorts.map(canonicalGtin), withoutAddOn(text), offerOf(plain)?.code ?? null];
}

/** Books and magazines carry an add-on of two or five digits, for issue or price; `]E3` says that there is one. */
function withoutAddOn(text: string): string | null {
  const code = symbologyOf(text) === "]E3" ? plainCode(text) : (/^97[789].*/.exec(plainCode(text))?.[0] ?? "");
  const number = /^(\d{13})\s?(?:\d{2}|\d{5})$/.exec(code)?.[1] ?? "";
  return isGtin(number) ? canonicalGtin(number) : null;
}

/** Other codes of the same item: compressed, with its zeros lost, out of its case, off the scale. */
function otherForms(code: string, of: LabelOf): ScannedForm[] {
  if (!isGtin(code)) return [];
  return [
    ...formsOf(of, [toUpcE(code), code.replace(/^0+/, "")]),
    ...formsOf("case", [contentOfCase(code)]),
    ...formsOf("weighed", itemOfScaleLabel(code).map(canonicalGtin)),
  ];
}

const NO_LABEL: Label = { lot: null, expiresOn: null, serial: null, count: null, measure: null };

/** The best of these that a label gives is when the goods go off: expiry, expiry with time, best before. */
const EXPIRY = ["17", "7003", "15"];

function labelOf(elements: Elements, thisYear: number): Label {
  const dates = EXPIRY.map((identifier) => readDate(elements.get(identifier) ?? "", thisYear));
  const count = Number(elements.get("37") ?? elements.get("30") ?? 0);
  return {
    lot: elements.get("10") ?? null,
    expiresOn: dates.find((date) => date !== null) ?? null,
    serial: elements.get("21") ?? null,
    count: Number.isInteger(count) && count > 0 ? count : null,
    measure: measureIn(elements),
  };
}

/** In kilograms, metres and litres; the last digit of the identifier says how many of the six are decimals. */
const MEASURES: readonly [identifier: string, unit: Unit][] = [
  ["310", "g"],
  ["311", "mm"],
  ["315", "ml"],
];

function measureIn(elements: Elements): Label["measure"] {
  for (const [group, unit] of MEASURES)
    for (let decimals = 0; decimals <= 5; decimals += 1) {
      const amount = (Number(elements.get(`${group}${decimals}`) ?? 0) * 1000) / 10 ** decimals;
      if (Number.isInteger(amount) && amount > 0) return { unit, amount };
    }
  return null;
}

/** How many of the item's unit a scan stands for; null where the label does not say, and a person must. */
export function countOfScan({ count, measure }: Label, of: LabelOf, unit: Unit, unitsOfCode: number): number | null {
  if (measure?.unit === unit) return measure.amount;
  if (count !== null) return count * unitsOfCode;
  return of === "item" ? unitsOfCode : null;
}
