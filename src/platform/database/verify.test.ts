import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { mayDiffer, weightOf } from "./fingerprint";
import { verify } from "./verify";

const store = testDatabase();

test("two connections see what was there when the run began", async () => {
  const check = (name: string) => ({
    name,
    rows: sql`select count(*)::text as subject, pg_backend_pid()::text as found, '' as expected
      from customers, pg_sleep(0.2)`,
  });
  const running = verify({ db: store.db }, ["a", "b", "c", "d"].map(check), { inTwo: true });
  const sleeping = () => store.owner`
    select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  const sleepers = async () => (await sleeping()).length;
  await expect.poll(sleepers, { timeout: 5_000, interval: 5 }).toBeGreaterThan(0);
  await store.owner`insert into customers (id, name, search_text, created_at)
    values (gen_random_uuid(), 'Ada', 'ada', now())`;
  const { differences, checks } = await running;
  expect(checks.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  expect(new Set(differences.map(({ subject }) => subject))).toEqual(new Set(["0"]));
  expect(new Set(differences.map(({ found }) => found)).size).toBe(2);
});

const MOST = "9007199254740991";
const [TEA, CUP] = [
  sql`'00000000-0000-7000-8000-000000000001'::uuid`,
  sql`'00000000-0000-7000-8000-000000000002'::uuid`,
];

test.each([
  ["nothing", sql`select ${TEA} as id, ${TEA} as lot, 0 as n where false`, false],
  [
    "what cancels out",
    sql`values (${TEA}, ${CUP}, 5), (${CUP}, ${TEA}, 1), (${TEA}, ${CUP}, -5), (${CUP}, ${TEA}, -1)`,
    false,
  ],
  [
    "the largest quantities",
    sql`values (${TEA}, null::uuid, ${MOST}::bigint), (${TEA}, null, -${MOST}::bigint)`,
    false,
  ],
  [
    "in many parts",
    sql`values (${TEA}, ${CUP}, 4294967296), (${TEA}, ${CUP}, -4294967295), (${TEA}, ${CUP}, -1)`,
    false,
  ],
  ["one too few", sql`values (${TEA}, ${CUP}, 5), (${TEA}, ${CUP}, -4)`, true],
  ["the same of another key", sql`values (${TEA}, ${CUP}, 5), (${CUP}, ${TEA}, -5)`, true],
  ["the same without a lot", sql`values (${TEA}, ${CUP}, 5), (${TEA}, null::uuid, -5)`, true],
])("%s is weighed without a group for each key", async (_, rows, differs) => {
  const [row] = await store.db.execute<{ differs: boolean }>(sql`
    with sides (id, lot, n) as (${rows})
    select ${mayDiffer(sql`sides`, [sql`id`, sql`lot`], sql`n`)} as differs`);
  expect(row?.differs).toBe(differs);
});

/** So many that weights of which the halves can be told apart come to the same for some. */
const SWAPS = 100_000;
const SEED = 20_261_127;

test("two keys weigh something else than two with their halves swapped", async () => {
  const weight = (key: SQL, lot: SQL) => weightOf(SEED, [key, lot]);
  const id = (what: string) => sql`md5(n || ${what}::text)::uuid`;
  const [tea, cup, old, fresh] = [id("tea"), id("cup"), id("old"), id("fresh")];
  const [row] = await store.db.execute<{ unseen: string }>(sql`
    select count(*) as unseen from generate_series(1, ${SWAPS}::integer) n
    where ${weight(tea, old)} + ${weight(cup, fresh)} = ${weight(tea, fresh)} + ${weight(cup, old)}`);
  expect(Number(row?.unseen)).toBe(0);
});
