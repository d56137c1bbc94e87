import { describe, expect, test } from "vitest";
import { inherited, UNSAFE_JSON } from "@/testing/unsafe-json";
import { isSafeJson } from "./safe-json";

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const list = (length: number) => `[${Array.from({ length }, () => 0).join()}]`;

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
  test.each(Object.entries(UNSAFE_JSON))("%s", (_what, text) => expect(isSafeJson(text)).toBe(false));
});

describe("taken is", () => {
  test.each(Object.entries(TAKEN))("%s", (_what, text) => expect(isSafeJson(text)).toBe(true));
});

test("looking at it changes no prototype", () => {
  const before = inherited();
  for (const text of Object.values(UNSAFE_JSON)) isSafeJson(text);
  expect(inherited()).toEqual(before);
  expect(Reflect.get({}, "isAdmin")).toBeUndefined();
});
