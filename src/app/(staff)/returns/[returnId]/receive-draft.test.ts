import { expect, test } from "vitest";
import { toQuantity } from "@/shared/quantity";
import {
  changeLine,
  changeSerials,
  countScanned,
  EMPTY,
  hasTooMany,
  lineOf,
  needsBin,
  needsLot,
  toReceipt,
  totalOf,
} from "./receive-draft";

const lotOf = (lotId: string | null) => ({ orderLineId: "o", lotId, left: 5, code: lotId && `LOT-${lotId}` });
const aLine = (id: string, awaited: number, ...lots: (string | null)[]) => ({
  id,
  variantId: `v-${id}`,
  awaited,
  hasSerials: false,
  lots: lots.map(lotOf),
});
const tea = aLine("tea", 2, "a", "b");
const mug = aLine("mug", 3, null);
const found = { id: "r", lines: [tea, mug] };
const label = (line: typeof tea, lotCode: string | null = null, count = 1) => ({
  variantId: line.variantId,
  count,
  lotCode,
});
const counted = (draft: typeof EMPTY, scanned: ReturnType<typeof label>) => {
  const next = countScanned(found, draft, scanned);
  if ("problem" in next) throw new Error(next.problem);
  return next.draft;
};

test("each scan counts one more, a pack as many as it holds, and none more than is awaited", () => {
  const draft = counted(counted(EMPTY, label(mug)), label(mug, null, 2));
  expect(lineOf(draft, mug).quantity).toBe(3);
  expect(countScanned(found, draft, label(mug))).toEqual({ problem: "too-many" });
  expect(countScanned(found, EMPTY, label(mug, null, 4))).toEqual({ problem: "too-many" });
});

test("an item that the return is not about is not counted, nor one of a lot that did not ship", () => {
  expect(countScanned(found, EMPTY, { variantId: "other", count: 1, lotCode: null })).toEqual({ problem: "not-here" });
  expect(countScanned(found, EMPTY, label(tea, "LOT-c"))).toEqual({ problem: "other-lot" });
});

test("an item of a second lot does not make those counted before it of that lot too", () => {
  const draft = counted(EMPTY, label(tea, "lot-A"));
  expect(lineOf(draft, tea)).toMatchObject({ quantity: 1, lotId: "a" });
  expect(countScanned(found, draft, label(tea, "LOT-b"))).toEqual({ problem: "second-lot" });
  expect(lineOf(counted(draft, label(tea)), tea)).toMatchObject({ quantity: 2, lotId: "a" });
});

test("of items that left in several lots somebody says in which, and of others nobody has to", () => {
  const draft = changeLine(counted(EMPTY, label(mug)), tea, { quantity: 1 });
  expect(needsLot(found, draft)).toBe(true);
  const said = changeLine(draft, tea, { lotId: "b" });
  expect(needsLot(found, said)).toBe(false);
  expect(toReceipt(found, said, "bin").lines).toMatchObject([
    { returnLineId: "tea", lotId: "b" },
    { returnLineId: "mug", lotId: null },
  ]);
});

test("what somebody else has received meanwhile is counted no more", () => {
  const draft = counted(counted(EMPTY, label(mug)), label(mug));
  const left = { ...found, lines: [{ ...mug, awaited: toQuantity(1) }] };
  expect(totalOf(left, draft)).toBe(1);
  expect(toReceipt(left, draft, null).lines).toMatchObject([{ quantity: 1 }]);
});

test("what is rejected has no place and no fee, and what is scrapped no bin", () => {
  const draft = changeLine(EMPTY, mug, { quantity: 1, fee: 100 });
  expect(needsBin(found, draft)).toBe(true);
  const [line] = toReceipt(found, changeLine(draft, mug, { outcome: "reject" }), "bin").lines;
  expect(line).toEqual({ returnLineId: "mug", quantity: 1, lotId: null, outcome: "reject" });
  const scrapped = changeLine(draft, mug, { disposition: "scrap" });
  expect(needsBin(found, scrapped)).toBe(false);
  expect(toReceipt(found, scrapped, "bin").lines[0]).toMatchObject({ disposition: "scrap", fee: 100 });
  expect(toReceipt(found, scrapped, "bin").lines[0]).not.toHaveProperty("locationId");
});

const lamp = { ...aLine("lamp", 2, "a", "b", "c"), hasSerials: true };
const lamps = { id: "r", lines: [lamp] };

test("which of the items that shipped came back is told by their serial numbers", () => {
  expect(countScanned(lamps, EMPTY, label(lamp))).toEqual({ problem: "no-serial" });
  expect(countScanned(lamps, EMPTY, label(lamp, "LOT-x"))).toEqual({ problem: "other-serial" });
  const one = countScanned(lamps, EMPTY, label(lamp, "lot-B"));
  if ("problem" in one) throw new Error(one.problem);
  expect(one).toMatchObject({ total: 1 });
  expect(countScanned(lamps, one.draft, label(lamp, "LOT-b"))).toEqual({ problem: "again" });
  expect(needsLot(lamps, one.draft)).toBe(false);
  const two = changeLine(
    changeSerials(one.draft, lamp, (now) => [...now, "LOT-c"]),
    lamp,
    { fee: 501 },
  );
  expect(toReceipt(lamps, two, "bin").lines).toMatchObject([
    { returnLineId: "lamp", quantity: 1, lotId: "b", fee: 251 },
    { returnLineId: "lamp", quantity: 1, lotId: "c", fee: 250 },
  ]);
});

test("more serial numbers than are awaited are said before they are sent", () => {
  const three = changeSerials(EMPTY, lamp, () => ["LOT-a", "LOT-b", "LOT-c"]);
  expect(hasTooMany(lamps, three)).toBe(true);
  expect(
    hasTooMany(
      lamps,
      changeSerials(three, lamp, ([first = ""]) => [first]),
    ),
  ).toBe(false);
});

test("what shipped before its serial numbers were kept is counted without them", () => {
  const early = { id: "r", lines: [{ ...aLine("lamp", 2, null), hasSerials: true }] };
  const scanned = countScanned(early, EMPTY, label(lamp));
  if ("problem" in scanned) throw new Error(scanned.problem);
  expect(toReceipt(early, scanned.draft, "bin").lines).toMatchObject([{ quantity: 1, lotId: null }]);
});
