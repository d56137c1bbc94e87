import fc from "fast-check";
import { expect, test } from "vitest";
import { makeHandle, makeSku, readUnit, searchTextOf, SKU_CHARACTERS_MAX, unitsInPacks } from "./product";

test("a SKU is made from handle and options", () => {
  expect(makeSku("classic-varsity-top", ["Small"])).toBe("CLASSIC-VARSITY-TOP-SMALL");
  expect(makeSku("ocean-blue-shirt", [])).toBe("OCEAN-BLUE-SHIRT");
  expect(makeSku("x".repeat(200), ["Größe 4"]).length).toBeLessThanOrEqual(SKU_CHARACTERS_MAX);
});

test("a handle holds letters, digits and single hyphens only, and making it again changes nothing", () => {
  expect(makeHandle("Crème Brûlée, 200 g")).toBe("creme-brulee-200-g");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (title) => {
      const handle = makeHandle(title);
      expect(makeHandle(handle)).toBe(handle);
      expect(handle).not.toMatch(/^-|-$|--|\s/);
    }),
  );
});

test("packs hold whole units or are refused", () => {
  expect(unitsInPacks({ numerator: 12, denominator: 1 }, 3)).toBe(36);
  expect(unitsInPacks({ numerator: 5, denominator: 2 }, 2)).toBe(5);
  expect(unitsInPacks({ numerator: 5, denominator: 2 }, 1)).toBeNull();
});

test("units are read by the words that files use", () => {
  expect([readUnit("pcs"), readUnit(" GRM "), readUnit("Stück"), readUnit("bushel")]).toEqual([
    "each",
    "g",
    "each",
    null,
  ]);
});

test("a product is looked for by its words and codes, each once", () => {
  const text = searchTextOf({
    title: "Blue  Shirt",
    handle: "blue-shirt",
    vendor: "Acme",
    variants: [
      { sku: "BS-S", optionValues: ["Small"], barcodes: ["96385074"] },
      { sku: "BS-L", optionValues: ["Small"], barcodes: [] },
    ],
  });
  expect(text).toBe("blue shirt blue-shirt acme bs-s small 96385074 bs-l");
});
