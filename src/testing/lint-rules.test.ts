import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lint-rules-"));
  mkdirSync(path.join(folder, "src/modules/orders"), { recursive: true });
  for (const name of [".oxlintrc.json", ".oxlint-house.mjs"]) cpSync(path.join(ROOT, name), path.join(folder, name));
});

afterAll(() => rmSync(folder, { recursive: true }));

function lint(text: string): string {
  const file = "src/modules/orders/plant.tsx";
  writeFileSync(path.join(folder, file), text);
  const program = path.join(ROOT, "node_modules/oxlint/bin/oxlint");
  return spawnSync(process.execPath, [program, "--deny-warnings", file], { cwd: folder, encoding: "utf8" }).stdout;
}

test.each([
  ["any", "export const guess = (value: any) => value;", "no-explicit-any"],
  ["@ts-ignore", "// @ts-ignore it is fine\nexport const one = 1;", "ban-ts-comment"],
  ["@ts-expect-error", "// @ts-expect-error it is fine\nexport const one = 1;", "ban-ts-comment"],
  [
    "an exclamation mark for a value that may be missing",
    "export const first = (list: string[]) => list[0]!;",
    "no-non-null-assertion",
  ],
  [
    "raw SQL",
    'import { sql } from "drizzle-orm";\nexport const sortBy = (column: string) => sql.raw(column);',
    "no-restricted-properties",
  ],
  ["the environment", "export const url = process.env.DATABASE_URL;", "no-restricted-properties"],
  [
    "HTML from text",
    "export const Note = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;",
    "no-danger",
  ],
  ["console", 'console.log("here");', "no-console"],
  ["eval", 'export const two = eval("1 + 1");', "no-eval"],
  [
    "a type imported as a value",
    'import { Client } from "pg";\nexport type Session = Client;',
    "consistent-type-imports",
  ],
  ["a type imported inside a type", 'export type Session = import("pg").Client;', "consistent-type-imports"],
])("the product is refused %s", (_title, text, rule) => {
  expect(lint(text)).toContain(rule);
});

test("what is sound passes", () => {
  expect(lint('import type { Client } from "pg";\nexport type Session = Client;\n')).toContain(
    "Found 0 warnings and 0 errors",
  );
});
