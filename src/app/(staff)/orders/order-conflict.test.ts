import { expect, test } from "vitest";
import { changedByOthers, mergeDrafts } from "./order-conflict";
import { addGoods, type Draft, EMPTY_DRAFT } from "./order-draft";

const TEA = {
  variantId: "tea",
  sku: "TEA",
  title: "Tea",
  optionValues: ["Green"],
  unit: "g",
  hasSerials: false,
  price: 1_000,
};
const MUG = {
  variantId: "mug",
  sku: "MUG",
  title: "Mug",
  optionValues: [],
  unit: "each",
  hasSerials: false,
  price: 500,
};
const POT = {
  variantId: "pot",
  sku: "POT",
  title: "Pot",
  optionValues: [],
  unit: "each",
  hasSerials: false,
  price: 4_000,
};

const BASE: Draft = {
  ...EMPTY_DRAFT,
  customer: { id: "ada", name: "Ada" },
  warehouseId: "main",
  lines: addGoods(addGoods([], TEA, 3), MUG, 2),
};
const counted = (draft: Draft, variantId: string, quantity: number | null): Draft => ({
  ...draft,
  lines: draft.lines.map((line) => (line.goods.variantId === variantId ? { ...line, quantity } : line)),
});
const without = (draft: Draft, variantId: string): Draft => ({
  ...draft,
  lines: draft.lines.filter((line) => line.goods.variantId !== variantId),
});
const with1 = (draft: Draft, goods: typeof TEA): Draft => ({ ...draft, lines: addGoods(draft.lines, goods) });
const contentOf = ({ customer, note, lines }: Draft) => [
  customer?.name,
  note,
  ...lines.map(({ goods, quantity }) => `${quantity} ${goods.sku}`),
];

test("only what both changed is contested; what others alone changed is told, what I alone changed is not", () => {
  const mine = { ...counted(counted(BASE, "tea", 5), "mug", 4), note: "Gift" };
  const theirs = with1(counted({ ...BASE, customer: { id: "bob", name: "Bob" } }, "tea", 7), POT);
  const changed = changedByOthers(BASE, mine, theirs, (id) => `in ${id}`);
  expect(changed.map(({ label, isContested }) => [label, isContested])).toEqual([
    ["Customer", false],
    ["Tea · Green", true],
    ["Pot", false],
  ]);
  expect(changed[1]).toMatchObject({ base: "3 g × €10.00", mine: "5 g × €10.00", theirs: "7 g × €10.00" });
  expect(changed[2]).toMatchObject({ base: "Not in the order", theirs: "1 × €40.00" });
});

test("the same change made twice is no conflict, and another customer of the same name is one", () => {
  expect(changedByOthers(BASE, counted(BASE, "tea", 7), counted(BASE, "tea", 7), String)).toEqual([]);
  const [other] = changedByOthers(BASE, BASE, { ...BASE, customer: { id: "ada-2", name: "Ada" } }, String);
  expect(other?.label).toBe("Customer");
});

test("merging takes theirs where I changed nothing, and keeps mine until theirs is chosen", () => {
  const mine = { ...counted(without(BASE, "mug"), "tea", 5), note: "Gift" };
  const theirs = with1(counted(counted(BASE, "tea", 7), "mug", 9), POT);
  expect(contentOf(mergeDrafts(BASE, mine, theirs, {}))).toEqual(["Ada", "Gift", "5 TEA", "1 POT"]);
  expect(contentOf(mergeDrafts(BASE, mine, theirs, { "line tea": "theirs", "line mug": "theirs" }))).toEqual([
    "Ada",
    "Gift",
    "7 TEA",
    "9 MUG",
    "1 POT",
  ]);
});

test("a product that others took out goes, unless I changed it; a box I left unreadable counts as mine", () => {
  expect(contentOf(mergeDrafts(BASE, BASE, without(BASE, "mug"), {}))).toEqual(["Ada", "", "3 TEA"]);
  const [mug] = changedByOthers(BASE, counted(BASE, "mug", null), without(BASE, "mug"), String);
  expect(mug).toMatchObject({ mine: "? × €5.00", theirs: "Not in the order", isContested: true });
});
