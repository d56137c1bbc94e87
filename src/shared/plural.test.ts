import { expect, test } from "vitest";
import { formatCount, pluralize } from "./plural";

test.each([
  [0, "0 orders"],
  [1, "1 order"],
  [2, "2 orders"],
  [1_204, "1,204 orders"],
])("%d is written as %s", (count, text) => {
  expect(formatCount(count, "order")).toBe(text);
});

test("an irregular noun brings its plural", () => {
  expect(formatCount(1, "entry", "entries")).toBe("1 entry");
  expect(formatCount(3, "entry", "entries")).toBe("3 entries");
  expect(pluralize(2, "address", "addresses")).toBe("addresses");
});
