import { beforeEach, describe, expect, test } from "vitest";
import { firstIdOf, newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { dayAfter } from "./days";
import { type Contents, headOf } from "./head";
import { sealDays } from "./seal-days";
import { verifyDays } from "./verify-days";

/* From where, and in which session, is sealed with its day; days that were sealed before prove as they did. */

const store = testDatabase();
const day = dayAfter(new Date().toISOString().slice(0, 10), -3);
const at = `${day}T10:00:00Z`;
const entryId = firstIdOf(new Date(at));

const tamper = (statement: string) =>
  store.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(statement);
  });
const found = async () => (await verifyDays(store.db)).findings.map(({ subject, what }) => `${subject} ${what}`);

beforeEach(async () => {
  await store.owner`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id)
    values (${entryId}, ${at}, 'tests.act', 'order', ${newId()}, '#1', 'r')`;
  await store.owner`insert into audit_addresses (id, occurred_at, address) values (${entryId}, ${at}, '192.0.2.7')`;
  await store.owner`insert into audit_sessions (id, occurred_at, session_id) values (${entryId}, ${at}, ${newId()})`;
  for await (const _ of sealDays(store.db));
});

describe.each([
  ["audit_addresses", "address = '192.0.2.8'"],
  ["audit_sessions", "session_id = uuidv7()"],
])("what %s holds", (table, change) => {
  test("is named where somebody altered or removed it", async () => {
    expect(await found()).toEqual([]);
    await tamper(`update ${table} set ${change}`);
    expect(await found()).toEqual([`${table} ${entryId} was changed after the day was sealed`]);
    await tamper(`delete from ${table}`);
    expect(await found()).toEqual([`${table} ${entryId} was removed after the day was sealed`]);
  });

  test("is changed by nobody, and removed at its age alone", async () => {
    await expect(store.db.execute(`update ${table} set ${change}`)).rejects.toThrow(/permission denied/);
    await expect(store.owner.unsafe(`update ${table} set ${change}`)).rejects.toThrow("append-only");
    await expect(store.db.execute(`delete from ${table}`)).rejects.toThrow("append-only");
  });
});

test.each([
  ["sessions", ["audit_sessions"]],
  ["addresses", ["audit_sessions", "audit_addresses"]],
])("a day that was sealed before there were %s is proved by what it names", async (_what, later) => {
  const seals = await store.owner<{ day: string; contents: Contents }[]>`
    select day::text, contents from audit_seals order by day`;
  let previous: string | null = null;
  for (const seal of seals) {
    const sources = seal.contents.sources.filter(([name]) => !later.includes(name));
    const head: string = headOf(previous, seal.day, { sources });
    await tamper(`
      update audit_seals set head = '${head}', previous_head = ${previous === null ? "null" : `'${previous}'`},
        contents = '${JSON.stringify({ sources })}' where day = '${seal.day}';
      delete from audit_seal_blocks where source = any('{${later.join()}}')`);
    previous = head;
  }
  expect(await found()).toEqual([]);
  await tamper("update audit_entries set label = '#2'");
  expect(await found()).toEqual([`audit_entries ${entryId} was changed after the day was sealed`]);
});
