import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ACCESS } from "@/shared/access";
import { productSources } from "./table-owners";

/* What a module needs outside its folder where neither the compiler nor the import law would miss it. */

const ROOT = process.cwd();
const MODULES = path.join(ROOT, "src/modules");
const modules = readdirSync(MODULES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const EVENT = /\bdefineEvent\(\s*"([a-z]+)\./g;

test("each has its storey on the page for those who add one", () => {
  const page = readFileSync(path.join(MODULES, "README.md"), "utf8");
  const [, storeys = ""] = /^## Storeys\n([^#]+)/m.exec(page) ?? [];
  expect(modules.filter((module) => !storeys.includes(`\`${module}\``))).toEqual([]);
});

test("each that announces something may be read by somebody, or nobody hears of it", () => {
  const announced = [...productSources(ROOT).values()].flatMap((text) =>
    [...text.matchAll(EVENT)].map(([, module = ""]) => module),
  );
  expect(new Set(announced).size).toBeGreaterThan(4);
  expect([...new Set(announced)].filter((module) => !Object.hasOwn(ACCESS, `${module}.read`))).toEqual([]);
});
