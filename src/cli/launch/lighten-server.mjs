// @ts-check
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";

const SCRIPT = /\.js$/;
const CHUNK = /(?<=server\/)chunks\/[^"'`\\]+?\.js(?=["'`\\])/g;
const MAP_COMMENT = /\n\/\/# sourceMappingURL=.*\s*$/;
const BEYOND_LATIN = /[^\0-\u00ff]/g;
/**
 * Where an escape would mean something else: behind a backslash, and in text that is taken as it is written. Where that
 * holds a template of its own, its end is not looked for.
 */
const AS_WRITTEN = /\\[^\0-\u00ff]|String\.raw`[^`]*(?:[^\0-\u00ff]|\$\{[^}`]*`)/;
const HEX_DIGITS = 4;

/**
 * Next's server loads every page as it starts, and keeps the text of each chunk. One letter beyond Latin-1 makes a text
 * twice as large in memory, so those are written as escapes; and of chunks that are equal, since each route handler
 * gets its own copy of the modules it shares with others, all routes load the same one.
 * @param {string} folder `.next/server` of what is served
 */
export function lightenServer(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => SCRIPT.test(name))
    .sort();
  const texts = new Map(names.map((name) => [name.split(sep).join("/"), readFileSync(join(folder, name), "utf8")]));
  const firsts = firstOfEqual(texts);
  for (const [name, text] of texts) {
    const file = join(folder, ...name.split("/"));
    if (firsts.get(name) !== name && firsts.has(name)) {
      rmSync(file);
      rmSync(`${file}.map`, { force: true });
      continue;
    }
    const light = escapeBeyondLatin(text.replaceAll(CHUNK, (chunk) => firsts.get(chunk) ?? chunk));
    if (light !== text) writeFileSync(file, light);
  }
}

/**
 * Each chunk with the one that is loaded in its place. Pages and handlers have a runtime, and so modules, of their own:
 * their chunks lie in different folders.
 * @param {Map<string, string>} texts
 */
function firstOfEqual(texts) {
  const firsts = /** @type {Map<string, string>} */ (new Map());
  const byHash = /** @type {Map<string, string>} */ (new Map());
  for (const [name, text] of texts) {
    if (!name.startsWith("chunks/")) continue;
    const hash = createHash("sha256").update(dirname(name)).update(text.replace(MAP_COMMENT, "")).digest("hex");
    if (!byHash.has(hash)) byHash.set(hash, name);
    firsts.set(name, byHash.get(hash) ?? name);
  }
  return firsts;
}

/** An escape means the same in strings, templates, patterns and names. @param {string} text */
function escapeBeyondLatin(text) {
  if (AS_WRITTEN.test(text)) return text;
  return text.replaceAll(BEYOND_LATIN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(HEX_DIGITS, "0")}`);
}
