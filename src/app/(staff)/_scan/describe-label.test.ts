import { expect, test } from "vitest";
import { describeTrace } from "./describe-label";

test("what a label says of a lot is written as the shop writes days", () => {
  const label = { of: "item", count: 1, packName: null } as const;
  expect(describeTrace({ ...label, lot: "L7", expiresOn: "2031-03-10", serial: null })).toBe(
    "lot L7, expires 10 Mar 2031",
  );
  expect(describeTrace({ ...label, lot: "SN-1", expiresOn: null, serial: "SN-1" })).toBe("serial number SN-1");
});
