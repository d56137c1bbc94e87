import postgres, { type Sql } from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { spareDatabase } from "@/testing/database";
import { openDatabase } from "./db";
import { migrate } from "./migrations";
import { APPLICATION_ROLE } from "./role";
import { assertSchemaIsCurrent } from "./schema-state";

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
  await assertSchemaIsCurrent(database.db).finally(() => database.end());
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
