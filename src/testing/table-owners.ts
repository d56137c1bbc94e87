import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A write to a table by code that does not own it. */
export type ForeignWrite = { file: string; table: string; owner: string };

const SCHEMA_IMPORT = /import\s*\{([^}]*)\}\s*from\s*"([^"]*\/schema)"/g;
const BUILDER_WRITE = /\.(?:insert|update|delete)\(\s*(\w+)/g;
const SQL_TEXT = /\bsql(?:<[^`]*?>)?`([^`]*)`/g;
const SQL_VERB = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?/.source;
const SQL_WRITE = new RegExp(`${SQL_VERB}(?:\\$\\{\\s*(\\w+)[^}]*\\}|"?([a-z_]+)"?)`, "gi");
/** A function of ours that takes a table as an argument may write it, and so may each of its callers. */
const TABLE_WRITER = /function\s+(\w+)<[^>]*\bextends\s+PgTable\b/g;
const TABLE_NAME = /pgTable\(\s*"([a-z_]+)"/g;

/** A module owns the tables of its schema; the floor `platform` owns all of its own. */
function ownerOf(file: string): string {
  const [floor = "", module = ""] = file.split("/").slice(1);
  return floor === "modules" ? module : floor;
}

const matches = (pattern: RegExp, text: string): RegExpMatchArray[] => [...text.matchAll(pattern)];

/**
 * Finds each write, by Drizzle or in SQL, to a table that another module's schema declares. Files begin with `src/`.
 */
export function foreignWrites(sources: ReadonlyMap<string, string>): ForeignWrite[] {
  const ownerByTable = new Map<string, string>();
  for (const [file, text] of sources) {
    if (!file.endsWith("/schema.ts")) continue;
    for (const [, table = ""] of matches(TABLE_NAME, text)) ownerByTable.set(table, ownerOf(file));
  }
  const writers = [...sources.values()].flatMap((text) => matches(TABLE_WRITER, text).map(([, name = ""]) => name));
  return [...sources].flatMap(([file, text]) => {
    const imported = importedTables(file, text);
    const own = ownerOf(file);
    return [...writtenNames(text), ...handedNames(text, writers)].flatMap((name) => {
      const owner = imported.get(name) ?? ownerByTable.get(name);
      return owner === undefined || owner === own ? [] : [{ file, table: name, owner }];
    });
  });
}

/** The local name of each imported table, with its owner. */
function importedTables(file: string, text: string): Map<string, string> {
  const tables = new Map<string, string>();
  for (const [, names = "", from = ""] of matches(SCHEMA_IMPORT, text)) {
    const target = from.startsWith("@/") ? from.replace("@/", "src/") : path.posix.join(path.posix.dirname(file), from);
    for (const name of names.split(",")) {
      const local =
        name
          .replace(/\btype\b/, "")
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? "";
      if (local !== "") tables.set(local, ownerOf(target));
    }
  }
  return tables;
}

function writtenNames(text: string): string[] {
  const built = matches(BUILDER_WRITE, text).map(([, name = ""]) => name);
  const spoken = matches(SQL_TEXT, text).flatMap(([, statement = ""]) =>
    matches(SQL_WRITE, statement).map(([, variable, name]) => variable ?? name ?? ""),
  );
  return [...built, ...spoken];
}

/** The names handed over in calls of `writers`, up to the first argument that is itself a call. */
function handedNames(text: string, writers: readonly string[]): string[] {
  if (writers.length === 0) return [];
  const calls = new RegExp(`(?<!function )\\b(?:${writers.join("|")})\\(([^()]*)`, "g");
  return matches(calls, text).flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()));
}

/** The product's sources: tests and what tests stand on may write anywhere. */
export function productSources(root: string): Map<string, string> {
  const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((name) => `src/${name.split(path.sep).join("/")}`)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith("src/testing/"));
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
}
