import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";

const ROOT = path.resolve(import.meta.dirname, "../..");
const CONFIG = ".oxlintrc.json";
const FOLDER = "src/modules/orders";
const EXECUTABLE = path.join(ROOT, "node_modules/oxlint/bin/oxlint");

const Report = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join("\n");

type Plant = { name: string; text: string; rule: string; file?: string };

/** One of each mistake that the product is refused. */
const PLANTS: Plant[] = [
  { name: "any", text: "export const guess = (value: any) => value;", rule: "no-explicit-any" },
  { name: "@ts-ignore", text: "// @ts-ignore it is fine\nexport const one = 1;", rule: "ban-ts-comment" },
  { name: "@ts-expect-error", text: "// @ts-expect-error it is fine\nexport const one = 1;", rule: "ban-ts-comment" },
  {
    name: "an exclamation mark for a value that may be missing",
    text: "export const first = (list: string[]) => list[0]!;",
    rule: "no-non-null-assertion",
  },
  {
    name: "raw SQL",
    text: 'import { sql } from "drizzle-orm";\nexport const sortBy = (column: string) => sql.raw(column);',
    rule: "no-restricted-properties",
  },
  {
    name: "the environment",
    text: "export const url = process.env.DATABASE_URL;",
    rule: "no-restricted-properties",
  },
  {
    name: "HTML from text",
    text: "export const Html = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;",
    rule: "no-danger",
  },
  {
    name: "a grid as wide as its longest word",
    text: 'export const Cards = () => <div className="grid gap-4 sm:grid-cols-2" />;',
    rule: "bounded-grid",
    file: "cards.tsx",
  },
  {
    name: "a column as wide as its longest word",
    text: 'export const Facts = () => <dl className="grid grid-cols-[auto_1fr] gap-4" />;',
    rule: "bounded-grid",
    file: "facts.tsx",
  },
  { name: "zod in one piece", text: 'import { z } from "zod";\nexport const Name = z.string();', rule: "zod-in-parts" },
  { name: "console", text: 'console.log("here");', rule: "no-console" },
  { name: "eval", text: 'export const two = eval("1 + 1");', rule: "no-eval" },
  {
    name: "a type imported as a value",
    text: 'import { Client } from "pg";\nexport type Session = Client;',
    rule: "consistent-type-imports",
  },
  {
    name: "a type imported inside a type",
    text: 'export type Session = import("pg").Client;',
    rule: "consistent-type-imports",
  },
  {
    name: "a class of its own bundle asked of an error",
    text: 'import { Refusal } from "@/shared/error";\nexport const isOurs = (e: unknown) => e instanceof Refusal;',
    rule: "branded-errors",
  },
  {
    name: "a neighbour by its full name",
    text: 'export { placeOrder } from "@/modules/orders/place-order";',
    rule: "neighbour-imports",
  },
  {
    name: "another folder by a relative path",
    text: 'export { zero } from "../../shared/money";',
    rule: "neighbour-imports",
  },
  {
    name: "the name of a utility type",
    text: "export type Pick = { quantity: number };",
    rule: "no-shadowed-built-in",
  },
  { name: "the name of a class of the platform", text: "export class Request {}", rule: "no-shadowed-built-in" },
  { name: "a line of 121 columns", text: `// ${"a".repeat(118)}`, rule: "line-length" },
  {
    name: "a function of 71 lines",
    text: `export function long(): void {\n${lines(70, "  void 0;")}\n}`,
    rule: "max-lines-per-function",
  },
  { name: "a file of 301 lines", text: lines(301, "void 0;"), rule: "max-lines" },
  { name: "a test of 401 lines", text: lines(401, "void 0;"), rule: "max-lines", file: "long.test.ts" },
];

const SOUND: Record<string, string> = {
  "sound.ts": `import type { Client } from "pg";\nexport type Session = Client;\n// ${"a".repeat(117)}\n`,
  "long-enough.ts": lines(300, "void 0;"),
  "long-enough.test.ts": lines(400, "void 0;"),
};

let folder: string;
let found: z.infer<typeof Report>["diagnostics"];
const fileOf = (plant: Plant, place: number) => plant.file ?? `plant-${place}.tsx`;

/** All at once: the linter takes longer to start than to read. */
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lint-rules-"));
  mkdirSync(path.join(folder, FOLDER), { recursive: true });
  cpSync(path.join(ROOT, ".oxlint-house.mjs"), path.join(folder, ".oxlint-house.mjs"));
  writeFileSync(path.join(folder, CONFIG), limitsSwitchedOn(readFileSync(path.join(ROOT, CONFIG), "utf8")));
  for (const [file, text] of Object.entries(SOUND)) writeFileSync(path.join(folder, FOLDER, file), text);
  for (const [place, plant] of PLANTS.entries())
    writeFileSync(path.join(folder, FOLDER, fileOf(plant, place)), plant.text);
  const args = [EXECUTABLE, "--deny-warnings", "--format", "json", "src"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  found = Report.parse(JSON.parse(stdout)).diagnostics;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const limitsSwitchedOn = (config: string) =>
  config.replaceAll(/("(?:house\/line-length|max-lines|max-lines-per-function)": \[?)"off"(?=,\n|, \{)/g, '$1"error"');

const rulesBrokenIn = (name: string) =>
  found.filter(({ filename }) => path.basename(filename) === name).map(({ code }) => code);

describe("the product is refused", () => {
  test.each(PLANTS.map((plant, place) => ({ ...plant, planted: fileOf(plant, place) })))("$name", ({ planted, rule }) =>
    expect(rulesBrokenIn(planted)).toContainEqual(expect.stringContaining(rule)),
  );
});

test("every rule of our own has a plant", () => {
  const rules = [...readFileSync(path.join(ROOT, CONFIG), "utf8").matchAll(/"house\/([\w-]+)"/g)].map(
    ([, rule]) => rule,
  );
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.filter((rule) => !PLANTS.some((plant) => plant.rule === rule))).toEqual([]);
});

test.each(Object.keys(SOUND))("what is sound passes: %s", (file) => {
  expect(rulesBrokenIn(file)).toEqual([]);
});
