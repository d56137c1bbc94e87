import postgres, { type Sql } from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { spareDatabase } from "@/testing/database";
import { openDatabase } from "./db";
import { migrate } from "./migrations";
import { APPLICATION_ROLE } from "./role";
import { roleWarning } from "./role-warning";
import { assertSchemaFits } from "./schema-state";

/* Owners as hosts give them out: of one database, and no superusers. */

const PASSWORD = "an owner for a test";
const OWNER = `owner_${process.pid}_${Date.now()}`;

let spare: { url: string; drop: () => Promise<void> };
let ownUrl: string;

beforeEach(async () => {
  spare = await spareDatabase("owned");
  const url = new URL(spare.url);
  Object.assign(url, { username: OWNER, password: PASSWORD });
  ownUrl = url.href;
});

afterEach(async () => {
  await spare.drop();
  await asSuperuser(async (sql) => void (await sql`drop role ${sql(OWNER)}`), new URL("/postgres", spare.url).href);
});

async function asSuperuser(work: (sql: Sql) => Promise<void>, url = spare.url): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await work(sql).finally(() => sql.end({ timeout: 5 }));
}

async function anOwner(right: "createrole" | "nocreaterole", grants: readonly string[]): Promise<void> {
  await asSuperuser(async (sql) => {
    await sql.unsafe(`create role ${OWNER} login nosuperuser ${right} password '${PASSWORD}'`);
    for (const terms of grants) await sql.unsafe(`grant ${APPLICATION_ROLE} to ${OWNER} with ${terms}`);
    await sql.unsafe(`alter database ${new URL(spare.url).pathname.slice(1)} owner to ${OWNER}`);
  });
}

async function serves(): Promise<void> {
  const database = openDatabase({ url: ownUrl, max: 1, applicationName: "tests", role: APPLICATION_ROLE });
  await assertSchemaFits(database.db).finally(() => database.end());
}

test("an owner who made the role, and so may grant it but not take it on, migrates and serves", async () => {
  await anOwner("createrole", ["admin true, set false, inherit false"]);
  await migrate(ownUrl);
  await serves();
});

test("an owner who may make no roles does so where an administrator prepared this one", async () => {
  await anOwner("nocreaterole", ["set true"]);
  await migrate(ownUrl);
  await serves();
});

test("an owner who may do neither reads what an administrator can do, and nothing is started", async () => {
  await anOwner("nocreaterole", []);
  await expect(migrate(ownUrl)).rejects.toThrow(`create role ${APPLICATION_ROLE} nologin`);
  await asSuperuser(async (sql) =>
    expect(await sql`select 1 from pg_namespace where nspname = 'drizzle'`).toHaveLength(0),
  );
});

describe("the application's own sign-in", () => {
  const APPLICATION = `app_${process.pid}_${Date.now()}`;
  let applicationUrl: string;

  beforeEach(() => {
    const url = new URL(spare.url);
    Object.assign(url, { username: APPLICATION, password: "a word's worth" });
    applicationUrl = url.href;
  });
  afterEach(() => asSuperuser(async (sql) => void (await sql`drop role if exists ${sql(APPLICATION)}`)));

  test("serves, and whoever takes it over cannot climb back", async () => {
    await anOwner("createrole", ["admin true, set false, inherit false"]);
    await migrate(ownUrl, { applicationUrl });
    const database = openDatabase({ url: applicationUrl, max: 1, applicationName: "tests", role: APPLICATION_ROLE });
    await assertSchemaFits(database.db);
    expect(await roleWarning(database.db)).toBeNull();
    await database.end();

    const attacks = [
      "delete from audit_entries",
      "update audit_seals set head = head",
      "delete from audit_sweeps",
      "update stock_movements set quantity = 0",
      "truncate stock_transactions",
      "drop table users",
      "alter table users add column more text",
      "create table mine (id int)",
      "alter table audit_entries disable trigger all",
      `set role ${OWNER}`,
      `set session authorization ${OWNER}`,
      `grant ${OWNER} to ${APPLICATION}`,
      `alter role ${APPLICATION} superuser`,
      "create role another login",
      "select pg_read_file('postgresql.conf')",
      "copy users to program 'cat'",
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1)",
    ];
    await asSuperuser(async (sql) => {
      for (const attack of attacks)
        await expect(sql.unsafe(`reset role; ${attack}`).simple(), attack).rejects.toMatchObject({
          code: expect.stringMatching(/^(42501|0LP01)$/),
        });
    }, applicationUrl);
  });

  test("is prepared once, and keeps a password that an administrator gave it", async () => {
    await anOwner("createrole", ["admin true, set false, inherit false"]);
    await migrate(ownUrl, { applicationUrl });
    await asSuperuser(async (sql) => void (await sql.unsafe(`alter role ${APPLICATION} password 'another'`)));
    await migrate(ownUrl, { applicationUrl });
    const changed = new URL(applicationUrl);
    changed.password = "another";
    const database = openDatabase({ url: changed.href, max: 1, applicationName: "tests", role: APPLICATION_ROLE });
    await assertSchemaFits(database.db).finally(() => database.end());
  });

  test("that names no user is left to whoever set it up", async () => {
    await anOwner("createrole", ["admin true, set false, inherit false"]);
    const url = new URL(spare.url);
    Object.assign(url, { username: "", password: "" });
    await migrate(ownUrl, { applicationUrl: url.href });
  });

  test("with one address for both, the product serves and its operator is told", async () => {
    await anOwner("createrole", ["admin true, set false, inherit false"]);
    await migrate(ownUrl, { applicationUrl: ownUrl });
    const database = openDatabase({ url: ownUrl, max: 1, applicationName: "tests", role: APPLICATION_ROLE });
    expect(await roleWarning(database.db)).toContain("MIGRATION_DATABASE_URL");
    await database.end();
  });
});
