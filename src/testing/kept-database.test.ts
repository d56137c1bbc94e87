import postgres from "postgres";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "@/platform/database/db";
import { APPLICATION_ROLE } from "@/platform/database/role";
import { spareDatabase } from "./database";
import { dropKept, judgeKept, keepPools, NAMES, type Pools, takeKept } from "./kept-database";
import { TEMPLATE } from "./template";

type Spare = { url: string; drop: () => Promise<void> };
let spare: Spare;
let pools: Pools;

/** Open until the test is over, unless they were ended because of it. */
beforeEach(async () => {
  await dropKept();
  spare = await spareDatabase("kept", TEMPLATE);
  const { url } = spare;
  pools = {
    database: openDatabase({ url, max: 2, applicationName: NAMES.application, role: APPLICATION_ROLE }),
    owner: postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: NAMES.owner } }),
  };
  await keepPools(pools);
});
afterEach(() => dropKept());
afterAll(() => spare.drop());

/** Too few for autovacuum to look at in between. */
const FEW = 40;
const addCategories = (length = 10) => pools.owner`
  insert into categories (id, name, created_at) select gen_random_uuid(), rpad(n || ' teas', ${length}, '.'), now()
    from generate_series(1, ${FEW}) n`;
const categories = () => pools.owner`select from categories`;
const bytes = async () => (await pools.owner`select pg_relation_size('categories')::int as bytes`)[0]?.["bytes"];
const nextOfOutbox = async () => (await pools.owner`select nextval('outbox_id_seq')::int as id`)[0]?.["id"];

test("the next file has the same connections, and rows and sequences as in a fresh clone", async () => {
  const first = await nextOfOutbox();
  await addCategories();
  await judgeKept();
  expect(await takeKept()).toBe(pools);
  expect(await categories()).toHaveLength(0);
  expect(await nextOfOutbox()).toBe(first);
});

test("rows are found as they were written after a file that filled pages", async () => {
  await addCategories(500);
  expect(await bytes()).toBeGreaterThan(8_192);
  await judgeKept();
  expect(await takeKept()).toBe(pools);
  expect(await bytes()).toBe(0);
  // To take it over has changed the database itself, which is no reason to give it up.
  await judgeKept();
  expect(await takeKept()).toBe(pools);
});

const A_TRIGGER = `select format('drop trigger %I on %s', tgname, tgrelid::regclass)
  from pg_trigger where not tgisinternal limit 1`;
const A_CHECK = `select format('alter table %s drop constraint %I', conrelid::regclass, conname)
  from pg_constraint where contype = 'c' and conrelid <> 0 limit 1`;
const dropSome = (statement: string) => pools.owner.unsafe(`do $$ begin execute (${statement}); end $$`);

test.each([
  ["adds a column", () => pools.owner`alter table categories add column colour text`],
  ["drops a trigger", () => dropSome(A_TRIGGER)],
  ["drops a check", () => dropSome(A_CHECK)],
  ["replaces a function", () => pools.owner`create function zero() returns int language sql as 'select 0'`],
  ["takes a right away", () => pools.owner`revoke select on categories from quartermaster_app`],
  ["sets what holds for the database", () => setForAll()],
  ["analyzes", () => addCategories().then(() => pools.owner`analyze categories`)],
  ["vacuums", () => addCategories().then(() => pools.owner`vacuum categories`)],
  ["ends the pool", () => pools.database.end()],
])("a file that %s leaves its database to nobody", async (_what, work) => {
  await work();
  await judgeKept();
  expect(await takeKept()).toBeUndefined();
});

const setForAll = () =>
  pools.owner`alter database ${pools.owner(new URL(spare.url).pathname.slice(1))} set work_mem = '8MB'`;
