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

/** What a printer reads in a field: two digits behind the sign of the escape are a byte of UTF-8. */
function decode(field: string): string {
  const bytes = field.replaceAll(/_([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return bytes;
}

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
      const commandsOf = (zpl: string) => zpl.match(/[\^~][A-Z0-9@]{1,2}/g) ?? [];
      const plain = zplOf({ ...LABEL, recipient: ["name", "street"], carrier: "x" });
      const odd = zplOf({ ...LABEL, recipient: [name, street], carrier: name });
      expect(commandsOf(odd)).toEqual(commandsOf(plain));
      expect(escapeZpl(name)).not.toMatch(/[\^~\\\p{Cc}]/u);
      expect(decode(escapeZpl(name))).toBe(name.replaceAll(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, " "));
    }),
  );
});
