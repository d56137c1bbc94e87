import fc from "fast-check";
import { expect, test } from "vitest";
import { formatShortMoney, majorUnit } from "@/shared/money";
import { curveThrough, labelled, ticksOf } from "./chart-shape";

test("an axis has round values that hold all that is shown", () => {
  expect(ticksOf([0, 412_345, 1_890_000])).toEqual([0, 500_000, 1_000_000, 1_500_000, 2_000_000]);
  expect(ticksOf([7, 3])).toEqual([0, 2, 4, 6, 8]);
  expect(ticksOf([-300, 900])).toEqual([-500, 0, 500, 1_000]);
});

test("an axis has few values, evenly apart, whatever is shown", () => {
  const amounts = fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(amounts, (values) => {
      const ticks = ticksOf(values);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks).toContain(0);
      expect(ticks.at(0)).toBeLessThanOrEqual(Math.min(...values));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
    }),
  );
});

test.for(["EUR", "JPY", "KWD"])("no two values of an axis in %s read the same, however little was sold", (currency) => {
  const amounts = fc.array(fc.integer({ min: -2_000, max: 20_000_000 }), { minLength: 1, maxLength: 30 });
  const all = fc.oneof(amounts, fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 30 }));
  fc.assert(
    fc.property(all, (values) => {
      const texts = ticksOf(values, majorUnit(currency)).map((tick) => formatShortMoney(tick, currency));
      expect(new Set(texts).size).toBe(texts.length);
    }),
  );
});

test("labels keep their distance from each other and from both ends", () => {
  expect(labelled(30, 8)).toEqual([2, 6, 10, 14, 18, 22, 26]);
  expect(labelled(53, 8)).toEqual([5, 12, 19, 26, 33, 40, 47]);
  expect(labelled(3, 8)).toEqual([0, 1, 2]);
  expect(labelled(1, 8)).toEqual([0]);
});

test("a curve goes through all heights and never beyond the two that it lies between", () => {
  expect(curveThrough([100, 0, 0])).toBe("M0 100C16.67 66.67 33.33 0 50 0C66.67 0 83.33 0 100 0");
  const heights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 90 });
  fc.assert(
    fc.property(heights, (all) => {
      const curves = curveThrough(all).split("C").slice(1);
      expect(curves).toHaveLength(all.length - 1);
      for (const [index, curve] of curves.entries()) {
        const [, first, , second, , end] = curve.split(" ").flatMap((pair) => Number(pair));
        const ends = all.slice(index, index + 2);
        expect(end).toBe(ends[1]);
        for (const height of [first, second]) {
          expect(height).toBeGreaterThanOrEqual(Math.min(...ends) - 0.01);
          expect(height).toBeLessThanOrEqual(Math.max(...ends) + 0.01);
        }
      }
    }),
  );
});
