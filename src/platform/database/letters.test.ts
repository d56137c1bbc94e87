import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { inLetters, LANGUAGES_OF_OWN_ORDER } from "./letters";

const database = testDatabase();

async function sorted(names: readonly string[], locale?: string): Promise<string[]> {
  const rows = await database.db.execute<{ name: string }>(
    sql`select name from (values ${sql.join(
      names.map((name) => sql`(${name}::text)`),
      sql`, `,
    )}) as given(name) order by ${inLetters(sql`name`, locale)}`,
  );
  return rows.map(({ name }) => name);
}

test("every language of its own order has one in the database", async () => {
  for (const language of LANGUAGES_OF_OWN_ORDER) expect(await sorted(["b", "a"], language)).toEqual(["a", "b"]);
});

test.each([
  ["de-DE", ["Apfel", "Ähre", "Zebra"], ["Ähre", "Apfel", "Zebra"]],
  ["sv-SE", ["Ähre", "Zebra", "Åre", "Apfel", "Öland"], ["Apfel", "Zebra", "Åre", "Ähre", "Öland"]],
  ["cs-CZ", ["chata", "cibule", "hrad", "dům"], ["cibule", "dům", "hrad", "chata"]],
  ["lt-LT", ["Zarasai", "Yla", "Ilgas", "Kaunas"], ["Yla", "Ilgas", "Kaunas", "Zarasai"]],
  ["tr-TR", ["ırmak", "iğne", "hamur", "Çay", "ceviz"], ["ceviz", "Çay", "hamur", "ırmak", "iğne"]],
  ["es-ES", ["ñu", "nuez", "oso"], ["nuez", "ñu", "oso"]],
  [undefined, ["Bolt 10", "bolt 2", "ÁRBOL", "arbol", "🍵"], ["🍵", "arbol", "ÁRBOL", "bolt 2", "Bolt 10"]],
])("names in %s stand as its readers look them up", async (locale, names, expected) => {
  expect(await sorted(names, locale)).toEqual(expected);
});
