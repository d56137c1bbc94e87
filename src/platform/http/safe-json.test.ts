import { describe, expect, test } from "vitest";
import { isSafeJson } from "./safe-json";

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const list = (length: number) => `[${Array.from({ length }, () => 0).join()}]`;
const object = (length: number) => `{${Array.from({ length }, (_, place) => `"k${place}":0`).join()}}`;

const REFUSED: Readonly<Record<string, string>> = {
  "lists in lists": nested(21, "[", "]"),
  "lists without an end": "[".repeat(500_000),
  "objects in objects": `${'{"a":'.repeat(21)}1${"}".repeat(21)}`,
  "a list that is too long": list(5_001),
  "an object of too many keys": object(5_001),
  "too many values in all": `[${Array.from({ length: 12 }, () => list(4_500)).join()}]`,
  "a key twice": '{"quantity":1,"quantity":1000}',
  "a key twice, further in": '[{"lines":[{"quantity":1,"sku":"a","quantity":2}]}]',
  "a key twice, once spelled otherwise": String.raw`{"role":"staff","\u0072ole":"admin"}`,
  "the key of a prototype": '{"__proto__":{"isAdmin":true}}',
  "the key of a prototype, spelled otherwise": String.raw`{"\u005f_proto__":{"isAdmin":true}}`,
  "the key of a constructor": '{"a":{"constructor":{"prototype":{"isAdmin":true}}}}',
  "the key prototype": '[{"prototype":1}]',
  "a character that no row holds": String.raw`{"name":"a\u0000"}`,
  "half a character": String.raw`{"name":"\ud800"}`,
  "half a character in a key": String.raw`{"\udc00":1}`,
};

const TAKEN: Readonly<Record<string, string>> = {
  "what a form sends": '{"name":"Ada \\"King\\"","lines":[{"quantity":1},{"quantity":1}],"note":null}',
  "the same key in two objects": '[{"a":1},{"a":1},{"b":{"a":1},"a":2}]',
  "a text that looks like keys": String.raw`{"note":"\"quantity\":1,\"quantity\":2,[[[[[[[[[[[[[[[[[[[[[["}`,
  "a text that is called like a prototype": '{"note":"__proto__"}',
  "twenty lists": nested(20, "[", "]"),
  "a list of five thousand": list(5_000),
  "a whole character of two halves": String.raw`{"name":"\ud83d\ude42"}`,
};

describe("refused is", () => {
  test.each(Object.entries(REFUSED))("%s", (_what, text) => expect(isSafeJson(text)).toBe(false));
});

describe("taken is", () => {
  test.each(Object.entries(TAKEN))("%s", (_what, text) => expect(isSafeJson(text)).toBe(true));
});

test("looking at it changes no prototype", () => {
  const before = Reflect.ownKeys(Object.prototype);
  for (const text of Object.values(REFUSED)) isSafeJson(text);
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  expect(Reflect.get({}, "isAdmin")).toBeUndefined();
});
