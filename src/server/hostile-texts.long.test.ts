import { describe, expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { PAYLOADS } from "@/testing/payloads";
import { askProcedures, namedProcedures } from "@/testing/procedures";
import { sampleOf } from "@/testing/sample-input";
import { sized } from "@/testing/size";

const base = testDatabase({ fill: () => signIn() });
const { signIn, ask } = askProcedures(base);

const DATABASE_WORDS = new RegExp(
  ["syntax error", "SQLSTATE", "PostgresError", "DatabaseError", "pg_catalog", 'relation "', 'column "', "insert into"]
    .concat("node_modules", String.raw`\bat .+:\d+:\d+`)
    .join("|"),
  "i",
);

describe("no text becomes a statement, a fault or a leak", () => {
  const cases = namedProcedures.map(([name, procedure], place) => [name, procedure, place] as const);
  test.each(cases)("%s", { timeout: 60_000 }, async (_name, procedure, place) => {
    if (procedure.type === "subscription") return;
    const payloads = PAYLOADS.filter((_, nth) => (nth + place) % sized(1, 10) === 0);
    // In the first text, and each second one in all of them: most of those are refused before they are read.
    const asked = payloads.flatMap((payload, nth) =>
      (nth % 2 === 0 ? [false, true] : [false]).map((everywhere) => ({ payload, everywhere })),
    );
    // At once, since a few doors keep whoever they turn away waiting.
    const told = asked.map(async ({ payload, everywhere }) => {
      const answer = await ask("admin", procedure, sampleOf(procedure.shape ?? {}, payload, everywhere));
      expect({ payload, status: answer.status, kind: answer.refusal?.kind }).not.toMatchObject({ status: 500 });
      expect(answer.refusal?.kind).not.toBe("unexpected");
      if (answer.status !== 200) expect(answer.text.replaceAll(payload, "")).not.toMatch(DATABASE_WORDS);
    });
    await Promise.all(told);
    const [tables] = await base.owner`
      select count(*)::int as tables from pg_tables
      where schemaname = 'public' and tablename in ('users', 'sessions')`;
    expect(tables?.["tables"]).toBe(2);
  });
});
