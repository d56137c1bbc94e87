import { beforeEach, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { eraseCustomer } from "@/modules/privacy/erase-customer";
import { firstIdOf, newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { dayAfter } from "./days";
import { sealDays } from "./seal-days";
import { verifyDays } from "./verify-days";

/* A customer is erased whose entries were sealed days ago: the trail stays sound, and says what was taken out. */

const store = testDatabase();
const today = new Date().toISOString().slice(0, 10);
const day = dayAfter(today, -4);
const entryId = firstIdOf(new Date(`${day}T10:00:00Z`));
let customerId: string;
let ctx: Awaited<ReturnType<typeof testContext>>;

const tamper = (statement: string) =>
  store.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(statement);
  });
const found = async () => (await verifyDays(store.db)).findings.map(({ subject, what }) => `${subject} ${what}`);

beforeEach(async () => {
  ctx = await testContext(store.db);
  ({ customerId } = await createCustomer(ctx, { name: "Grace Hopper" }));
  await store.owner`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, before, after, request_id)
    values (${entryId}, ${`${day}T10:00:00Z`}, 'customers.edit', 'customer', ${customerId}, 'Grace Hopper',
      '{"name": "Grace", "phone": "1"}', '{"name": "Grace Hopper", "phone": "2"}', 'r')`;
  for await (const _ of sealDays(store.db));
  await eraseCustomer(ctx, { customerId, name: "Grace Hopper" });
});

test("what was taken out as recorded is counted, and is no finding", async () => {
  const [entry] = await store.owner`select label, after from audit_entries where id = ${entryId}`;
  expect(entry?.["label"]).toMatch(/^Erased customer/);
  expect(await verifyDays(store.db)).toMatchObject({ isSound: true, redacted: 1 });
});

test("an entry that is changed after that is found all the same", async () => {
  await tamper(`update audit_entries set after = '{"name": "Somebody"}' where id = '${entryId}'`);
  expect(await found()).toEqual([`audit_entries ${entryId} was changed after the day was sealed`]);
});

test("so is one whose redaction was removed", async () => {
  await tamper("delete from audit_redactions");
  expect(await found()).toEqual([`audit_entries ${entryId} was changed after the day was sealed`]);
});

test.each([
  ["no erasure tells of", "order", () => newId()],
  ["was of nothing personal", "product", () => customerId],
])("so is one that somebody changed and gave a redaction that %s", async (_, entity, subjectOf) => {
  await tamper(`
    with was as (select a.id, audit_hash(a) as hash from audit_entries a where id = '${entryId}'),
    done as (update audit_entries a set actor_id = uuidv7(), entity = '${entity}' where id = '${entryId}'
             returning audit_hash(a) as hash)
    insert into audit_redactions (id, entry_id, subject_id, hash_before, hash_after)
    select uuidv7(), was.id, '${subjectOf()}', was.hash, done.hash from was, done`);
  expect(await found()).toEqual([`audit_entries ${entryId} was changed after the day was sealed`]);
});
