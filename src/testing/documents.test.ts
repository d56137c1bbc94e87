import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";

/* The pages for those who carry on name files and scripts; a page that names one that is gone misleads. */

const ROOT = process.cwd();
const FOLDERS = ["src", "drizzle", "patches", "terraform", ".github"];
/** Made while something runs; nobody of ours writes there. */
const MADE = [".next", ".terraform"];
const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
const IN_BACKTICKS = /`([^`\n]+)`/g;
const IN_BLOCK = /^```[\s\S]*?^```/gm;
const SCRIPT = /\bnpm (?:run )?([a-z][a-z:-]*)/g;
/** What a page says that there is none of. */
const FORBIDDEN_NAMES = new Set(["index.ts"]);
/** npm's own words, which are no scripts of ours. */
const NPM_COMMANDS = new Set(["ci", "install", "registries", "packages"]);
const EXTENSION = /\.(?:tsx?|mjs|cjs|md|sql|json|patch|css|png|yml)$/;
/** What a page names as a pattern or as made at run time, and a version, domain or procedure that looks like a path. */
const PATTERN = /[<>*{}()[\]|$ ]|\.\.\.|^[@~/#-]|:\/\/|^\.quartermaster|^dist\b|^node_modules|^\.next/;

const pages = [
  "README.md",
  ...FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md") && !file.split(path.sep).some((part) => MADE.includes(part)))
      .map((file) => path.join(folder, file)),
  ),
].toSorted();

const textOf = (page: string) => readFileSync(path.join(ROOT, page), "utf8");
const found = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);

/** A name in backticks is a path when it has a folder that exists at its root or beside the page, or is a file. */
function namedPaths(page: string): string[] {
  const folder = path.dirname(page);
  // A command names files too: each of its words may be a path.
  const words = found(IN_BACKTICKS, textOf(page).replace(IN_BLOCK, "")).flatMap((text) => text.split(" "));
  return words.filter((name) => {
    if (PATTERN.test(name)) return false;
    const [first = ""] = name.split("/");
    const isInFolder = name.includes("/") && rootsOf(folder).some((root) => existsSync(path.join(ROOT, root, first)));
    return isInFolder || (name.includes("/") && EXTENSION.test(name));
  });
}

/** The words of a block that are paths from the root. */
const pathsInBlocks = (page: string): string[] =>
  [...textOf(page).matchAll(IN_BLOCK)]
    .flatMap(([block]) => block.split(/\s+/))
    .filter((word) => word.includes("/") && EXTENSION.test(word) && !PATTERN.test(word));

/** A name of a file without its folder: `field.tsx` on the page of the design system. */
const bareFiles = (page: string): string[] =>
  found(IN_BACKTICKS, textOf(page).replace(IN_BLOCK, "")).filter(
    (name) => /^\w[\w.-]*$/.test(name) && EXTENSION.test(name) && !FORBIDDEN_NAMES.has(name),
  );

/** From the root, beside the page, and in `src`, where imports begin. */
const rootsOf = (folder: string) => [".", folder, "src", path.join(folder, "..")];

/** In this repository: what lies beside it here is not there for others. */
const exists = (folder: string, name: string) =>
  rootsOf(folder)
    .map((root) => path.join(ROOT, root, name))
    .some((file) => file.startsWith(ROOT) && existsSync(file));

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")));

const everyFile = new Set(
  [".", ...readdirSync(ROOT).filter((folder) => FOLDERS.includes(folder))].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: folder !== ".", encoding: "utf8" }).map((file) =>
      path.basename(file),
    ),
  ),
);

describe.each(pages)("%s", (page) => {
  const folder = path.dirname(page);

  test("names only paths that exist", () => {
    const named = [...namedPaths(page), ...pathsInBlocks(page)];
    expect(named.filter((name) => !exists(folder, name))).toEqual([]);
    expect(bareFiles(page).filter((name) => !everyFile.has(name))).toEqual([]);
  });

  test("links only to files that exist", () => {
    const links = found(LINK, textOf(page)).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(path.join(ROOT, folder, link)))).toEqual([]);
  });

  test("names only scripts that npm knows", () => {
    const named = found(SCRIPT, textOf(page)).filter((name) => !NPM_COMMANDS.has(name));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
