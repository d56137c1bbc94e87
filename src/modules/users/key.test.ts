import { expect, test } from "vitest";
import { SCOPES, scopeName } from "./key";

test("what a key may do with stock entries is called so", () => {
  expect(scopeName("inventory.reverse-transaction")).toBe("Reverse own stock entry");
  expect(scopeName("inventory.reverse-others")).toBe("Reverse stock entry of others");
});

test("no scope has the name of another of its group, nor a word that the trade does not have", () => {
  const names = SCOPES.map((scope) => `${scope.split(".")[0]}: ${scopeName(scope)}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => /transaction/i.test(name))).toEqual([]);
});
