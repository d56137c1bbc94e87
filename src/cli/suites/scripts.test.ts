import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { inRoot } from "@/cli/launch/project.mjs";
import { chooseSuites } from "./choose-suites.mjs";
import { SUITES } from "./suites.mjs";
import { WITHHELD } from "./tool.mjs";

const readme = readFileSync(inRoot("README.md"), "utf8");
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(inRoot("package.json"), "utf8")));

test("every command that the README names is a script", () => {
  const named = [...readme.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test("each command first asks for the secrets that are kept elsewhere", () => {
  const commands = readdirSync(inRoot("src", "cli", "commands"));
  const textOf = (file: string) => readFileSync(inRoot("src", "cli", "commands", file), "utf8");
  expect(commands.filter((file) => !/^await loadSecrets\(\);$/m.test(textOf(file)))).toEqual([]);
});

test("no setting of the person who runs the tests reaches them", () => {
  const files = ["config.ts", "site.ts", "redis-settings.ts"];
  const sources = files.map((name) => readFileSync(inRoot("src", "platform", name), "utf8"));
  const words = [...sources.join("\n").matchAll(/^ {2}([A-Z]{2,}(?:_[A-Z]+)*): |"([A-Z]+_SECRET)"/gm)];
  const named = words.map(([, setting, secret]) => setting ?? secret ?? "");
  const some = ["DATABASE_URL", "ALLOWED_HOSTS", "PEPPER_SECRET", "AUTH_SECRET", "WORKER_MODULES", "REDIS_SENTINELS"];
  expect(named).toEqual(expect.arrayContaining(some));
  const settings = named.flatMap((name) => (name.endsWith("_SECRET") ? [name, `${name}_PREVIOUS`] : [name]));
  const harmless = new Set(["NODE_ENV", "LOG_LEVEL"]);
  expect(settings.filter((name) => !harmless.has(name) && !WITHHELD.has(name))).toEqual([]);
});

test("the README names every suite, and the pipeline runs them as the README says", () => {
  expect(SUITES.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  expect(readFileSync(inRoot(".ci", "run"), "utf8")).toMatch(/^exec npm test -- all$/m);
  expect(readme).toMatch(/^npm test\s/m);
});

const chosen = (...words: string[]) => {
  const { suites, filters } = chooseSuites(words);
  return [suites.map(({ name }) => name), filters];
};

test("words are suites up to the first that is none, and filters from there", () => {
  const all = SUITES.map(({ name }) => name);
  expect(chosen()).toEqual([all.filter((name) => !["long", "terraform", "image", "strain"].includes(name)), []]);
  expect(chosen("all")).toEqual([all.filter((name) => !["long", "strain"].includes(name)), []]);
  expect(chosen("long", "storm")).toEqual([["long"], ["storm"]]);
  expect(chosen("rules", "orders")).toEqual([["rules"], ["orders"]]);
  expect(chosen("heavy", "rules", "src/rules", "-t", "lint")).toEqual([
    ["rules", "heavy"],
    ["src/rules", "-t", "lint"],
  ]);
});

test("a word that is no suite, and a filter for what takes none, are refused with what there is", () => {
  expect(() => chooseSuites(["orders"])).toThrow(/no suite called orders\. There are: format, .*journeys/);
  expect(() => chooseSuites(["types", "orders"])).toThrow(/types .*takes no filter \(orders\)/);
});
