import { expect, test } from "vitest";
import { countPacked, type PackingLine, totalOf } from "./packing-draft";

const line = (shipmentLineId: string, variantId: string, max: number, lotCode: string | null = null): PackingLine => ({
  shipmentLineId,
  max,
  lotCode,
  // What a scan asks of an item is which one it is.
  goods: Object.assign(Object.create(null), { variantId }),
});
const LINES = [line("a", "tea", 2, "L1"), line("b", "tea", 1, "L2"), line("c", "mug", 1)];
const scanned = (variantId: string, lotCode: string | null = null, count = 1) => ({ variantId, lotCode, count });

test("each scan puts one in, on the next line that has room", () => {
  let draft: ReadonlyMap<string, number> = new Map();
  for (const expected of [
    ["a", 1],
    ["a", 2],
    ["b", 1],
  ] as const) {
    const counted = countPacked(LINES, draft, scanned("tea"));
    if ("problem" in counted) throw new Error(counted.problem);
    expect([counted.line.shipmentLineId, counted.total]).toEqual(expected);
    draft = counted.draft;
  }
  expect(countPacked(LINES, draft, scanned("tea"))).toEqual({ problem: "too-many" });
  expect(totalOf(draft, LINES)).toBe(3);
});

test("a label that names a lot goes on the line of that lot, and no other", () => {
  const counted = countPacked(LINES, new Map(), scanned("tea", "l2"));
  expect("line" in counted && counted.line.shipmentLineId).toBe("b");
  expect(countPacked(LINES, new Map(), scanned("tea", "L3"))).toEqual({ problem: "other-lot" });
});

test("what is not in the shipment, or more than is, is not packed", () => {
  expect(countPacked(LINES, new Map(), scanned("cup"))).toEqual({ problem: "not-here" });
  expect(countPacked(LINES, new Map(), scanned("mug", null, 2))).toEqual({ problem: "too-many" });
});
