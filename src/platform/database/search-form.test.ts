import { expect, test } from "vitest";
import { holdsEachWord, searchForm, searchForms } from "@/shared/search-form";
import { testDatabase } from "@/testing/database";

const database = testDatabase();

const PLANE_END = 0xffff;
const isSurrogate = (point: number) => point >= 0xd800 && point <= 0xdfff;

/** Null for what was given to a letter after the database's version of Unicode. */
async function formsInDatabase(texts: readonly string[]): Promise<(string | null)[]> {
  const rows = await database.owner<{ form: string | null }[]>`
    select case when unicode_assigned(text) then search_form(text) end as form
      from unnest(${[...texts]}::text[]) with ordinality as given(text, place)
     order by place`;
  return rows.map(({ form }) => form);
}

const differing = async (texts: readonly string[]): Promise<string[]> => {
  const forms = await formsInDatabase(texts);
  return texts.filter((text, place) => forms[place] !== null && forms[place] !== searchForm(text));
};

test("the database and JavaScript make the same form of every character", async () => {
  const points = Array.from({ length: PLANE_END }, (_, index) => index + 1).filter((point) => !isSurrogate(point));
  const characters = points.map((point) => String.fromCodePoint(point)).filter((each) => /\P{Cn}/u.test(each));
  expect(await differing(characters)).toEqual([]);
});

test("and of letters beside each other, whose form must not depend on their place", async () => {
  const letters = [..."AaÄäßẞΣσςΆΊİıIiŁłØøĐđÆæŒœЙйЁёǅﬁﬀÅå１Ａ한국", "A\u030a", "i\u0307", "ｶﾞ"];
  const pairs = letters.flatMap((one) => letters.flatMap((other) => [`${one}${other}`, `${one} ${other}`]));
  expect(await differing(pairs)).toEqual([]);
});

test.each([
  ["Łódź Straße Müsli", "lodz strasse musli"],
  ["Crème Brûlée Dish", "creme brulee dish"],
  ["Jürgen Groß & Søn", "jurgen gross & son"],
  ["ĐAKOVO Æblegrød Œuf þorn", "dakovo aeblegrod oeuf thorn"],
  ["İSTANBUL Işık ışık", "istanbul isik isik"],
  ["ΟΔΟΣ οδός Οδος", "οδοσ οδοσ οδοσ"],
  ["Ёлка ЙОД", "елка иод"],
  ["ﬁne ＡＢＣ１２３ ½ ™", "fine abc123 1/2 tm"],
  ["O’Neill – “Größe”", `o'neill - "grosse"`],
  ["Žąsis ąžuolas ŠĮ", "zasis azuolas si"],
  ["Việt Nam Đồng", "viet nam dong"],
  ["soft\u00adhyphen para\u200blel paral·lel", "softhyphen paralel parallel"],
])("%s is searched as %s", async (text, form) => {
  expect(searchForm(text)).toBe(form);
  expect(await formsInDatabase([text])).toEqual([form]);
});

test.each([
  ["Müller", "muller mueller"],
  ["A\u030agot SØREN Ærø Straße", "agot soren aero strasse aagot soeren aeroe strasse"],
  ["Mueller, blue shoe", "mueller, blue shoe"],
])("%s is found as %s", async (text, forms) => {
  expect(searchForms(text)).toBe(forms);
  const [row] = await database.owner<{ forms: string }[]>`select search_forms(${text}) as forms`;
  expect(row?.forms).toBe(forms);
});

test("an umlaut and its two letters find each other, and nobody who has neither", () => {
  for (const [text, question] of ["Müller mueller", "Müller Mu\u0308ller", "Mueller müller", "Søn soen"].map((pair) =>
    pair.split(" "),
  ))
    expect(holdsEachWord(text ?? "", question ?? ""), question).toBe(true);
  expect(holdsEachWord("Mueller", "muller")).toBe(false);
  expect(holdsEachWord("a blur", "blue")).toBe(false);
  expect(holdsEachWord("a short one", "shoe")).toBe(false);
});

test("a list that the browser has whole is searched in the same way", () => {
  expect(holdsEachWord("Łódź, Straße", "STRASSE lodz")).toBe(true);
  expect(holdsEachWord("Łódź", "krakow")).toBe(false);
  expect(holdsEachWord("Łódź", " ")).toBe(true);
});
