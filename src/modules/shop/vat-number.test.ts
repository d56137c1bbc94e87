import { expect, test } from "vitest";
import { normalizeVatNumber, vatNumberProblem } from "./vat-number";

test.each([
  ["de 811.907-980", "DE811907980"],
  ["ATU 62895905", "ATU62895905"],
  ["FR 3B 444555666", "FR3B444555666"],
  ["nl 8234.56.789.b01", "NL823456789B01"],
  ["EL 094259216", "EL094259216"],
])("a VAT number is kept without what was put in to read it: %s", (typed, kept) => {
  expect(normalizeVatNumber(typed)).toBe(kept);
  expect(vatNumberProblem(kept)).toBeNull();
});

test.each([
  ["DE12345678", "DE123456789"],
  ["DE1234567890", "DE123456789"],
  ["AT12345678", "ATU12345678"],
  ["FRIO123456789", "FRXX123456789"],
  ["GR123456789", "EL123456789"],
])("one that begins with the letters of an EU country has its format: %s", (number, example) => {
  expect(vatNumberProblem(number)).toContain(example);
});

test("one of another country is taken as it is, and none is fine", () => {
  for (const number of ["CHE123456788MWST", "GB999999973", "NO974760673MVA", ""])
    expect(vatNumberProblem(number)).toBeNull();
  expect(vatNumberProblem("DE<b>")).not.toBeNull();
});
