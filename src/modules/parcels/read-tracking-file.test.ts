import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "@/shared/csv";
import { oneLine } from "@/shared/one-line";
import { readTrackingFile } from "./read-tracking-file";

test("our own columns and those of carriers are read, whatever separates them and wherever they stand", () => {
  for (const text of [
    "Reference,Tracking\n1001-1-1,JD 01\n",
    "\ufeffsep=;\r\nName;Sendungsnummer;Referenz\r\nAda;JD 01;1001-1-1\r\n",
    'Weight\tTracking number\tReference\n1.2\t"JD 01"\t#1001-1-1',
    "Barcode,Customer reference,Reference,Tracking\n4006381333931,1002-1-1,1001-1-1,\u200eJD\u00a0 01\u200b\n",
  ])
    expect(readTrackingFile(text), text).toEqual({
      lines: [{ line: expect.any(Number), reference: "1001-1-1", orderNumber: 1001, tracking: "JD 01" }],
      faults: [],
    });
});

test("each line that can't be taken over is told with its reason, and costs no other", () => {
  const { lines, faults } = readTrackingFile(
    "Reference,Tracking\n1001-1-1,A\nsomething,B\n1001-1-2,\n1001-1-1,C\n1001-1-3,3.4E+19\n1001-1-4,D\n02.01.2026,E",
  );
  expect(lines.map(({ reference }) => reference)).toEqual(["1001-1-1", "1001-1-4"]);
  expect(faults.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    "3 This is no reference of a parcel, as 1001-1-1.",
    "4 There is no tracking number.",
    "5 An earlier line names the same parcel.",
    "6 A spreadsheet has rounded this number. Export the file again and don't save it in a spreadsheet.",
    "8 A spreadsheet has made a day of this reference. Export the file again and don't save it in a spreadsheet.",
  ]);
});

test.each(["", "Name,Weight\nAda,1", "1001-1-1,JD01"])(
  "a file without the two columns is refused whole: %j",
  (text) => {
    expect(() => readTrackingFile(text)).toThrow("The first line must name a column Reference");
  },
);

test("a number that was written so that no spreadsheet runs it comes back as it was", () => {
  const sign = fc.constantFrom("=", "+", "-", "@", "A", "1", " ", "'", '"', "|");
  fc.assert(
    fc.property(fc.string({ unit: sign, minLength: 1, maxLength: 12 }), (typed) => {
      const tracking = oneLine(typed);
      fc.pre(tracking !== "");
      const file = toCsv([
        ["Reference", "Tracking"],
        ["1001-1-1", tracking],
      ]);
      expect(readTrackingFile(file).lines).toMatchObject([{ tracking }]);
    }),
  );
});
