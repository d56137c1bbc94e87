import { type AnyColumn, and, like, type SQL } from "drizzle-orm";

const WORDS_MAX = 8;

const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** Patterns for `like` in which `%`, `_` and `\` of the text mean only themselves. */
export const containing = (text: string): string => `%${literally(text)}%`;
export const startingWith = (text: string): string => `${literally(text)}%`;

/** The words of what a person typed, in lower case and bounded in number. */
const wordsOf = (question: string): string[] => question.toLowerCase().match(/\S+/g)?.slice(0, WORDS_MAX) ?? [];

/** Rows whose text, kept in lower case, holds each word of the question somewhere; all rows for an empty question. */
export const containsEachWord = (column: AnyColumn, question: string | undefined): SQL | undefined =>
  and(...wordsOf(question ?? "").map((word) => like(column, containing(word))));
