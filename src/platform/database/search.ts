import { type AnyColumn, and, like, type SQL } from "drizzle-orm";

const WORDS_MAX = 8;

const escapeLike = (word: string): string => word.replace(/[\\%_]/g, (character) => `\\${character}`);

/** Rows whose text, kept in lower case, holds each word of the question somewhere; all rows for an empty question. */
export function containsEachWord(column: AnyColumn, question: string | undefined): SQL | undefined {
  const words = (question ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word.length > 0)
    .slice(0, WORDS_MAX);
  return and(...words.map((word) => like(column, `%${escapeLike(word)}%`)));
}
