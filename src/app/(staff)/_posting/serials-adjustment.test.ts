import { expect, test } from "vitest";
import { changeOfSerials, differencesOf, toSerialsEntry } from "./serials-adjustment";
import { serialsAdjustmentOf } from "./serials-adjustment-input";

const RECORDED = ["SN-1", "SN-2"];
const NOTHING = { way: "counted" as const, counted: [], found: [], missing: [], reason: "counted", note: "" };
const issueOf = (values: object) => serialsAdjustmentOf(RECORDED).safeParse({ ...NOTHING, ...values }).error?.issues[0];

test("what is in the bin becomes a count, and what was found or is gone a difference", () => {
  const entered = { ...NOTHING, counted: ["SN-2"], found: ["SN-8", "SN-9"], missing: ["SN-1"] };
  expect(changeOfSerials(RECORDED, entered)).toBe(-1);
  expect(toSerialsEntry(RECORDED, entered)).toMatchObject({ serials: ["SN-2"], count: { quantity: 1, recorded: 2 } });
  expect(toSerialsEntry(RECORDED, { ...entered, way: "found" })).toMatchObject({
    serials: ["SN-8", "SN-9"],
    change: 2,
  });
  expect(toSerialsEntry(RECORDED, { ...entered, way: "missing" })).toMatchObject({ serials: ["SN-1"], change: -1 });
});

test("a count of as many as are recorded may be of others", () => {
  expect(differencesOf(RECORDED, ["sn-1", "SN-9"])).toEqual({ missing: ["SN-2"], extra: ["SN-9"] });
});

test("an empty bin is a count, and a difference of nothing is not", () => {
  expect(issueOf({ reason: "lost", counted: [] })).toBeUndefined();
  expect(issueOf({ way: "found", reason: "found" })).toMatchObject({ path: ["found"] });
  expect(issueOf({ way: "missing", reason: "lost" })).toMatchObject({ path: ["missing"] });
  expect(issueOf({ way: "missing", missing: ["SN-1"], reason: "found" })).toMatchObject({ path: ["reason"] });
});
