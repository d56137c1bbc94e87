import { expect, test } from "vitest";
import { adjustmentOf, changeOf } from "./adjustment";

const entered = { way: "counted" as const, counted: null, change: null, reason: "counted", note: "" };

const issueOf = (values: object) => adjustmentOf(12).safeParse({ ...entered, ...values }).error?.issues[0];

test("what was counted becomes the difference to the books", () => {
  expect(changeOf(12, { ...entered, counted: 9 })).toBe(-3);
  expect(changeOf(12, { ...entered, counted: 15 })).toBe(3);
  expect(changeOf(12, { ...entered, way: "change", counted: 99, change: -4 })).toBe(-4);
});

test("nothing entered is no count of zero", () => {
  expect(changeOf(12, entered)).toBeNull();
  expect(issueOf({})).toMatchObject({ path: ["counted"], message: "Enter the counted quantity." });
  expect(changeOf(12, { ...entered, counted: 0 })).toBe(-12);
});

test("a count that agrees with the books is not posted", () => {
  expect(issueOf({ counted: 12 })?.message).toContain("matches the recorded quantity");
});

test("no more is taken off than the books say is there", () => {
  expect(issueOf({ way: "change", change: -13 })).toMatchObject({ path: ["change"] });
  expect(issueOf({ way: "change", change: -12 })).toBeUndefined();
});
