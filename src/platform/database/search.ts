import { type AnyColumn, and, like, or, type SQL, sql } from "drizzle-orm";
import { searchForm, searchWords } from "@/shared/search-form";
import { PLANNED_ANEW } from "./dialect";

const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** Patterns for `like` in which `%`, `_` and `\` of the text mean only themselves. */
export const containing = (text: string): string => `%${literally(text)}%`;
export const startingWith = (text: string): string => `${literally(text)}%`;

/**
 * Rows of whose texts, in the form of `search_forms`, each word of the question is held by one; all rows for an empty
 * question. Whoever asks for it is planned anew: of two letters an index is of no use, and of a rare word of much.
 * `formsOf` names what else a word may be kept as: a code, or a number of a telephone.
 */
export const containsEachWord = (
  forms: AnyColumn | SQL | readonly (AnyColumn | SQL)[],
  question: string | undefined,
  formsOf: (word: string) => readonly string[] = () => [],
): SQL | undefined => {
  const isFound = and(
    ...searchWords(question ?? "").map((spellings) =>
      or(
        ...[forms]
          .flat()
          .flatMap((form) =>
            [...new Set(spellings.flatMap((word) => [word, ...formsOf(word)]))].map((each) =>
              like(form, containing(each)),
            ),
          ),
      ),
    ),
  );
  return isFound && sql`${PLANNED_ANEW} (${isFound})`;
};

/**
 * Whether a question is the whole of a column with which the kept form of its row begins. Only where the form begins
 * with the question is that of the column worked out: for each of many rows it would take longer than to find them.
 */
export function isWhole(column: AnyColumn, form: AnyColumn, question: string): SQL {
  const asked = searchForm(question.trim());
  return sql`case when ${form} like ${startingWith(asked)} then search_form(${column}) = ${asked} else false end`;
}

/**
 * As `search_form` or `search_forms`, which take far longer: the form of plain letters is their small letters, whatever
 * those are in the language of the database.
 */
export const quickForm = (text: AnyColumn | SQL, form: SQL): SQL =>
  sql`case when octet_length(${text}) = char_length(${text}) then lower(${text} collate "pg_c_utf8") else ${form} end`;
