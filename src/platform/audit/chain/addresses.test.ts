import { beforeEach, describe, expect, test } from "vitest";
import { firstIdOf, newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { dayAfter } from "./days";
import { type Contents, headOf } from "./head";
import { sealDays } from "./seal-days";
import { verifyDays } from "./verify-days";

/* From where a change was asked for is sealed with its day; days that were sealed before prove as they did. */

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
  for await (const _ of sealDays(store.db));
});

describe("an address", () => {
  test("that somebody altered or removed is named", async () => {
    expect(await found()).toEqual([]);
    await tamper("update audit_addresses set address = '192.0.2.8'");
    expect(await found()).toEqual([`audit_addresses ${entryId} was changed after the day was sealed`]);
    await tamper("delete from audit_addresses");
    expect(await found()).toEqual([`audit_addresses ${entryId} was removed after the day was sealed`]);
  });

  test("is changed by nobody, and removed at its age alone", async () => {
    await expect(store.db.execute("update audit_addresses set address = ''")).rejects.toThrow(/permission denied/);
    await expect(store.owner`update audit_addresses set address = ''`).rejects.toThrow("append-only");
    await expect(store.db.execute("delete from audit_addresses")).rejects.toThrow("append-only");
  });
});

test("a day that was sealed when there were none is proved by what it names", async () => {
  const seals = await store.owner<{ day: string; contents: Contents }[]>`
    select day::text, contents from audit_seals order by day`;
  let previous: string | null = null;
  for (const seal of seals) {
    const sources = seal.contents.sources.filter(([name]) => name !== "audit_addresses");
    const head: string = headOf(previous, seal.day, { sources });
    await tamper(`
      update audit_seals set head = '${head}', previous_head = ${previous === null ? "null" : `'${previous}'`},
        contents = '${JSON.stringify({ sources })}' where day = '${seal.day}';
      delete from audit_seal_blocks where source = 'audit_addresses'`);
    previous = head;
  }
  expect(await found()).toEqual([]);
  await tamper("update audit_entries set label = '#2'");
  expect(await found()).toEqual([`audit_entries ${entryId} was changed after the day was sealed`]);
});
