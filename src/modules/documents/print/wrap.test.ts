import { expect, test } from "vitest";
import { wrap } from "./wrap";

const byLetters = (text: string) => text.length;

test("a text is broken between words, and at the breaks that it has", () => {
  expect(wrap("one two three four", 9, byLetters)).toEqual(["one two", "three", "four"]);
  expect(wrap("Quay 4\n20457 Hamburg", 20, byLetters)).toEqual(["Quay 4", "20457 Hamburg"]);
});

test("what is too long by itself is broken between letters", () => {
  expect(wrap("a SKU-0123456789 b", 6, byLetters)).toEqual(["a", "SKU-01", "234567", "89 b"]);
  expect(wrap("", 6, byLetters)).toEqual([""]);
});
