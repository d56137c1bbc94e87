import { expect, test } from "vitest";
import { toQuantity } from "@/shared/quantity";
import { type BinContent, EMPTY_MOVE, takeNext, take, withoutMoved } from "./move-draft";

const from = { id: "a-01", code: "A-01" };

const content = (over: {
  lotId?: string;
  expiresOn?: string;
  isExpired?: boolean;
  isBlocked?: boolean;
  onHand: number;
}): BinContent => ({
  variantId: "tea",
  sku: "TEA",
  title: "Tea",
  optionValues: [],
  unit: "each",
  hasSerials: false,
  lotId: over.lotId ?? null,
  lotCode: over.lotId ?? null,
  expiresOn: over.expiresOn ?? null,
  isExpired: over.isExpired ?? false,
  isBlocked: over.isBlocked ?? false,
  blockReason: null,
  onHand: toQuantity(over.onHand),
});

const of = (variantId: string, lot: string | null = null) => ({ variantId, lot });

const taken = (draft: ReturnType<typeof take>) => {
  if (!draft) throw new Error("Nothing was taken.");
  return draft;
};

test("no more is taken than is in the bin", () => {
  const tea = content({ onHand: 3 });
  const two = taken(take(EMPTY_MOVE, tea, from, 2));
  const all = taken(take(two, tea, from, 12));

  expect(two.lines[0]?.quantity).toBe(2);
  expect(all.lines).toHaveLength(1);
  expect(all.lines[0]?.quantity).toBe(3);
  expect(take(all, tea, from, 1)).toBeNull();
});

test("what goes off first is taken first, then the next lot", () => {
  const late = content({ lotId: "late", expiresOn: "2031-01-01", onHand: 9 });
  const early = content({ lotId: "early", expiresOn: "2030-01-01", onHand: 1 });
  const without = content({ onHand: 9 });
  const lots = [without, late, early];

  const first = takeNext(EMPTY_MOVE, lots, from, of("tea"), 1);
  const second = takeNext(first.draft, lots, from, of("tea"), 1);

  expect(first).toMatchObject({ content: early, total: 1 });
  expect(second).toMatchObject({ content: late, total: 1 });
  expect(takeNext(EMPTY_MOVE, lots, from, of("coffee"), 1)).toEqual({ draft: EMPTY_MOVE, content: null, total: null });
});

test("of the lot that was scanned alone, whatever goes off before it", () => {
  const late = content({ lotId: "LATE-7", expiresOn: "2031-01-01", onHand: 2 });
  const lots = [content({ lotId: "early", expiresOn: "2030-01-01", onHand: 5 }), late];
  const { draft, content: took } = takeNext(EMPTY_MOVE, lots, from, of("tea", "late-7"), 5);
  expect([took, draft.lines[0]?.quantity]).toEqual([late, 2]);
  expect(takeNext(EMPTY_MOVE, lots, from, of("tea", "other"), 1)).toMatchObject({ content: null, total: null });
});

test("what is blocked is taken after what is good", () => {
  const blocked = content({ lotId: "doubtful", expiresOn: "2030-01-01", isBlocked: true, onHand: 9 });
  const good = content({ lotId: "good", expiresOn: "2031-01-01", onHand: 1 });
  const first = takeNext(EMPTY_MOVE, [blocked, good], from, of("tea"), 1);
  const second = takeNext(first.draft, [blocked, good], from, of("tea"), 1);
  expect([first.content, second.content]).toEqual([good, blocked]);
  expect(second.draft.lines[0]).toMatchObject({ lotId: "doubtful", isBlocked: true });
});

test("what is expired is taken after what is good", () => {
  const expired = content({ lotId: "old", expiresOn: "2020-01-01", isExpired: true, onHand: 9 });
  const good = content({ lotId: "new", expiresOn: "2031-01-01", onHand: 1 });

  const first = takeNext(EMPTY_MOVE, [expired, good], from, of("tea"), 1);
  expect(first).toMatchObject({ content: good });
  expect(takeNext(first.draft, [expired, good], from, of("tea"), 1)).toMatchObject({ content: expired });
});

test("where all that is free was taken already, the list stays as it is", () => {
  const { draft } = takeNext(EMPTY_MOVE, [content({ onHand: 1 })], from, of("tea"), 1);

  expect(takeNext(draft, [content({ onHand: 1 })], from, of("tea"), 1)).toMatchObject({ draft, total: null });
});

test("the same goods out of two bins stay two lines", () => {
  const first = taken(take(EMPTY_MOVE, content({ onHand: 5 }), from, 1));
  const second = taken(take(first, content({ onHand: 5 }), { id: "a-02", code: "A-02" }, 1));

  expect(second.lines.map(({ fromCode }) => fromCode)).toEqual(["A-02", "A-01"]);
});

test("what is taken while the posting is on its way is not lost", () => {
  const sent = taken(take(EMPTY_MOVE, content({ onHand: 5 }), from, 2));
  const meanwhile = taken(take(sent, content({ onHand: 5 }), from, 1));

  expect(withoutMoved(meanwhile, sent.lines).lines.map(({ quantity }) => quantity)).toEqual([1]);
});
