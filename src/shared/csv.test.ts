import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv, withoutGuards } from "./csv";

test("cells are quoted where they must be, and lines end as RFC 4180 says", () => {
  expect(
    toCsv([
      ["a", 'b "c"', "d,e"],
      ["1\n2", " x", ""],
    ]),
  ).toBe('\ufeffa,"b ""c""","d,e"\r\n"1\n2"," x",\r\n');
});

test("cells are quoted for the separator of every spreadsheet, and an unusual one is named", () => {
  expect(toCsv([["a;b", "c\td", "e|f", "g,h", "i"]], ";")).toBe('\ufeff"a;b";"c\td";"e|f";"g,h";i\r\n');
  expect(toCsv([["a^b", "c"]], "^")).toBe('\ufeffsep=^\r\n"a^b"^c\r\n');
});

test.each(["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1+1", "＠A1", " =1"])(
  "%j does not run as a formula",
  (text) => expect(toCsv([[text]])).toMatch(/^\ufeff"?'/),
);

test.each([",", ";", "\t", "|", "\n", "\r\n", "\n\n", "; "])("%j within a cell begins no formula", (between) => {
  for (const sign of ["=1+1", "+A1", "-1+1", "@SUM(A1)", "＝1"])
    expect(toCsv([[`text${between}${sign}`]])).toBe(`\ufeff"text${between}'${sign}"\r\n`);
});

test("a negative number is no formula", () => {
  expect(toCsv([["-5", "-1,50", "-1.234,50", "from 5, -3", "-1;-2"]])).toMatch(/^[^']*'-1;-2"\r\n$/);
});

test("the guards of a cell are told from its text when it is read again", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "=", "-", "@", "5", ",", ";", "\n", " ", "＋", "'"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (given) => {
      const cell = toCsv([[given]]).slice(1, -2);
      const written = cell.startsWith('"') ? cell.slice(1, -1) : cell;
      expect(withoutGuards(written)).toBe(given);
    }),
    { examples: [[" \n-"], ["'=1+1"], ["''@A1"], ["a;'=1"], ["'\t"]], numRuns: 5_000 },
  );
});

test("a cell of very many line breaks or blanks takes no longer than its length", () => {
  for (const filler of ["\n", " ", "\t", "-", "1.", "\n=", "'", ";'", "\n'"]) {
    const text = `a${filler.repeat(200_000)}b`;
    expect(withoutGuards(toCsv([[text]]).slice(1, -2)).length).toBeGreaterThan(200_000);
  }
});
