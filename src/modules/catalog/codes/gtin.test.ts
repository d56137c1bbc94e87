import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalGtin,
  checkDigitOf,
  contentOfCase,
  expandUpcE,
  isbn13Of,
  isGtin,
  itemOfScaleLabel,
  shortUpcE,
  toUpcE,
} from "./gtin";

test.each(["96385074", "036000291452", "4006381333931", "10012345678902"])(
  "%s is a GTIN as GS1 gives it as an example",
  (code) => expect(isGtin(code)).toBe(true),
);

test.each(["00000000", "000000000000", "0000000000000", "4006381333932", "400638133393", "12345", ""])(
  "%j is none",
  (code) => expect(isGtin(code)).toBe(false),
);

describe("a UPC-E", () => {
  test.each([
    ["01234505", "012000003455"],
    ["04252614", "042100005264"],
    ["01234133", "012300000413"],
    ["01234543", "012340000053"],
    ["05123452", "051234000052"],
    ["04182635", "041800000265"],
  ])("%s stands for %s, and back", (short, long) => {
    expect(expandUpcE(short)).toBe(long);
    expect(toUpcE(canonicalGtin(long))).toBe(short);
  });

  test("with another check digit, or of another number system, stands for nothing", () => {
    expect(["05123453", "25123452", "0512345", "ABCDEFGH"].map(expandUpcE)).toEqual([null, null, null, null]);
  });

  test("is understood without its check digit or its number system", () => {
    expect(shortUpcE("0425261")).toContain("042100005264");
    expect(shortUpcE("4252614")).toContain("042100005264");
    expect(shortUpcE("425261")).toEqual(["042100005264"]);
    expect(shortUpcE("42526")).toEqual([]);
  });

  test("goes back to itself from whatever it stands for", () => {
    fc.assert(
      fc.property(fc.constantFrom("0", "1"), fc.stringMatching(/^\d{6}$/), (system, six) => {
        const [long = ""] = shortUpcE(`${system}${six}`);
        expect(expandUpcE(toUpcE(long) ?? "")).toBe(long);
      }),
    );
  });
});

test("an ISBN of ten digits has one of thirteen", () => {
  expect(isbn13Of("316148410X")).toBe("9783161484100");
  expect(isbn13Of("0306406152")).toBe("9780306406157");
  expect(["0306406153", "030640615", "0000000000", "X306406152"].map(isbn13Of)).toEqual([null, null, null, null]);
});

test("a case names the item that it holds, unless its measure varies", () => {
  expect(contentOfCase("10012345678902")).toBe("0012345678905");
  expect(contentOfCase("00012345678905")).toBeNull();
  expect(contentOfCase(`9001234567890${checkDigitOf("9001234567890")}`)).toBeNull();
});

test("a label of a scale leads to its item, with zeros for weight or price", () => {
  const [item] = itemOfScaleLabel(`212345601234${checkDigitOf("212345601234")}`);
  expect(item).toBe(`212345600000${checkDigitOf("212345600000")}`);
  expect(itemOfScaleLabel("4006381333931")).toEqual([]);
});
