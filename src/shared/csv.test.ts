import { expect, test } from "vitest";
import { toCsv } from "./csv";

test("cells are quoted where they must be, and lines end as RFC 4180 says", () => {
  expect(
    toCsv([
      ["a", 'b "c"', "d,e"],
      ["1\n2", " x", ""],
    ]),
  ).toBe('\ufeffa,"b ""c""","d,e"\r\n"1\n2"," x",\r\n');
});

test.each(["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1+1", "＠A1", " =1"])(
  "%j does not run as a formula",
  (text) => expect(toCsv([[text]])).toMatch(/^\ufeff"?'/),
);

test("a negative number is no formula", () => expect(toCsv([["-5", "-1,50", "-1.234,50"]])).not.toContain("'"));
