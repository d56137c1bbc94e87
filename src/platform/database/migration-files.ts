import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

export type Migration = {
  tag: string;
  /** Milliseconds; grows with each migration and names it in the database. */
  when: number;
  hash: string;
  statements: string[];
  /** `when` of the oldest migration that a release must know to work on after this one; null where all do. */
  needs: number | null;
};

const Journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number().int() })) });
const JOURNAL_FILE = "meta/_journal.json";
const STATEMENT_BREAK = "--> statement-breakpoint";
/** As in `-- needs 0041: nobody asks for orders.note since`: what a migration says that takes something away. */
const NEEDS = /^-- needs (\d{4}): /m;

/** The `drizzle` folder of this release, from the sources as from the bundles in `dist`. */
export function migrationsFolder(from: string = import.meta.dirname): string {
  const folder = path.join(from, "drizzle");
  if (existsSync(path.join(folder, JOURNAL_FILE))) return folder;
  const above = path.dirname(from);
  if (above === from) throw new Error("The folder `drizzle` with the migrations is missing beside the program.");
  return migrationsFolder(above);
}

/** @throws Error when a file is missing, or when a migration is not newer than the one before it. */
export function readMigrations(folder: string): Migration[] {
  const { entries } = Journal.parse(JSON.parse(readFileSync(path.join(folder, JOURNAL_FILE), "utf8")));
  entries.forEach((entry, place) => {
    const before = entries[place - 1];
    if (before && before.when >= entry.when) {
      throw new Error(`The migration ${entry.tag} is not newer than ${before.tag}: generate it again on top of it.`);
    }
  });
  return entries.map(({ tag, when }, place) => {
    const text = readFileSync(path.join(folder, `${tag}.sql`), "utf8");
    return {
      tag,
      when,
      hash: createHash("sha256").update(text).digest("hex"),
      statements: text
        .split(STATEMENT_BREAK)
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ""),
      needs: needsOf(text, entries.slice(0, place)),
    };
  });
}

function needsOf(text: string, before: readonly { tag: string; when: number }[]): number | null {
  const [, number] = NEEDS.exec(text) ?? [];
  if (number === undefined) return null;
  const needed = before.find(({ tag }) => tag.startsWith(`${number}_`));
  if (!needed) throw new Error(`A migration needs ${number}, and no migration before it has that number.`);
  return needed.when;
}
