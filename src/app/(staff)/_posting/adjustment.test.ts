import { expect, test } from "vitest";
import { changeOf, reasonOptions } from "./adjustment";
import { adjustmentOf } from "./adjustment-input";

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

test("a count that agrees with the books is recorded, and a difference of nothing is not", () => {
  expect(issueOf({ counted: 12 })).toBeUndefined();
  expect(issueOf({ way: "change", change: 0 })).toMatchObject({ path: ["change"] });
});

test("the reasons offered explain the change, and no other is accepted", () => {
  const offered = (change: number | null) => reasonOptions(change).map(({ value }) => value);
  expect(offered(5)).not.toContain("damaged");
  expect(offered(-5)).not.toContain("found");
  expect(offered(0)).toEqual(["counted"]);
  expect(offered(null)).toHaveLength(7);
  expect(issueOf({ way: "change", change: 5, reason: "damaged" })).toMatchObject({ path: ["reason"] });
  expect(issueOf({ counted: 12, reason: "lost" })).toMatchObject({ path: ["reason"] });
});

test("no more is taken off than the books say is there", () => {
  expect(issueOf({ way: "change", change: -13 })).toMatchObject({ path: ["change"] });
  expect(issueOf({ way: "change", change: -12 })).toBeUndefined();
});
