import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/* The list of what must hold against an attacker names a test for each line, or says why there is none. */

const ROOT = path.resolve(import.meta.dirname, "../..");
const LINES = 52;
const ROW = /^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm;
/** A file, and the beginning of the title of one of its tests or of a group of them. */
const PROOF = /`([^`]+\.(?:test\.tsx?|spec\.ts))` "([^"]+)"/g;
/** What stands in place of a proof: a sentence of its own. */
const WITHOUT = /^(?:Does not apply|Not yet): [A-Z].+\.$/;
const TESTED = /\b(?:test|describe)(?:\.\w+\([^\n]*\))*\(\s*["'`]/.source;

const rows = [...readFileSync(path.join(ROOT, ".github/SECURITY.md"), "utf8").matchAll(ROW)].map(
  ([, number = "", requirement = "", place = "", shown = ""]) => ({
    number: Number(number),
    requirement,
    place,
    shown,
    proofs: [...shown.matchAll(PROOF)].map(([, file = "", title = ""]) => ({ file, title })),
  }),
);

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

function isThere({ file, title }: { file: string; title: string }): boolean {
  const found = path.join(ROOT, file);
  return existsSync(found) && new RegExp(TESTED + literally(title)).test(readFileSync(found, "utf8"));
}

test("every requirement has its line, in its order", () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: LINES }, (_, place) => place + 1));
});

describe("each line", () => {
  test.each(rows)("$number names tests that are there, or says why not: $requirement", ({ shown, proofs }) => {
    expect(proofs.filter((proof) => !isThere(proof))).toEqual([]);
    if (proofs.length === 0) expect(shown).toMatch(WITHOUT);
  });
});

test("the table of production readiness names files that are there", () => {
  const named =
    readFileSync(path.join(ROOT, "terraform/README.md"), "utf8").split("| point | what there is |")[1] ?? "";
  const files = [...named.matchAll(/`([\w./-]+\.(?:test\.ts|mjs))`/g)].map(([, file = ""]) => file);
  const known = readdirSync(path.join(ROOT, "src"), { recursive: true, encoding: "utf8" }).map((file) => `src/${file}`);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !known.some((one) => one === file || one.endsWith(`/${file}`)))).toEqual([]);
});

test("a title that no test has, and one that is only written somewhere, are found out", () => {
  const file = "src/testing/security-list.test.ts";
  expect(isThere({ file, title: "every requirement has its line" })).toBe(true);
  expect(isThere({ file, title: `nobody wrote ${"this"}` })).toBe(false);
  expect(isThere({ file, title: "Does not apply" })).toBe(false);
  expect(isThere({ file: "src/none.test.ts", title: "every requirement has its line" })).toBe(false);
});
