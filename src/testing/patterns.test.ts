import { expect, test } from "vitest";
import { cpuMsOf } from "./cpu-time";
import { patternsOfProduct } from "./pattern-literals";

/*
 * A pattern that repeats what repeats may take longer than the age of the world over a text of fifty characters. None
 * of the product's does, and none is made of what somebody has typed.
 */

/** Where a pattern is made of a text, and of which one. */
const MADE: Readonly<Record<string, string>> = {
  "src/modules/imports/file/plain-text.ts": "the names of the elements of HTML",
  "src/modules/imports/file/propose-columns.ts": "the languages that headers come in",
  "src/shared/csv.ts": "the separators of spreadsheets, and the signs that begin a formula",
  "src/shared/decimal.ts": "the marks and spaces that numbers are written with",
  "src/shared/search-form.ts": "letters that another stands for",
};

const { literals, made } = patternsOfProduct();

/** Whether something that repeats without a bound stands in a group that does so as well. */
function repeatsWhatRepeats(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\./g, "a").replaceAll(/\[\^?\]?[^\]]*\]/g, "a");
  const groups: boolean[] = [];
  for (let at = 0; at < plain.length; at += 1) {
    if (plain[at] === "(") groups.push(false);
    else if (plain[at] === ")") {
      const repeats = groups.pop() ?? false;
      if (repeats && isUnbounded(plain.slice(at + 1))) return true;
      if (repeats && groups.length > 0) groups[groups.length - 1] = true;
    } else if (isUnbounded(plain.slice(at)) && groups.length > 0) groups[groups.length - 1] = true;
  }
  return false;
}

const isUnbounded = (rest: string) => /^(?:[*+]|\{\d+,\})/.test(rest);

/** What repeats in a group that repeats, and why that ends: each round begins with what no round before can take. */
const BOUNDED: Readonly<Record<string, string>> = {
  "src/modules/catalog/codes/gs1.ts": "a dot",
  "src/modules/shop/card-number.ts": "a sign between groups",
  "src/platform/config.ts": "a slash",
  "src/platform/database/error.ts": "the two dashes of a comment",
  "src/shared/redact-message.ts": "an underscore",
};

test("patterns are found", () => {
  expect(literals.length).toBeGreaterThan(100);
});

test("no pattern repeats what repeats, but where each round begins with what no other takes", () => {
  const found = literals.filter(({ pattern }) => repeatsWhatRepeats(pattern)).map(({ file }) => file);
  expect(found.toSorted()).toEqual(Object.keys(BOUNDED));
});

test("no pattern is made of a text that comes from outside", () => {
  expect([...new Set(made)].toSorted()).toEqual(Object.keys(MADE));
});

test.each(["(a+)+$", "(a|b*)*", "((?:x+)y?)+", String.raw`(\s*\w+)*;`, "([a-z]+){2,}"])(
  "%s would be found",
  (pattern) => expect(repeatsWhatRepeats(pattern)).toBe(true),
);

test.each(["(a+)b+", "(a+){1,3}", String.raw`\(a+\)+`, "[(a+)+]+", "(?:ab)+"])("%s would not", (pattern) =>
  expect(repeatsWhatRepeats(pattern)).toBe(false),
);

const LONG = 100_000;
const BUDGET_MS = 50;
/** What patterns of texts are made of, each repeated to a hundred thousand characters and broken off at the end. */
const UNITS = [
  "a",
  "A",
  "1",
  " ",
  "\t",
  "\n",
  "-",
  ".",
  ",",
  "_",
  "/",
  '"',
  "'",
  "<",
  "&",
  "@",
  "(",
  "[",
  ":",
  "=",
  "%",
];
const MIXED = ["a@", "a.", "1,", "1.", "a-", "a ", " \n", "a\n", "\u00a0", "\u200b", "https://"];
const TEXTS = [...UNITS, ...MIXED].map((unit) => `${unit.repeat(Math.ceil(LONG / unit.length))}\u0001!`);

/** Where a pattern would take longer, and how long the texts are that it meets. */
const SHORT: Readonly<Record<string, string>> = {
  "src/app/(staff)/warehouses/bin-codes.ts": "a box of a form in one's own browser",
  "src/modules/catalog/product.ts": "each run of other characters has become one dash before",
  "src/modules/orders/order.ts": "a search, of 200 characters",
  "src/modules/returns/return.ts": "a search, of 200 characters",
  "src/platform/config.ts": "the operator's own setting",
  "src/shared/redact-message.ts": "cut to 300 characters first",
  "src/shared/typed-number.ts": "a box of a form in one's own browser",
};

/** The least of three tries, since the first may be that in which the pattern is compiled. */
function leastMs(pattern: string, flags: string, text: string): number {
  const whole = new RegExp(pattern, flags.replace("y", ""));
  const times = [];
  for (let turn = 0; turn < 3; turn += 1) {
    whole.lastIndex = 0;
    times.push(cpuMsOf(() => void (flags.includes("g") ? text.replaceAll(whole, "") : whole.test(text))));
    if (Math.min(...times) < BUDGET_MS) break;
  }
  return Math.min(...times);
}

test("each pattern is done with a hundred thousand characters in 50 ms, unless its texts are short", () => {
  const slow = literals
    .filter(({ file }) => !(file in SHORT))
    .filter(({ pattern, flags }) => TEXTS.some((text) => leastMs(pattern, flags, text) > BUDGET_MS));
  expect(slow.map(({ file, pattern }) => `${file} ${pattern}`)).toEqual([]);
  expect(Object.keys(SHORT).filter((file) => !literals.some((each) => each.file === file))).toEqual([]);
});

test("one that takes the square of the length is found", () => {
  expect(leastMs(String.raw`\s+$`, "", `${" ".repeat(20_000)}!`)).toBeGreaterThan(BUDGET_MS);
});
