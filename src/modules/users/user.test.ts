import { describe, expect, test } from "vitest";
import { passwordProblem } from "./user";

describe("a password can be used", () => {
  test.each([
    "nine blue kettles sing",
    "fifteen letters",
    "ночной поезд идёт на север",
    "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆",
    "passwords are for my other cat",
    '!"§$%&/()=?+#-.,;:_',
    "x9".padEnd(64, "jq7vb3mt0zkw5rn8"),
  ])("when it is long and its owner's: %s", (password) => expect(passwordProblem(password)).toBeNull());

  test("whatever characters it has, and as long as 200 of them", () => {
    const long = Array.from({ length: 200 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 37) % 500))).join("");
    expect(passwordProblem(long)).toBeNull();
    expect(passwordProblem(`${long}x`)).toMatch("at most 200");
  });
});

describe("a password is refused", () => {
  test.each(["", "short", "fourteen chars"])("when it is short: %j", (password) =>
    expect(passwordProblem(password)).toMatch("at least 15"),
  );

  test.each([
    "aaaaaaaaaaaaaaaaaaaa",
    "123456789012345",
    "abcdefghijklmnop",
    "passwordpassword",
    "password12345678",
    "Quartermaster123",
    "quartermasterquartermaster",
    "qwertyuiopasdfghjkl",
    "correct horse battery staple",
    "abc123abc123abc123",
    "Welcome123456789",
    "admin-admin-admin-admin",
    "P-a-s-s-w-o-r-d-1-2-3-4",
    "Warehouse-Inventory-1",
    "1111111122222222",
  ])("when everybody would guess it: %s", (password) => expect(passwordProblem(password)).toMatch("easy to guess"));

  test("when it is made of its owner's name and address", () => {
    const own = ["Rosalind Franklin", "rosalind.franklin@example.test"];
    expect(passwordProblem("Rosalind-Franklin-51", own)).toMatch("easy to guess");
    expect(passwordProblem("Rosalind-Franklin-51")).toBeNull();
  });
});
