import { expect, test } from "vitest";
import { SERIAL_CHARACTERS_MAX, SERIALS_MAX } from "@/modules/inventory/serials/serial";
import { GROUP_SEPARATOR } from "@/ui/scan-burst";
import { describeEntered, enterSerials, isListOfSerials, splitSerials } from "./serials";

test("a list is taken as it comes: lines of a file, cells of a spreadsheet, commas of a mail", () => {
  expect(splitSerials(" SN-1\r\nSN-2\tSN-3, SN-4;;\n")).toEqual(["SN-1", "SN-2", "SN-3", "SN-4"]);
  expect(isListOfSerials("SN-1\nSN-2")).toBe(true);
  expect(isListOfSerials("SN-1\n")).toBe(false);
});

test("what a scanner adds around a code is not part of it", () => {
  expect(splitSerials("\u0002SN-1\u0003")).toEqual(["SN-1"]);
  expect(splitSerials(`21SN-1${GROUP_SEPARATOR}10L`)).toEqual([`21SN-1${GROUP_SEPARATOR}10L`]);
});

test("each is taken once, whatever its case, and keeps the case of the first", () => {
  const entered = enterSerials(["Sn-1"], ["sn-1", "SN-2", "sn-2"]);
  expect(entered.serials).toEqual(["Sn-1", "SN-2"]);
  expect(entered.leftOut.again).toEqual(["sn-1", "sn-2"]);
});

test("what can't be taken is named, and the rest is taken", () => {
  const long = "X".repeat(SERIAL_CHARACTERS_MAX + 1);
  const entered = enterSerials(["SN-1"], [long, "SN-2", "sn-1"]);
  expect(entered).toMatchObject({ serials: ["SN-1", "SN-2"], leftOut: { tooLong: [long], again: ["sn-1"] } });
  expect(describeEntered(entered, { wanted: 12 })).toEqual({
    tone: "warning",
    text: `SN-2 added, 2 of 12. Already on the list: sn-1. Longer than 100 characters: ${"X".repeat(40)}....`,
  });
});

test("a list has room for what one entry takes", () => {
  const full = Array.from({ length: SERIALS_MAX }, (_, index) => `SN-${index}`);
  expect(enterSerials(full, ["SN-X"])).toMatchObject({ added: [], leftOut: { tooMany: ["SN-X"] } });
});

test("of those to choose from each is spelled as it is known, and no other is taken", () => {
  const entered = enterSerials([], ["sn-1", "SN-9"], ["SN-1", "SN-2"]);
  expect(entered.serials).toEqual(["SN-1"]);
  expect(describeEntered(entered, { wanted: 2, strange: "Not in A-01" }).text).toBe(
    "SN-1 added, 1 of 2. Not in A-01: SN-9.",
  );
});

test("a person hears what was added and how many are to come, and of a long list the first alone", () => {
  expect(describeEntered(enterSerials([], ["SN-1"]), { wanted: 12 })).toEqual({
    tone: "success",
    text: "SN-1 added, 1 of 12.",
  });
  expect(describeEntered(enterSerials([], ["A", "B", "C", "D", "E", "F", "G"]), { wanted: null }).text).toBe(
    "A, B, C, D, E and 2 more added, 7 in all.",
  );
});
