import { describe, expect, test } from "vitest";
import { toReturnPath } from "./return-path";

describe("a person returns", () => {
  test.each(["/orders", "/orders?status=draft&page=2", "/products/0199-a"])(
    "to the page they asked for: %s",
    (path) => {
      expect(toReturnPath(path)).toBe(path);
    },
  );

  test.each([
    null,
    undefined,
    "",
    "orders",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/..//evil.example",
    "/.//evil.example",
    "http:/evil.example",
    `/${"a".repeat(600)}`,
  ])("to the first page instead of %j", (text) => {
    expect(toReturnPath(text)).toBe("/");
  });
});
