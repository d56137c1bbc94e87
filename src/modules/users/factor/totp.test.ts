import { expect, test } from "vitest";
import { digestOfTyped, makeRecoveryCodes } from "./recovery-codes";
import { makeTotpSecret, stepOfCode, totpAddress } from "./totp";

/** "12345678901234567890", the secret of RFC 6238, appendix B, whose codes of eight digits end in these six. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  ["1970-01-01T00:00:59Z", "287082", 1],
  ["2005-03-18T01:58:29Z", "081804", 37_037_036],
  ["2005-03-18T01:58:31Z", "050471", 37_037_037],
  ["2009-02-13T23:31:30Z", "005924", 41_152_263],
  ["2033-05-18T03:33:20Z", "279037", 66_666_666],
])("codes are those of the standard: at %s it is %s", (at, code, step) => {
  expect(stepOfCode(SECRET, code, new Date(at))).toBe(step);
});

test("a code counts a step before and after its own, and no longer", () => {
  const at = (seconds: number) =>
    stepOfCode(SECRET, "005924", new Date(Date.parse("2009-02-13T23:31:30Z") + seconds * 1e3));
  expect([-31, -30, 0, 59, 60].map((seconds) => at(seconds) !== null)).toEqual([false, true, true, true, false]);
});

test("what is no code is none", () => {
  for (const text of ["", "12345", "1234567", "abcdef", "000000", "äöüäöü", "١٢٣٤٥٦", "00592é"])
    expect(stepOfCode(SECRET, text, new Date("2009-02-13T23:31:30Z"))).toBeNull();
});

test("a code is taken with its space, and in the wide digits of a keyboard of East Asia", () => {
  for (const text of [" 005 924 ", "005\u00a0924", "００５９２４"])
    expect(stepOfCode(SECRET, text, new Date("2009-02-13T23:31:30Z"))).toBe(41_152_263);
});

test("each secret is another one of 160 bits, and a telephone reads whose it is", () => {
  const secrets = new Set(Array.from({ length: 50 }, makeTotpSecret));
  expect(secrets.size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const address = new URL(totpAddress(SECRET, "ada@example.test"));
  expect(address.href).toContain("otpauth://totp/Quartermaster:ada%40example.test");
  expect(address.searchParams.get("secret")).toBe(SECRET);
});

test("recovery codes are read however they are typed, and nothing else is taken for one", () => {
  const { codes, digests } = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const [place, code] of codes.entries()) {
    expect(code).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/);
    for (const typed of [code, code.toUpperCase(), code.replaceAll("-", " "), code.replaceAll("0", "O")])
      expect(digestOfTyped(typed)).toBe(digests[place]);
  }
  expect(digestOfTyped("123456")).toBeNull();
  expect(JSON.stringify(digests)).not.toContain(codes[0]);
});
