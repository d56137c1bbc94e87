import fc from "fast-check";
import { expect, test } from "vitest";
import { toQuantity } from "@/shared/quantity";
import { type Allocation, bindLines, heldBy, keptOf, shippedOf } from "./allocation";

const row = (
  over: Partial<Record<"quantity" | "picked" | "toPutBack", number>> & { id?: string; bin?: string } = {},
) => {
  const { id = "a", bin = "A-01", quantity = 0, picked = 0, toPutBack = 0 } = over;
  const nothing = toQuantity(0);
  return {
    id,
    listId: "list",
    documentId: "order",
    lineId: "line",
    variantId: "TEA",
    locationId: bin,
    lotId: null,
    quantity: toQuantity(quantity),
    picked: toQuantity(picked),
    toPutBack: toQuantity(toPutBack),
    shipped: nothing,
    short: nothing,
  } satisfies Allocation;
};
const figures = (rows: readonly Allocation[]) =>
  rows.map(({ quantity, picked, toPutBack, shipped }) => ({ quantity, picked, toPutBack, shipped }));

test("what nobody has picked yet is let go of first, and the rest is to be put back", () => {
  const rows = [row({ id: "a", quantity: 4, picked: 4 }), row({ id: "b", quantity: 3, picked: 1 })];
  expect(figures(keptOf(rows, new Map([["line", 2]])))).toEqual([
    { quantity: 1, picked: 1, toPutBack: 3, shipped: 0 },
    { quantity: 1, picked: 1, toPutBack: 0, shipped: 0 },
  ]);
});

test("a line that is not named keeps all that is bound", () => {
  const rows = [row({ quantity: 4, picked: 1 })];
  expect(keptOf(rows, new Map([["other", 0]]))).toEqual(rows);
});

test("what leaves is what was picked there; from another bin nothing that is bound leaves", () => {
  const rows = [row({ id: "a", quantity: 3 }), row({ id: "b", quantity: 3, picked: 2 })];
  const leaving = { lineId: "line", locationId: "A-01", lotId: null };
  expect(figures(shippedOf(rows, [{ ...leaving, quantity: 3 }]))).toEqual([
    { quantity: 2, picked: 0, toPutBack: 0, shipped: 1 },
    { quantity: 1, picked: 0, toPutBack: 0, shipped: 2 },
  ]);
  expect(shippedOf(rows, [{ ...leaving, locationId: "B-01", quantity: 3 }])).toEqual(rows);
});

test("whatever is kept or leaves, nothing is bound of goods that are gone, and none in hand is forgotten", () => {
  const rows = fc.array(
    fc
      .record({ quantity: fc.nat(9), share: fc.nat(9), bin: fc.constantFrom("A-01", "B-01") })
      .map(({ quantity, share, bin }) => ({ quantity, picked: Math.min(quantity, share), bin })),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(rows, fc.nat(40), fc.nat(20), (given, keep, leaving) => {
      const before = given.map((each, index) => row({ ...each, id: String(index) }));
      const sent = shippedOf(before, [{ lineId: "line", locationId: "A-01", lotId: null, quantity: leaving }]);
      const after = keptOf(sent, new Map([["line", keep]]));
      const sum = (all: readonly Allocation[], of: (each: Allocation) => number) =>
        all.reduce((total, each) => total + of(each), 0);
      const shipped = sum(after, (each) => each.shipped);
      const inBin = sum(
        before.filter(({ locationId }) => locationId === "A-01"),
        ({ quantity }) => quantity,
      );
      expect(shipped).toBe(Math.min(leaving, inBin));
      expect(sum(after, ({ quantity }) => quantity)).toBe(
        Math.min(keep, sum(before, ({ quantity }) => quantity) - shipped),
      );
      for (const each of after) {
        expect(each.picked).toBeLessThanOrEqual(each.quantity);
        expect(Math.min(each.quantity, each.picked, each.toPutBack, heldBy(each))).toBeGreaterThanOrEqual(0);
      }
      const inHand = (all: readonly Allocation[]) => sum(all, ({ picked, toPutBack }) => picked + toPutBack);
      expect(inHand(after)).toBe(inHand(sent));
    }),
  );
});

test("lines are bound in their order to places in theirs, and what no place has stays open", () => {
  const places = [
    { locationId: "A-01", variantId: "TEA", lotId: "early", free: 3 },
    { locationId: "B-01", variantId: "TEA", lotId: "late", free: 2 },
  ];
  const lines = [
    { lineId: "one", variantId: "TEA", open: 4 },
    { lineId: "two", variantId: "TEA", open: 4 },
  ];
  const { bound, open } = bindLines(lines, places);
  expect(bound.map(({ lineId, locationId, quantity }) => [lineId, locationId, quantity])).toEqual([
    ["one", "A-01", 3],
    ["one", "B-01", 1],
    ["two", "B-01", 1],
  ]);
  expect(open).toEqual([{ lineId: "two", variantId: "TEA", open: 3 }]);
});
