import { expect, test } from "vitest";
import {
  addGoods,
  type Draft,
  EMPTY_DRAFT,
  isDraft,
  isSameDraft,
  isTaxOpen,
  netOf,
  readDraft,
  totalsOf,
  withDefaultTax,
} from "./order-draft";

const TEA = {
  variantId: "tea",
  sku: "TEA",
  title: "Tea",
  optionValues: [],
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

test("scanning the same product twice asks for two of it", () => {
  const [tea] = addGoods(addGoods([], TEA), TEA);
  expect(tea).toMatchObject({ quantity: 2, unitPrice: 1_000, discountRate: 0, taxRate: null });
});

test("a number typed after a scan is the quantity, of a new line and of one that is there", () => {
  const lines = addGoods(addGoods([], TEA, 12, 3), MUG);
  expect(lines.map(({ quantity }) => quantity)).toEqual([3, 1]);
  expect(addGoods(lines, MUG, 1, 40).map(({ quantity }) => quantity)).toEqual([3, 40]);
});

test("a new line shows the tax of its product, until somebody types another", () => {
  const draft = { ...EMPTY_DRAFT, lines: addGoods(addGoods([], TEA, 2), MUG, 12) };
  const rates = new Map([
    ["tea", { taxRate: 70_000 }],
    ["mug", { taxRate: 190_000 }],
  ]);
  const taxed = withDefaultTax(draft, rates);
  expect(taxed.lines.map(({ taxRate }) => taxRate)).toEqual([70_000, 190_000]);
  expect(totalsOf(taxed)).toMatchObject({ net: 8_000, tax: 1_280, total: 9_280 });

  const typed = { ...draft, lines: draft.lines.map((line) => ({ ...line, taxRate: 0, takesDefaultTax: false })) };
  expect(withDefaultTax(typed, rates)).toEqual(typed);
});

test("the tax that nobody typed is left to the server, whether or not its rate is known here", () => {
  const lines = addGoods(addGoods([], TEA), MUG).map((line) =>
    line.goods.sku === "MUG" ? { ...line, taxRate: 0, takesDefaultTax: false } : line,
  );
  const draft = { customer: { id: "ada", name: "Ada" }, warehouseId: "main", note: "", lines };
  const sentTax = (rates: ReadonlyMap<string, { taxRate: number }>) => {
    const read = readDraft(withDefaultTax(draft, rates));
    return "input" in read && read.input.lines.map((line) => ("taxRate" in line ? line.taxRate : "the server's"));
  };
  expect(sentTax(new Map())).toEqual(["the server's", 0]);
  expect(sentTax(new Map([["tea", { taxRate: 70_000 }]]))).toEqual(["the server's", 0]);
  expect(withDefaultTax(draft, new Map()).lines.map(isTaxOpen)).toEqual([true, false]);
});

test("a box that cannot be read is left out of the totals, and keeps the order from being sent", () => {
  const lines = addGoods(addGoods([], TEA), MUG).map((line, index) =>
    index === 0 ? { ...line, quantity: null } : line,
  );
  expect(lines.map((line) => netOf(line))).toEqual([null, 500]);
  expect(totalsOf({ lines }).net).toBe(500);
  const draft = { customer: { id: "ada", name: "Ada" }, warehouseId: "main", note: " Gift ", lines };
  expect(readDraft(draft)).toEqual({ missing: "Fix the highlighted fields first." });
  expect(readDraft({ ...draft, lines: addGoods([], TEA) })).toMatchObject({
    input: {
      customerId: "ada",
      warehouseId: "main",
      note: "Gift",
      lines: [{ variantId: "tea", quantity: 1 }],
    },
  });
});

test("a price that nobody typed is left to the server, and one that somebody typed is sent", () => {
  const lines = addGoods(addGoods([], TEA), MUG).map((line) =>
    line.goods.sku === "MUG" ? { ...line, unitPrice: 450, takesListedPrice: false } : line,
  );
  const read = readDraft({ customer: { id: "ada", name: "Ada" }, warehouseId: "main", note: "", lines });
  const sent = "input" in read ? read.input.lines.map((line) => ("unitPrice" in line ? line.unitPrice : "listed")) : [];
  expect(sent).toEqual(["listed", 450]);
});

test("what is missing is said one thing at a time", () => {
  expect(readDraft(EMPTY_DRAFT)).toEqual({ missing: "Choose a customer." });
  expect(readDraft({ ...EMPTY_DRAFT, customer: { id: "ada", name: "Ada" } })).toEqual({
    missing: "Choose the warehouse that ships the order.",
  });
  expect(readDraft({ ...EMPTY_DRAFT, customer: { id: "ada", name: "Ada" }, warehouseId: "main" })).toEqual({
    missing: "Add at least one product.",
  });
});

test("a draft comes back from the browser as it was, and is the same while it asks for the same", () => {
  const draft: Draft = {
    customer: { id: "ada", name: "Ada" },
    warehouseId: "main",
    note: "Gift",
    lines: addGoods(addGoods([], TEA, 3), MUG),
  };
  const kept: unknown = JSON.parse(
    JSON.stringify({ ...draft, lines: draft.lines.map((line) => ({ ...line, key: `again ${line.key}` })) }),
  );
  if (!isDraft(kept)) throw new Error("It is not known for a draft.");
  expect(isSameDraft(kept, draft)).toBe(true);
  expect(isSameDraft({ ...kept, note: "" }, draft)).toBe(false);
  expect(isSameDraft({ ...kept, lines: kept.lines.map((line) => ({ ...line, taxRate: 70_000 })) }, draft)).toBe(false);
});

const WHOLE = {
  customer: { id: "ada", name: "Ada" },
  warehouseId: "main",
  note: "",
  lines: addGoods(addGoods([], TEA, 2), MUG).map((line) => ({ ...line, taxRate: 200_000, takesDefaultTax: false })),
  discount: { inMoney: true, value: 500 },
  shipping: { price: 400 },
};

test("what is off the order and what shipping is charged are in the totals, and are sent as they were typed", () => {
  expect(totalsOf(WHOLE)).toEqual({ net: 2_400, tax: 480, total: 2_880, discountAmount: 500 });
  expect(readDraft(WHOLE)).toMatchObject({ input: { discount: { amount: 500 }, shipping: { price: 400 } } });
  const other = { ...WHOLE, discount: { inMoney: false, value: 100_000 }, shipping: { price: 400, taxRate: 0 } };
  expect(totalsOf(other)).toEqual({ net: 2_650, tax: 450, total: 3_100, discountAmount: 250 });
  expect(readDraft(other)).toMatchObject({ input: { discount: { rate: 100_000 }, shipping: { taxRate: 0 } } });
  expect(readDraft({ ...WHOLE, discount: { inMoney: true, value: 0 }, shipping: null })).toMatchObject({
    input: { discount: null, shipping: null },
  });
});

test("more money off than there is to pay is told before it is sent, of a line and of the order", () => {
  const missing = { missing: "Fix the highlighted fields first." };
  expect(readDraft({ ...WHOLE, discount: { inMoney: true, value: 2_501 } })).toEqual(missing);
  expect(readDraft({ ...WHOLE, shipping: { price: null } })).toEqual(missing);
  const lines = WHOLE.lines.map((line) => ({ ...line, discountAmount: 2_001 }));
  expect(readDraft({ ...WHOLE, lines })).toEqual(missing);
});

test("of what was cancelled of a line, its part of what is off it in money is off no more", () => {
  const [tea] = addGoods([], TEA, 2);
  if (!tea) throw new Error("Nothing was added.");
  const lines = [{ ...tea, discountAmount: 400, taxRate: 0, takesDefaultTax: false }];
  expect(totalsOf({ lines }).net).toBe(1_600);
  // Four were ordered, and two are cancelled: half of the 4.00.
  expect(totalsOf({ lines }, new Map([[tea.key, 2]])).net).toBe(1_800);
});
