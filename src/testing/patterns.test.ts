import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "@swc/core";
import { expect, test } from "vitest";

/*
 * A pattern that repeats what repeats may take longer than the age of the world over a text of fifty characters. None
 * of the product's does, and none is made of what somebody has typed.
 */

const ROOT = path.resolve(import.meta.dirname, "../..");
const PRODUCT = ["app", "client", "modules", "platform", "server", "shared", "ui"];

/** Where a pattern is made of a text, and of which one. */
const MADE: Readonly<Record<string, string>> = {
  "src/modules/imports/file/plain-text.ts": "the names of the elements of HTML",
  "src/modules/imports/file/propose-columns.ts": "the languages that headers come in",
  "src/shared/csv.ts": "the separators of spreadsheets, and the signs that begin a formula",
  "src/shared/decimal.ts": "the marks and spaces that numbers are written with",
  "src/shared/search-form.ts": "letters that another stands for",
};

type Found = { file: string; pattern: string };

const sources = PRODUCT.flatMap((floor) =>
  readdirSync(path.join(ROOT, "src", floor), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join("src", floor, file)),
);

function walk(node: unknown, meet: (node: object) => void): void {
  if (node === null || typeof node !== "object") return;
  meet(node);
  for (const inner of Object.values(node)) walk(inner, meet);
}

const [literals, made]: [Found[], string[]] = [[], []];
for (const file of sources) {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  if (!/\/|RegExp/.test(text)) continue;
  walk(parseSync(text, { syntax: "typescript", tsx: file.endsWith("x") }), (node) => {
    if (!("type" in node)) return;
    if (node.type === "RegExpLiteral" && "pattern" in node) literals.push({ file, pattern: String(node.pattern) });
    const callee: unknown = Reflect.get(node, "callee");
    if (
      ["NewExpression", "CallExpression"].includes(String(node.type)) &&
      Reflect.get(Object(callee), "value") === "RegExp"
    )
      made.push(file);
  });
}

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
