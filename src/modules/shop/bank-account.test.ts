import { expect, test } from "vitest";
import { bicProblem, formatIban, ibanProblem, normalizeCode } from "./bank-account";

test("an IBAN is taken however it is spaced, and refused where a digit is mistyped", () => {
  const iban = normalizeCode(" de89 3704 0044 0532 0130 00 ");
  expect(iban).toBe("DE89370400440532013000");
  expect(ibanProblem(iban)).toBeNull();
  expect(ibanProblem("GB29NWBK60161331926819")).toBeNull();
  expect(ibanProblem("DE89370400440532013001")).toMatch(/mistyped/);
  expect(ibanProblem("12345")).toMatch(/two letters/);
  expect(ibanProblem("")).toBeNull();
  expect(formatIban(iban)).toBe("DE89 3704 0044 0532 0130 00");
});

test("a BIC has 8 or 11 signs", () => {
  expect(bicProblem("COBADEFFXXX")).toBeNull();
  expect(bicProblem("COBADEFF")).toBeNull();
  expect(bicProblem("COBADEF")).toMatch(/8 or 11/);
});
