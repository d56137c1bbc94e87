import { sql } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { containing, containsEachWord, quickForm, startingWith } from "./search";

const database = testDatabase();
const shelf = pgTable("shelf", { label: text("label") });

async function matches(label: string, condition: ReturnType<typeof containsEachWord>): Promise<boolean> {
  return (
    (await database.db.execute(sql`select from (values (${label}::text)) as shelf(label) where ${condition ?? true}`))
      .length === 1
  );
}

test.each(["100%", "a_b", String.raw`back\slash`])("%s stands for itself alone in a pattern", async (word) => {
  const other = word.replaceAll(/[\\%_]/g, "x");
  expect(await matches(`the ${word} shelf`, sql`label like ${containing(word)}`)).toBe(true);
  expect(await matches(`the ${other} shelf`, sql`label like ${containing(word)}`)).toBe(false);
  expect(await matches(`${word} shelf`, sql`label like ${startingWith(word)}`)).toBe(true);
  expect(await matches(`${other} shelf`, sql`label like ${startingWith(word)}`)).toBe(false);
});

test("each word is somewhere, whatever its case and order, and an empty question finds all", async () => {
  const finds = (question: string | undefined) => matches("red cotton shirt", containsEachWord(shelf.label, question));
  expect(await finds("  Shirt\tRED ")).toBe(true);
  expect(await finds("shirt blue")).toBe(false);
  expect(await finds(" ")).toBe(true);
  expect(await finds(undefined)).toBe(true);
});

test.each(['Plain Tee, SMALL [x] "5" #_-./~', "Große Lampe", "Crème brûlée", "ΛΆΜΠΑ", ""])(
  "%s has the form that it is searched in, worked out or not",
  async (label) => {
    const [row] = await database.db.execute<{ quick: string; form: string }>(sql`
      select ${quickForm(sql`label`, sql`search_forms(label)`)} as quick, search_forms(label) as form
      from (values (${label}::text)) as shelf (label)`);
    expect(row?.quick).toBe(row?.form);
  },
);

test("a database that has small letters of its own language finds the same", async () => {
  const [row] = await database.db.execute(sql`
    select ${quickForm(sql`label`, sql`search_forms(label)`)} as quick
    from (values ('TITLE I' collate "tr-x-icu")) as shelf (label)`);
  expect(row?.["quick"]).toBe("title i");
});
