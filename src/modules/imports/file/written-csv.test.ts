import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv, withoutGuards } from "@/shared/csv";
import { CsvReader } from "./csv";
import { detectEncoding } from "./encoding";

/*
 * What this product writes it reads: every cell of a file comes back as it was given, through the same reader that
 * takes the files of shops.
 */

const HOSTILE = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠A1",
  "'=1",
  "''=1",
  "a;=1",
];
const CODES = [
  "0012",
  "00012345600012",
  "4006381333931",
  "1E5",
  "-5",
  "-1.50",
  "-1,50",
  "1.234,50",
  "12.5",
  "+49 40 123",
];
const WORDS = [
  "Küche",
  "Ærø",
  "茶",
  "🍵",
  "é",
  "e\u0301",
  "שלום",
  "a\u00a0b",
  "<b>bold</b> & more",
  "AT&amp;T",
  "100%",
];
const SIGNS = [
  `5" pipe`,
  `"quoted"`,
  `""`,
  `a "b" c`,
  "a,b",
  "a;b",
  "a|b",
  "a\tb",
  "one\ntwo",
  "one\r\ntwo",
  " padded ",
  "",
];
const CORPUS = [...HOSTILE, ...CODES, ...WORDS, ...SIGNS];

function read(text: string, delimiter: string): string[][] {
  const records = new CsvReader(delimiter).read(text.replace(/^\ufeff(?:sep=.\r\n)?/, ""), true);
  return records.map(({ cells, fault }) => {
    expect(fault).toBeNull();
    return cells.map(withoutGuards);
  });
}

describe.each([",", ";", "\t", "|", "^"])("cells between %j", (delimiter) => {
  test("come back one by one as they were given", () => {
    const rows = CORPUS.map((text, index) => [String(index), text, "end"]);
    expect(read(toCsv(rows, delimiter), delimiter)).toEqual(rows);
  });

  test("come back whatever they hold", () => {
    const cell = fc.oneof(fc.constantFrom(...CORPUS), fc.string({ unit: "grapheme", maxLength: 20 }));
    const row = fc.tuple(cell, cell).map((cells) => ["row", ...cells]);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        expect(read(toCsv(rows, delimiter), delimiter)).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});

test("a file tells its encoding, and numbers stand in it as numbers", () => {
  const text = toCsv([["Küche", "-5", "-12.50", "0012"]]);
  expect(detectEncoding(Buffer.from(text))).toBe("utf-8");
  expect(text).toBe("\ufeffKüche,-5,-12.50,0012\r\n");
});
