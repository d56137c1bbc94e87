import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lightenServer } from "./lighten-server.mjs";

const load = createRequire(import.meta.url);
const EXPORTS = "module.exports=";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "quartermaster-server-"));
  for (const name of ["app", "chunks/ssr"]) mkdirSync(path.join(folder, name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string) => path.join(folder, name);
const write = (name: string, text: string) => writeFileSync(fileOf(name), text);
const read = (name: string) => readFileSync(fileOf(name), "utf8");

test("handlers load one of the chunks that are equal, and those of pages stay beside them", () => {
  for (const name of ["chunks/a.js", "chunks/b.js", "chunks/ssr/c.js"])
    write(name, `${EXPORTS}[1]\n\n//# sourceMappingURL=${path.basename(name)}.map`);
  write("chunks/b.js.map", "{}");
  write("chunks/other.js", `${EXPORTS}[2]`);
  write("app/one.js", 'R.c("server/chunks/a.js");R.c("server/chunks/other.js")');
  write("app/two.js", 'R.c("server/chunks/b.js");later(["server/chunks/b.js","server/chunks/ssr/c.js"])');

  lightenServer(folder);

  expect(read("app/one.js")).toBe('R.c("server/chunks/a.js");R.c("server/chunks/other.js")');
  expect(read("app/two.js")).toBe('R.c("server/chunks/a.js");later(["server/chunks/a.js","server/chunks/ssr/c.js"])');
  expect(["a.js", "b.js", "b.js.map", "ssr/c.js"].map((name) => existsSync(fileOf(`chunks/${name}`)))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test("what a chunk means stays, and its text is of letters that take one byte", () => {
  const values = '["—",`Łódź ${1}…`,/[α-ω]/u.test("λ"),/[\u{1F600}]/u.test("\u{1F600}"),"é\\n"]';
  write("chunks/plain.js", `${EXPORTS}${values}`);
  write("chunks/as-written.js", `${EXPORTS}[String.raw\`“a”\`,"\\—"]`);
  write("chunks/nested.js", `${EXPORTS}String.raw\`a\${\`b\`}—\``);

  lightenServer(folder);

  expect(read("chunks/plain.js")).not.toMatch(/[^\0-\u00ff]/);
  expect(load(fileOf("chunks/plain.js"))).toEqual(["—", "Łódź 1…", true, true, "é\n"]);
  expect(load(fileOf("chunks/as-written.js"))).toEqual(["“a”", "—"]);
  expect(load(fileOf("chunks/nested.js"))).toBe("ab—");
});
