import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { spareDatabase } from "@/testing/database";
import { openDatabase } from "./db";
import { migrationsFolder, readMigrations } from "./migration-files";
import { migrate } from "./migrations";
import { assertSchemaFits, schemaState } from "./schema-state";

type Step = { tag: string; when: number; text: string };

const FIRST: Step = { tag: "0000_crates", when: 1000, text: "create table crates (id int primary key);" };
const SECOND: Step = {
  tag: "0001_history",
  when: 2000,
  text:
    "create table history (id int);\n--> statement-breakpoint\n" +
    "revoke update, delete on history from quartermaster_app;",
};
const CONCURRENT_STARTS = 4;

let folder: string;
let spare: { url: string; drop: () => Promise<void> };

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  cpSync(path.join(migrationsFolder(), "meta"), path.join(folder, "meta"), { recursive: true });
  spare = await spareDatabase("migrations");
});

afterEach(async () => {
  await spare.drop();
  rmSync(folder, { recursive: true });
});

function writeSteps(...steps: Step[]): void {
  const entries = steps.map(({ tag, when }, idx) => ({ idx, version: "7", when, tag, breakpoints: true }));
  writeFileSync(
    path.join(folder, "meta/_journal.json"),
    JSON.stringify({ version: "7", dialect: "postgresql", entries }),
  );
  for (const { tag, text } of steps) writeFileSync(path.join(folder, `${tag}.sql`), text);
}

const migrateSpare = () => migrate(spare.url, { folder });

async function asOwner<Result>(work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(spare.url, { max: 1 });
  return work(sql).finally(() => sql.end({ timeout: 5 }));
}

async function stateFor(...whens: number[]): Promise<string> {
  const database = openDatabase({ url: spare.url, max: 1, applicationName: "tests", role: "quartermaster_app" });
  return schemaState(database.db, whens).finally(database.end);
}

describe("migrating", () => {
  test("of four that start at once one applies and none fails", async () => {
    writeSteps(FIRST, SECOND);
    const reports = await Promise.all(Array.from({ length: CONCURRENT_STARTS }, migrateSpare));
    expect(reports.map((report) => report.applied).filter((applied) => applied.length > 0)).toEqual([
      ["0000_crates", "0001_history"],
    ]);
  });

  test("what is new is applied on top of what is there", async () => {
    writeSteps(FIRST);
    await migrateSpare();
    writeSteps(FIRST, SECOND);
    expect(await migrateSpare()).toMatchObject({ applied: ["0001_history"], total: 2 });
    expect(await migrateSpare()).toMatchObject({ applied: [], total: 2 });
  });

  test("a migration that loses a deadlock against running processes is applied on the next try", async () => {
    writeSteps(FIRST);
    await migrateSpare();
    await asOwner((sql) => sql`create table shelves (id int)`);
    const both =
      "lock table crates in access exclusive mode;\n--> statement-breakpoint\nalter table shelves add name text;";
    writeSteps(FIRST, { ...SECOND, text: both });

    await asOwner(async (rival) => {
      // The rival never looks for a deadlock itself, so it is the migration that Postgres ends.
      await rival`set deadlock_timeout = '1min'`;
      await rival`begin`;
      await rival`lock table shelves`;
      const migrated = migrateSpare();
      await expect.poll(async () => (await rival`select from pg_locks where not granted`).length).toBeGreaterThan(0);
      await rival`lock table crates`;
      await rival`commit`;
      expect(await migrated).toMatchObject({ applied: ["0001_history"] });
    });
  });

  test("a migration that fails leaves nothing behind and is named", async () => {
    writeSteps(FIRST, { ...SECOND, text: "create table half (id int);\n--> statement-breakpoint\nselect nonsense;" });
    await expect(migrateSpare()).rejects.toThrow("The migration 0001_history failed and left nothing behind");
    expect(
      await asOwner((sql) => sql`select to_regclass('crates') is not null as crates, to_regclass('half') as half`),
    ).toEqual([{ crates: true, half: null }]);
  });

  test("a migration that was changed after it ran is refused", async () => {
    writeSteps(FIRST);
    await migrateSpare();
    writeSteps({ ...FIRST, text: "create table other (id int);" });
    await expect(migrateSpare()).rejects.toThrow("0000_crates was changed after it ran");
  });

  test("one that came late with an older date is refused, not skipped in silence", async () => {
    writeSteps(SECOND);
    await migrateSpare();
    writeSteps(FIRST, SECOND);
    await expect(migrateSpare()).rejects.toThrow("another release");
    writeSteps(SECOND, FIRST);
    await expect(migrateSpare()).rejects.toThrow("not newer than");
  });

  test("the application writes rows but neither history nor tables", async () => {
    writeSteps(FIRST, SECOND);
    await migrateSpare();
    await asOwner(async (sql) => {
      await sql`set role quartermaster_app`;
      await sql`insert into crates values (1)`;
      await sql`insert into history values (1)`;
      await expect(sql`update history set id = 2`).rejects.toThrow("permission denied");
      await expect(sql`delete from history`).rejects.toThrow("permission denied");
      await expect(sql`truncate crates`).rejects.toThrow("permission denied");
      await expect(sql`create table mine (id int)`).rejects.toThrow("permission denied");
      await expect(sql`alter table crates add column name text`).rejects.toThrow("must be owner");
      await expect(sql`insert into drizzle.__drizzle_migrations (hash) values ('x')`).rejects.toThrow(
        "permission denied",
      );
    });
  });

  test("the queue's tables are there and open to the application", async () => {
    writeSteps(FIRST);
    expect((await migrateSpare()).jobsSchemaVersion).toBeGreaterThan(0);
    await asOwner(async (sql) => {
      await sql`set role quartermaster_app`;
      expect(await sql`select count(*)::int as migrations from bullmq.migration`).not.toEqual([{ migrations: 0 }]);
    });
  });
});

describe("the state of the schema", () => {
  test("is current after migrating, older before, newer when the database is ahead, and unknown beside", async () => {
    expect(await asOwner((sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    writeSteps(FIRST, SECOND);
    await migrateSpare();
    expect(await stateFor(1000, 2000)).toBe("current");
    expect(await stateFor(1000, 2000, 3000)).toBe("older");
    expect(await stateFor(1000)).toBe("newer");
    expect(await stateFor(1000, 2001)).toBe("unknown");
  });

  test("fits a release before while nothing that it uses is taken away", async () => {
    const contracting = "-- needs 0001: nobody reads names since\nalter table crates drop column name;";
    writeSteps({ ...FIRST, text: "create table crates (id int primary key, name text);" }, SECOND, {
      tag: "0002_no_names",
      when: 3000,
      text: contracting,
    });
    await migrateSpare();
    const states = [await stateFor(1000, 2000, 3000), await stateFor(1000, 2000), await stateFor(1000)];
    expect(states).toEqual(["current", "newer", "unknown"]);
    writeSteps(FIRST);
    await expect(migrateSpare()).rejects.toThrow("another release");
  });

  test("that a release before has never heard of is left as it is when that one comes back", async () => {
    writeSteps(FIRST, SECOND);
    await migrateSpare();
    writeSteps(FIRST);
    expect(await migrateSpare()).toMatchObject({ applied: [], total: 1 });
    expect(await stateFor(1000, 2000)).toBe("current");
    writeSteps({ ...FIRST, text: "create table other (id int);" });
    await expect(migrateSpare()).rejects.toThrow("0000_crates was changed after it ran");
  });

  test("of a database that a release migrated which kept no needs is read all the same", async () => {
    writeSteps(FIRST, SECOND);
    await migrateSpare();
    await asOwner((sql) => sql`alter table drizzle.__drizzle_migrations drop column needs`);
    expect(await stateFor(1000, 2000)).toBe("current");
    expect(await migrateSpare()).toMatchObject({ applied: [] });
  });

  test("cannot need a migration that comes later or not at all", async () => {
    writeSteps({ ...FIRST, text: "-- needs 0001: so it says\ncreate table crates (id int);" }, SECOND);
    await expect(migrateSpare()).rejects.toThrow("A migration needs 0001");
  });

  test("of an empty database is older, and serving is refused in plain words", async () => {
    const database = openDatabase({ url: spare.url, max: 1, applicationName: "tests" });
    expect(await schemaState(database.db)).toBe("older");
    await expect(assertSchemaFits(database.db)).rejects.toThrow("npm run migrate");
    await database.end();
  });
});

test("the migrations of this release follow each other and are all there", () => {
  const migrations = readMigrations(migrationsFolder());
  expect(migrations.every((migration) => migration.statements.length > 0)).toBe(true);
});
