import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { judgedMigrations, judgeMigrations } from "./check-migrations.mjs";

async function judge(sql: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "judged-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, "0041_new.sql"), sql);
  writeFileSync(path.join(folder, "0040_released.sql"), `ALTER TABLE "orders" DROP COLUMN "note";`);
  return judgeMigrations(judgedMigrations(folder), { signal: new AbortController().signal });
}

test.each([
  ["drops a column", `ALTER TABLE "orders" DROP COLUMN "note";`, "ban-drop-column"],
  ["drops a table", `DROP TABLE "orders";`, "ban-drop-table"],
  ["renames a column", `ALTER TABLE "orders" RENAME COLUMN "note" TO "remark";`, "renaming-column"],
  ["rewrites a column", `ALTER TABLE "orders" ALTER COLUMN "number" SET DATA TYPE bigint;`, "changing-column-type"],
  ["asks old code for a value", `ALTER TABLE "orders" ADD COLUMN "zone" text NOT NULL;`, "adding-required-field"],
  ["scans under a lock", `ALTER TABLE "orders" ADD CONSTRAINT "k" CHECK ("a" > 0);`, "constraint-missing-not-valid"],
  ["indexes under a lock", `CREATE INDEX "i" ON "orders" USING btree ("a");`, "require-concurrent-index-creation"],
])("a migration that %s is refused", async (_, sql, rule) => {
  const { code, output } = await judge(sql);
  expect(code).not.toBe(0);
  expect(output).toContain(rule);
});

test("a table of its own, and columns that old code need not know, are no matter", async () => {
  const { code, output } = await judge(
    [
      `CREATE TABLE "keys" ("id" uuid PRIMARY KEY NOT NULL, "person_id" uuid NOT NULL, "uses" integer NOT NULL);`,
      `ALTER TABLE "keys" ADD CONSTRAINT "k" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id");`,
      `CREATE INDEX "keys_by_person" ON "keys" USING btree ("person_id");`,
      `ALTER TABLE "orders" ADD COLUMN "zone" text;`,
      `ALTER TABLE "orders" ADD COLUMN "is_late" boolean DEFAULT false NOT NULL;`,
    ].join("\n--> statement-breakpoint\n"),
  );
  expect(output).not.toContain("warning");
  expect(code).toBe(0);
});

test("what a statement may do all the same is said above it", async () => {
  const index = `CREATE INDEX "i" ON "orders" USING btree ("a");`;
  const { code } = await judge(`-- A few rows.\n-- squawk-ignore require-concurrent-index-creation\n${index}`);
  expect(code).toBe(0);
});

test("what takes something away says which releases can do without it", async () => {
  const drop = `-- squawk-ignore ban-drop-column\nALTER TABLE "orders" DROP COLUMN "note";`;
  expect(await judge(drop)).toMatchObject({ code: 1, output: expect.stringContaining("-- needs 0041: why") });
  expect(await judge(`-- needs 0039: nobody asks for notes since\n${drop}`)).toMatchObject({ code: 0 });
});
