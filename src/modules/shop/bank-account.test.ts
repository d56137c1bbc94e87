import { expect, test } from "vitest";
import { bicProblem, formatIban, ibanProblem, normalizeCode } from "./bank-account";

test("an IBAN is taken however it is spaced, and refused where a digit is mistyped", () => {
  const iban = normalizeCode(" de89 3704 0044 0532 0130 00 ");
  expect(iban).toBe("DE89370400440532013000");
  expect(ibanProblem(iban)).toBeNull();
  expect(ibanProblem("DE89370400440532013001")).toMatch(/mistyped/);
  expect(ibanProblem("DE98370400440532013000")).toMatch(/mistyped/);
  expect(ibanProblem("")).toBeNull();
  expect(formatIban(iban)).toBe("DE89 3704 0044 0532 0130 00");
});

test("an IBAN has as many signs as its country gives it, whatever its check digits say", () => {
  // Of the examples in the registry: the shortest, the longest, and those with letters of banks in them.
  const examples = ["NO9386011117947", "MT84MALT011000012345MTLCAST001S", "GB29NWBK60161331926819"];
  for (const iban of [...examples, "NL91ABNA0417164300", "CH9300762011623852957", "XK051212012345678906"])
    expect(ibanProblem(iban), iban).toBeNull();
  // Of a right checksum, and too short for Germany.
  expect(ibanProblem("DE41370400440532013")).toMatch(/IBAN of DE has 22 letters and digits, and this one 19/);
  for (const none of ["12345", "ZZ89370400440532013000", "DE89-3704-0044-0532", "D389370400440532013000"])
    expect(ibanProblem(none), none).toMatch(/two letters of a country and two digits/);
});

test("a BIC has 8 or 11 signs, with its country in the middle", () => {
  for (const bic of ["COBADEFFXXX", "COBADEFF", "E097AEXX", "NCBVXKPR"]) expect(bicProblem(bic), bic).toBeNull();
  for (const none of ["COBADEF", "COBADEFFX", "COBADEFFXX", "COBA1EFF", "COBADEFFXXXX", "COBA-DEFF"])
    expect(bicProblem(none), none).toMatch(/8 or 11/);
  expect(bicProblem("COBAXXFF")).toMatch(/XX is none/);
  expect(bicProblem("")).toBeNull();
});
