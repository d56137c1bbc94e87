import { type Column, type SQL, sql } from "drizzle-orm";

/**
 * A name or title in the order of letters that people expect: Unicode's own (CLDR root), in which Ä stands by A, small
 * letters by great ones, each alphabet together, and 2 before 10. It is one for all languages, so that one index serves
 * every shop: a language that sets single letters apart (Swedish ä after z) finds them by their neighbours.
 *
 * Texts that differ in a byte differ in this order, and a page goes on from the text as the database read it, so that
 * no row comes twice or is left out.
 */
export const inLetters = (text: Column | SQL): SQL => sql`${text} collate letters`;
