// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { inRoot } from "../launch/project.mjs";

/*
 * Which suite a test file belongs to follows from the file itself, so that no list can be out of date: `heavy`,
 * `long` and `image` are in its name, `database` follows from what it imports, and everything else needs no set-up.
 * A long file that asks for its size belongs to `heavy` as well, in short.
 */

/** @typedef {"rules" | "database" | "heavy" | "long" | "image"} UnitSuite */

const TEST = /\.test\.tsx?$/;
const HEAVY = /\.heavy\.test\.tsx?$/;
const LONG = /\.long\.test\.tsx?$/;
const IMAGE = /\.image\.test\.tsx?$/;
const SOURCE = /\.tsx?$/;
const DATABASE = "src/testing/database.ts";
const SIZE = "src/testing/size.ts";
const TESTING = "src/testing/";
/** Types are gone when a test runs, so importing one needs nothing. */
const IMPORT = /^(?:import|export)\s(?!type\b)(?:[^"';]*?\sfrom\s)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

/** The test files of each suite, relative to the project. @returns {Record<UnitSuite, string[]>} */
export function unitFiles() {
  const files = readdirSync(inRoot("src"), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join("src", ...name.split(/[\\/]/)))
    .filter((file) => TEST.test(file))
    .sort();
  /** @param {UnitSuite} suite */
  const of = (suite) => files.filter((file) => suiteOf(file) === suite);
  const [heavy, long] = [of("heavy"), of("long")];
  const short = long.filter((file) => importsOf(file).includes(SIZE));
  return { rules: of("rules"), database: of("database"), heavy: [...heavy, ...short].sort(), long, image: of("image") };
}

/** @param {string} file @returns {UnitSuite} */
function suiteOf(file) {
  if (HEAVY.test(file)) return "heavy";
  if (LONG.test(file)) return "long";
  if (IMAGE.test(file)) return "image";
  return reachesDatabase(file, new Set()) ? "database" : "rules";
}

/**
 * Only tests import from `testing`, so nothing else needs to be followed.
 * @param {string} file
 * @param {Set<string>} seen
 * @returns {boolean}
 */
function reachesDatabase(file, seen) {
  if (file === DATABASE) return true;
  seen.add(file);
  return importsOf(file).some((other) => other.startsWith(TESTING) && !seen.has(other) && reachesDatabase(other, seen));
}

/** @param {string} file @returns {string[]} */
function importsOf(file) {
  return [...readFileSync(inRoot(file), "utf8").matchAll(IMPORT)].flatMap(([, from = "", called = ""]) => {
    const name = from || called;
    const base = name.startsWith("@/") ? posix.join("src", name.slice(2)) : posix.join(posix.dirname(file), name);
    const target = [base, `${base}.ts`, `${base}.tsx`].find((path) => SOURCE.test(path) && existsSync(inRoot(path)));
    return target === undefined ? [] : [target];
  });
}
