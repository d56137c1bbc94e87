import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distributePicks, sumByVariant } from "./pick";

describe("picks", () => {
  const picksCase = fc.record({
    lines: fc.array(
      fc.record({
        lineId: fc.uuid(),
        variantId: fc.constantFrom("a", "b", "c"),
        open: fc.integer({ min: 1, max: 20 }),
      }),
      { maxLength: 6 },
    ),
    picks: fc.array(
      fc.record({
        variantId: fc.constantFrom("a", "b", "c"),
        locationId: fc.uuid(),
        lotId: fc.constant(null),
        quantity: fc.integer({ min: 1, max: 20 }),
      }),
      { maxLength: 8 },
    ),
  });

  test("give no line more than is open and take from no bin more than it offers", () => {
    fc.assert(
      fc.property(picksCase, ({ lines, picks }) => {
        const given = distributePicks(lines, picks);
        for (const line of lines)
          expect(sum(given.filter((pick) => pick.lineId === line.lineId))).toBeLessThanOrEqual(line.open);
        for (const pick of picks)
          expect(sum(given.filter(({ locationId }) => locationId === pick.locationId))).toBeLessThanOrEqual(
            pick.quantity,
          );
        for (const { variantId, quantity } of sumByVariant(lines)) {
          const offered = sum(picks.filter((pick) => pick.variantId === variantId));
          const lineIds = new Set(lines.filter((line) => line.variantId === variantId).map(({ lineId }) => lineId));
          expect(sum(given.filter(({ lineId }) => lineIds.has(lineId)))).toBe(Math.min(quantity, offered));
        }
      }),
    );
  });
});

const sum = (rows: readonly { quantity: number }[]) => rows.reduce((total, row) => total + row.quantity, 0);
