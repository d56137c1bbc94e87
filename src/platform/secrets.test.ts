import { afterEach, beforeEach, expect, test } from "vitest";
import { type Config, readConfig } from "./config";
import { digest, digests, seal, unseal } from "./secrets";

const OLD = "the secret of last year, long enough";
const NEW = "the secret of this year, long enough";
const ENVIRONMENT = { DATABASE_URL: "postgres://shop@db.example/shop" };

/** What was derived under another configuration is derived again. */
function use(given: Record<string, string>): Config {
  for (const name of ["config", "keys.seal", "keys.digest", "keys.password"])
    Reflect.deleteProperty(globalThis, Symbol.for(`quartermaster.${name}`));
  const config = readConfig({ ...ENVIRONMENT, ...given });
  Reflect.set(globalThis, Symbol.for("quartermaster.config"), config);
  return config;
}
const forget = () => {
  for (const name of ["config", "keys.seal", "keys.digest", "keys.password"])
    Reflect.deleteProperty(globalThis, Symbol.for(`quartermaster.${name}`));
};
beforeEach(forget);
afterEach(forget);

test("one secret serves for all three purposes, with keys of its own for each", () => {
  const { secrets } = use({ AUTH_SECRET: OLD });
  expect(secrets).toEqual({ cookie: [OLD], seal: [OLD], pepper: [OLD] });
  expect(digest("x")).not.toBe(digest("x", "password"));
  expect(unseal(seal("text"))).toBe("text");
});

test("while a secret is changed both are accepted, and the new one makes", () => {
  use({ AUTH_SECRET: OLD });
  const [sealed, kept] = [seal("text"), digest("link")];
  use({ AUTH_SECRET: NEW, AUTH_SECRET_PREVIOUS: OLD });
  expect(unseal(sealed)).toBe("text");
  expect(digests("link")).toContain(kept);
  expect(digest("link")).not.toBe(kept);
  const [sealedNow, now] = [seal("text"), digest("link")];
  use({ AUTH_SECRET: NEW });
  expect([unseal(sealedNow), digest("link")]).toEqual(["text", now]);
  expect(() => unseal(sealed)).toThrow("cannot be opened");
});

test("one purpose gets a secret of its own, and goes on accepting the common one meanwhile", () => {
  expect(use({ AUTH_SECRET: OLD, SEAL_SECRET: NEW }).secrets).toEqual({
    cookie: [OLD],
    seal: [NEW, OLD],
    pepper: [OLD],
  });
  const own = { COOKIE_SECRET: NEW, SEAL_SECRET: NEW, PEPPER_SECRET: OLD, PEPPER_SECRET_PREVIOUS: NEW };
  expect(use(own).secrets).toEqual({ cookie: [NEW], seal: [NEW], pepper: [OLD, NEW] });
});

test("a purpose without a secret, and one that is too short, are named", () => {
  expect(() => use({ COOKIE_SECRET: NEW })).toThrow("AUTH_SECRET");
  expect(() => use({ AUTH_SECRET: NEW, PEPPER_SECRET_PREVIOUS: "short" })).toThrow("PEPPER_SECRET_PREVIOUS");
});
