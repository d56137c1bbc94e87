import { expect, test } from "vitest";
import { wrap } from "./wrap";

const byLetters = (text: string) => text.length;

test("a text is broken between words, and at the breaks that it has", () => {
  expect(wrap("one two three four", 9, byLetters)).toEqual(["one two", "three", "four"]);
  expect(wrap("Quay 4\n20457 Hamburg", 20, byLetters)).toEqual(["Quay 4", "20457 Hamburg"]);
});

test("a code that is too long by itself is broken at its joints, and anywhere where it has none", () => {
  expect(wrap("a SKU-0123456789 b", 6, byLetters)).toEqual(["a", "SKU-", "012345", "6789 b"]);
  expect(wrap("4500017/2026-Rest", 14, byLetters)).toEqual(["4500017/2026-", "Rest"]);
  expect(wrap("", 6, byLetters)).toEqual([""]);
});

test("a word that is too long is broken between syllables, with a hyphen", () => {
  expect(wrap("Kapitänsmützenständer", 12, byLetters)).toEqual(["Kapitänsmüt-", "zenständer"]);
  expect(wrap("Weichmacherflasche.", 9, byLetters)).toEqual(["Weichma-", "cherfla-", "sche."]);
  expect(wrap("Schmuck", 2, byLetters)).toEqual(["Sc", "hm", "uc", "k"]);
  expect(wrap("Ελληνικά", 5, byLetters)).toEqual(["Ελλη-", "νικά"]);
});
