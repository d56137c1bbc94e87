import { expect, test } from "vitest";
import { describeStanding, isSameSerial, readSerials, SERIAL_STATES, type SerialState } from "./serial";
import { Serial } from "./serial-input";

test("what is pasted is one serial number a line, a cell or between semicolons", () => {
  expect(readSerials(" S-1\r\nS-2\tS 3;S,4 \n\n")).toEqual(["S-1", "S-2", "S 3", "S,4"]);
});

test("letters of any case name the same item", () => {
  expect(isSameSerial("sn-12a ", "SN-12A")).toBe(true);
  expect(isSameSerial("SN-12A", "SN-12B")).toBe(false);
});

test("it is one line of at most a hundred characters, and blanks around it are none of its own", () => {
  expect(Serial.parse(" Ä-7/x ")).toBe("Ä-7/x");
  for (const text of ["", "   ", "x".repeat(101), "a\nb", "a\u0000b"])
    expect(Serial.safeParse(text).success).toBe(false);
});

test.each<[SerialState, string | null, string]>([
  ["on-hand", "A-01", "S-1 of CAM is in A-01"],
  ["on-hand", null, "S-1 of CAM is in another warehouse"],
  ["quarantine", null, "S-1 of CAM is in quarantine"],
  ["shipped", null, "S-1 of CAM has been shipped"],
  ["gone", null, "S-1 of CAM was taken out of stock"],
])("%s in %s reads %s", (state, locationCode, words) => {
  expect(describeStanding({ serial: "S-1", sku: "CAM", state, locationCode })).toBe(words);
});

test("wherever it is, a sentence says so", () => {
  const sentences = SERIAL_STATES.map((state) =>
    describeStanding({ serial: "S-1", sku: null, state, locationCode: "A" }),
  );
  expect(new Set(sentences).size).toBe(SERIAL_STATES.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^S-1 (is|has been|was) /);
});
