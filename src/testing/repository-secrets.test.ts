import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { keyForms } from "./secret-forms";

/* What lies in the repository holds no key of any service: those of tests are made up where they are used. */

const ROOT = path.resolve(import.meta.dirname, "../..");
const FOLDERS = [".ci", ".github", "drizzle", "e2e", "patches", "public", "src", "terraform"];
/** Of whoever works here, and of tools; none of it is in the repository. */
const NOT_OURS = /(?:^|\/)(?:node_modules|\.terraform|\.next)\/|^\.env|\.tsbuildinfo$/;
const TEXT =
  /\.(?:[cm]?[jt]sx?|json|jsonc|ya?ml|md|sql|tf|hcl|tpl|toml|sh|css|html|svg|csv|txt|patch)$|Dockerfile$|\/run$/;

const filesIn = (folder: string, recursive = true) =>
  readdirSync(path.join(ROOT, folder), { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .filter((file) => TEXT.test(file) && !NOT_OURS.test(file));

/** The words in place of a password, in addresses of examples and of tests, now and before. */
const WORDS = ["password", "secret", "hidden-word", "plainword", "hush-hush", "p%40w", "b", "hid%20den"].concat([
  "hidden%2Fword",
  "of%20the%2Fmanager",
]);
const MADE_UP = new RegExp(String.raw`:(?:${WORDS.join("|")}|\$\{[\w.]+\})@$`);
const keysIn = (text: string) => keyForms(text).filter((key) => !MADE_UP.test(key));

test("no file of the repository holds what has the form of a key", () => {
  const files = [...FOLDERS.flatMap((folder) => filesIn(folder)), ...filesIn(".", false)];
  expect(files.length).toBeGreaterThan(1_000);
  const found = files.flatMap((file) =>
    keysIn(readFileSync(path.join(ROOT, file), "utf8")).map((key) => `${file}: ${key}`),
  );
  expect(found).toEqual([]);
});

const HISTORY_BYTES_MAX = 500_000_000;

/** As far back as this checkout knows; a copy that is none has nothing behind it. */
test("nor did any commit before, though a later one may have taken it out again", () => {
  const args = ["log", "-p", "--all", "--no-textconv", "--format=", "--", ".", ":(exclude)package-lock.json"];
  const { status, stdout } = spawnSync("git", args, { cwd: ROOT, encoding: "utf8", maxBuffer: HISTORY_BYTES_MAX });
  if (status !== 0) return;
  const added = stdout.split("\n").filter((line) => line.startsWith("+"));
  expect([...new Set(added.flatMap(keysIn))]).toEqual([]);
});

test("a key would be found, and a word in its place is none", () => {
  expect(keysIn(`id = "AKIA${"Q".repeat(16)}"`)).toHaveLength(1);
  expect(keysIn(`postgres://shop:${"x7".repeat(9)}@db.example/shop`)).toHaveLength(1);
  expect(keysIn("postgres://shop:password@db.example/shop")).toEqual([]);
});
