import { expect, test } from "vitest";
import { changedByOthers, mergeEdits } from "./edit-conflict";
import { ProductValues } from "./product-input";
import { missingChoices, newVariant, toEditInput, toValues } from "./product-values";
import { replaceInList } from "./typed-lists";

const SMALL = "019ab000-0000-7000-8000-000000000001";
const LARGE = "019ab000-0000-7000-8000-000000000002";
const variant = (variantId: string, sku: string) => ({
  variantId,
  sku,
  optionValues: [sku],
  price: 1_000,
  cost: 70_123,
  unit: "each" as const,
  backorder: false,
  hasSerials: false,
  barcodes: ["96385074"],
  packs: [{ name: "Carton", numerator: 12, denominator: 1 }],
  archived: false,
});
const base = {
  productId: "019ab000-0000-7000-8000-000000000000",
  version: 3,
  title: "Tee",
  description: "",
  vendor: "Loom",
  categoryId: null,
  taxCategoryId: null,
  optionNames: ["Size"],
  variants: [variant(SMALL, "S"), variant(LARGE, "L")],
};
const [small, large] = [variant(SMALL, "S"), variant(LARGE, "L")];
const noName = { categoryPath: () => "", taxName: () => "" };

test("what only others changed is kept and told, what only I changed is kept", () => {
  const mine = { ...base, vendor: "Weaver" };
  const theirs = { ...base, version: 4, title: "Organic Tee" };
  expect(changedByOthers(base, mine, theirs, noName)).toMatchObject([
    { path: "title", mine: "Tee", theirs: "Organic Tee", isContested: false },
  ]);
  expect(mergeEdits(base, mine, theirs, {})).toMatchObject({ version: 4, title: "Organic Tee", vendor: "Weaver" });
});

test("a field that both changed shows both values, and the choice decides", () => {
  const mine = { ...base, variants: [{ ...small, price: 1_200 }, large] };
  const theirs = {
    ...base,
    version: 4,
    variants: [
      { ...small, price: 1_100 },
      { ...large, sku: "XL" },
    ],
  };
  const [price, sku] = changedByOthers(base, mine, theirs, noName);
  expect(price).toMatchObject({
    label: "Price of S",
    base: "€10.00",
    mine: "€12.00",
    theirs: "€11.00",
    isContested: true,
  });
  expect(sku).toMatchObject({ label: "SKU of XL", isContested: false });
  expect(mergeEdits(base, mine, theirs, { [`${SMALL}.price`]: "mine" }).variants).toMatchObject([
    { price: 1_200 },
    { sku: "XL" },
  ]);
  expect(mergeEdits(base, mine, theirs, { [`${SMALL}.price`]: "theirs" }).variants).toMatchObject([
    { price: 1_100 },
    { sku: "XL" },
  ]);
});

test("variants that either of us added stay", () => {
  const added = { ...small, variantId: null, sku: "M" };
  const theirNew = variant("019ab000-0000-7000-8000-000000000003", "XXL");
  const merged = mergeEdits(
    base,
    { ...base, variants: [...base.variants, added] },
    { ...base, version: 4, variants: [...base.variants, theirNew] },
    {},
  );
  expect(merged.variants.map(({ sku }) => sku)).toEqual(["S", "L", "M", "XXL"]);
});

test("the same change by both is no conflict", () => {
  const both = { ...base, title: "Organic Tee" };
  expect(changedByOthers(base, both, { ...both, version: 4 }, noName)).toMatchObject([{ isContested: false }]);
});

test("a form that nobody touched sends what it was given, costs to the last decimal", () => {
  expect(toEditInput(ProductValues.parse(toValues(base)), base, true)).toEqual(base);
});

test("whoever does not see costs does not send them", () => {
  expect(JSON.stringify(toEditInput(toValues(base), base, false))).not.toContain("cost");
});

test("a wrong check digit and an unreadable pack are told in the form", () => {
  const values = {
    ...toValues(base),
    variants: [{ ...newVariant(["S"]), price: 100, barcodes: "96385075", packs: "a dozen" }],
  };
  const issues = ProductValues.safeParse(values).error?.issues.map(({ path, message }) => [path.join("."), message]);
  expect(issues).toEqual([
    ["variants.0.barcodes", "96385075: The check digit is wrong: it should be 4."],
    ["variants.0.packs", "“a dozen” isn't a pack. Write it as Carton = 12."],
  ]);
});

test("the missing choices are those of all values that are no variant yet", () => {
  const variants = [newVariant(["S", "Red"]), { ...newVariant(["M", "Red"]), archived: true }];
  expect(missingChoices([["s", "M"], ["red"]], variants)).toEqual([["M", "red"]]);
  expect(missingChoices([], variants)).toEqual([]);
});

test("the code that was offered takes the place of one code, and what cannot be read yet stays in the box", () => {
  expect(replaceInList("12345678901, half a co; 4006381333931\n40063813", "12345678901", "012345678901")).toBe(
    "012345678901, half a co, 4006381333931, 40063813",
  );
});
