import fc from "fast-check";
import { expect, test } from "vitest";
import type { Label } from "./label";
import { escapeZpl, zplOf, zplOfAll } from "./zpl";

const LABEL: Label = {
  reference: "1001-1-2",
  sender: "Holm & Heather · Am Sandtorkai 12",
  recipient: ["Ada Example", "Rue de l'Été 5", "75001 Paris", "France"],
  carrier: "DHL Express",
  tracking: "Tracking JD 01",
  facts: ["Order #1001", "1.2 kg"],
};

test("a label is one format in UTF-8, with the reference as a Code 128", () => {
  const zpl = zplOf(LABEL);
  expect(zpl.startsWith("^XA\n^CI28\n^PW800\n^LL1200\n")).toBe(true);
  expect(zpl.endsWith("^XZ")).toBe(true);
  expect(zpl).toContain("^BCN,170,N,N,N,A^FH_^FD1001-1-2^FS");
  expect(zpl).toContain("^FDRue de l'Été 5^FS");
});

test("many labels follow each other, each whole", () => {
  expect(zplOfAll([LABEL, LABEL, LABEL]).match(/\^XA[\s\S]*?\^XZ\n/g)).toHaveLength(3);
});

test("a long name and a long address are wrapped into smaller letters, to the last line", () => {
  const name = "Universitätsklinikum Hamburg-Eppendorf, Klinik und Poliklinik für Innere Medizin";
  const street = Array.from({ length: 8 }, (_, index) => `Gebäude O${index + 10}, Anlieferung`);
  const shown = (recipient: string[]) =>
    [...zplOf({ ...LABEL, recipient }).matchAll(/\^FO40,(\d+)\^A0N,(\d+),(\d+)\^FH_\^FD(.*)\^FS/g)]
      .map(([, y = "", size = "", width = "", text = ""]) => ({
        y: Number(y),
        size: Number(size),
        width: Number(width),
        text,
      }))
      .filter(({ y }) => y > 150 && y < 720);
  const recipient = [name, ...street, "20246 Hamburg", "Germany"];
  const lines = shown(recipient);
  expect(lines.map(({ text }) => text).join(" ")).toBe(recipient.join(" "));
  for (const [index, { y, size, width, text }] of lines.entries()) {
    expect(text.length * width * 0.6).toBeLessThanOrEqual(720);
    expect(y + size).toBeLessThanOrEqual(lines[index + 1]?.y ?? 720);
  }
  expect(shown(["Ada Example"])).toMatchObject([{ size: 46, width: 46 }]);
});

/** What a printer reads in a field: two digits behind the sign of the escape are a byte of UTF-8. */
function decode(field: string): string {
  const bytes = field.replaceAll(/_([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return bytes;
}

/** Every line that a label has: what was typed stands between ^FD and ^FS. */
const FIELD = String.raw`\^FO\d+,\d+(\^A0N,\d+,\d+|\^BY3\^BCN,170,N,N,N,A)\^FH_\^FD[^\^~]*\^FS`;
const OURS = new RegExp(String.raw`^(\^(XA|CI28|PW800|LL1200|LH0,0|XZ)|${FIELD}|\^FO\d+,\d+\^GB720,3,3\^FS)$`);

test("no text that anybody types is a command, and every text arrives as it was typed", () => {
  const typed = fc.string({
    unit: fc.oneof(
      fc.constantFrom("^", "~", "_", "\\", "&", "^XZ", "^FS", "~JA", "_5E", "\n", "\u001b"),
      fc.string({ unit: "grapheme", maxLength: 1 }),
    ),
    maxLength: 30,
  });
  fc.assert(
    fc.property(typed, typed, (name, street) => {
      for (const command of zplOf({ ...LABEL, recipient: [name, street], carrier: name }).split("\n"))
        expect(command).toMatch(OURS);
      expect(escapeZpl(name)).not.toMatch(/[\^~\\\p{Cc}]/u);
      expect(decode(escapeZpl(name))).toBe(name.replaceAll(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, " "));
    }),
  );
});
