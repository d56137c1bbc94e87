import { expect, test } from "vitest";
import { readPastedPrices } from "./pasted-prices";

const read = (text: string) => readPastedPrices(text, "EUR");
const tea = (price: number, quantityFrom = 1, validFrom: string | null = null) => ({
  sku: "TEA",
  price,
  quantityFrom,
  validFrom,
});

test.each([
  ["a spreadsheet", "TEA\t9.50\t10\t2027-01-01", [tea(950, 10, "2027-01-01")]],
  ["a file with semicolons", "TEA;9.50;10", [tea(950, 10)]],
  [
    "an exported list, with its columns",
    'SKU,Price,Quantity from,Valid from,Product\nTEA,9.50,1,,"Tea, green"',
    [tea(950)],
  ],
  ["SKU and price alone, and empty lines", "\nTEA,9\n\n", [tea(900)]],
])("prices are read from %s", (_name, text, entries) => {
  expect(read(text)).toEqual({ entries, problems: [] });
});

test("each line that can't be read is named, and the others are kept", () => {
  const { entries, problems } = read("TEA\t9\nMUG\tfree\n\t5\nCUP\t4\t0\nPOT\t4\t1\ttomorrow");
  expect(entries).toEqual([tea(900)]);
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
});
