import { describe, expect, test } from "vitest";
import { commonPasswords } from "./common-passwords";
import { PASSWORD_CHARACTERS_MIN_WITH_FACTOR, passwordProblem } from "./password-rule";

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
    expect(passwordProblem("Rosalind-Franklin-51", { ownWords: own })).toMatch("easy to guess");
    expect(passwordProblem("Rosalind-Franklin-51")).toBeNull();
  });
});

describe("with a second factor", () => {
  const facts = {
    charactersMin: PASSWORD_CHARACTERS_MIN_WITH_FACTOR,
    ownWords: ["Ada King", "ada@example.test", "Holm & Heather"],
  };
  const problem = async (password: string) =>
    passwordProblem(password, { ...facts, isCommon: await commonPasswords() });

  test.each(["k7#mQ2xz", "vj tuqmo", "дом9луна", "x".padEnd(200, "jq7vb3mt0zkw5rn8"), "grumpyteapot"])(
    "eight characters are enough: %s",
    async (password) => expect(await problem(password)).toBeNull(),
  );

  test.each([
    ["seven77", "at least 8"],
    ["12345678", "easy to guess"],
    ["sunshine", "easy to guess"],
    ["butterfly", "many people use it"],
    ["Butterfly1", "many people use it"],
    ["butterfly2024!", "many people use it"],
    ["!!Butt3rfly!!", "many people use it"],
    ["BUTTERFLY-77", "many people use it"],
    ["1q2w3e4r", "many people use it"],
    ["holmheather1", "the shop's"],
    ["Heather2026", "the shop's"],
    ["adaking!", "your name"],
    ["quartermaster7", "a common word"],
  ])("and still not those that anybody tries: %s", async (password, why) =>
    expect(await problem(password)).toMatch(why),
  );
});

describe("the list of common passwords", () => {
  /** Spread over the whole list, from the most common to the rare. */
  async function aHundred(): Promise<string[]> {
    const { dictionary } = await import("@zxcvbn-ts/language-common");
    const long = dictionary["passwords-common"].filter(({ length }) => length >= PASSWORD_CHARACTERS_MIN_WITH_FACTOR);
    return Array.from({ length: 100 }, (_, at) => long[Math.floor((at * long.length) / 100)] ?? "");
  }

  test("refuses a hundred of its own, in capitals and with a year behind them too", async () => {
    const facts = { charactersMin: PASSWORD_CHARACTERS_MIN_WITH_FACTOR, isCommon: await commonPasswords() };
    for (const password of await aHundred())
      for (const form of [password, password.toUpperCase(), `${password}2026`, `${password}!`])
        expect({ form, problem: passwordProblem(form, facts) }).toMatchObject({ problem: expect.any(String) });
  });

  test("leaves alone what merely has one of its words in it", async () => {
    const isCommon = await commonPasswords();
    for (const password of ["four yellow lamps hum", "butterfly on a tin roof", "my dragon eats porridge"])
      expect(passwordProblem(password, { isCommon })).toBeNull();
  });
});
