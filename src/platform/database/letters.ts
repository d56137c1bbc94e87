import { type Column, type SQL, sql } from "drizzle-orm";

/** Languages whose alphabet sets letters apart that others sort together: Swedish ä after z, Czech ch after h. */
export const LANGUAGES_OF_OWN_ORDER: ReadonlySet<string> = new Set([
  "cs",
  "da",
  "es",
  "et",
  "fi",
  "hr",
  "hu",
  "ja",
  "lt",
  "lv",
  "nb",
  "pl",
  "ro",
  "sk",
  "sl",
  "sv",
  "tr",
]);

/**
 * A name or title in the order of letters that readers of a language expect: Ä by A, small letters by great ones, each
 * alphabet together, and 2 before 10. Without a language, and for those that have no order of their own, it is that of
 * Unicode, by which the long tables have an index; for the others a list is sorted as it is read.
 *
 * Texts that differ in a byte differ in these orders, and a page goes on from the text as the database read it, so that
 * no row comes twice or is left out.
 */
export function inLetters(text: Column | SQL, locale = ""): SQL {
  const [language = ""] = locale.split("-");
  const order = LANGUAGES_OF_OWN_ORDER.has(language) ? `letters_${language}` : "letters";
  return sql`${text} collate ${sql.identifier(order)}`;
}
