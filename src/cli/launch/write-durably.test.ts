import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { writeDurably } from "./write-durably.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "durable-"));
});

test("a file is replaced as a whole, for its owner's eyes, and nothing is left beside it", () => {
  const path = join(folder, "secrets.json");
  writeFileSync(path, "old", { mode: 0o644 });
  writeDurably(path, "new ö");
  expect(readFileSync(path, "utf8")).toBe("new ö");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["secrets.json"]);
});

test("a link in its place is replaced and not followed", () => {
  const [path, target] = [join(folder, "secrets.json"), join(folder, "elsewhere")];
  writeFileSync(target, "kept");
  symlinkSync(target, path);
  writeDurably(path, "new");
  expect(readFileSync(target, "utf8")).toBe("kept");
});

test("where it cannot be written, the old file stays and no draft is left", () => {
  const path = join(folder, "taken");
  mkdirSync(join(path, "full"), { recursive: true });
  expect(() => writeDurably(path, "new")).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(folder)).toEqual(["taken"]);
});
