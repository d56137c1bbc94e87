import { afterEach, expect, test } from "vitest";
import { DEFAULT_REGION, setRegion } from "@/shared/region";
import { countOf } from "./typed-quantity";

afterEach(() => setRegion(DEFAULT_REGION));

test.each([
  ["en-GB", "1.200", 24, 24],
  ["de-DE", "1,200", 24, 24],
  ["en-GB", "12 pcs", 7, 7],
  ["en-GB", "1,200", 24, 1_200],
])("in %s, whoever types %s over %i leaves either that number or the one before", (locale, text, before, count) => {
  setRegion({ ...DEFAULT_REGION, locale });
  const counts = Array.from(text, (_, index) => countOf(text.slice(0, index + 1), before, { min: 1, max: 10_000 }));
  expect(counts[0]?.value).toBe(1);
  expect(counts.at(-1)?.value).toBe(count);
});

test("text that is no quantity names what still counts", () => {
  setRegion({ ...DEFAULT_REGION, locale: "en-GB" });
  expect(countOf("1.200", 24, { min: 1, max: 50 })).toEqual({
    value: 24,
    problem: "1.200 can mean 1200 or 1.2. Enter 1200 or another whole number. It is still 24.",
  });
  expect(countOf(" ", 24, { min: 1, max: 50 })).toEqual({ value: 24, problem: null });
});

test("what is more or less than allowed counts as the most or the least", () => {
  expect(countOf("60", 24, { min: 1, max: 50 })).toEqual({ value: 50, problem: null });
  expect(countOf("0", 24, { min: 1, max: 50 })).toEqual({ value: 1, problem: null });
});
