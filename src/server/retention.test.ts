import { expect, test } from "vitest";
import { z } from "zod";
import { sweepAll } from "@/platform/database/retention";
import { react } from "@/platform/jobs/handler";
import { makeLogger } from "@/platform/logger";
import { dispatchBatch } from "@/platform/outbox/job-dispatcher";
import { relayBatch } from "@/platform/outbox/relay";
import { defineEvent } from "@/shared/event";
import { newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { listFacts, writeFacts } from "@/testing/outbox";
import { SWEEPS } from "./sweeps";

const store = testDatabase();
const relay = () => relayBatch({ db: store.db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") });

test("old facts go, unpublished ones stay however old, and positions go on from where they were", async () => {
  await writeFacts(store.db, 3);
  await relay();
  await store.owner`
    update outbox set published_at = now() - interval '30 days', occurred_at = now() - interval '30 days'`;
  await writeFacts(store.db, 1);
  await store.owner`update outbox set occurred_at = now() - interval '30 days' where position is null`;

  expect(await sweepAll(store.db, SWEEPS)).toBe(2);
  expect((await listFacts(store.db)).map((fact) => fact.position)).toEqual([3, null]);
  expect(await relay()).toMatchObject({ newest: 4 });
});

test("a row whose jobs are not in the queue yet stays with all later rows, so that readers find no gap", async () => {
  const reacts = [react(defineEvent("tests.slow", z.object({})), "tests.answer", async () => {})];
  const options = { db: store.db, handlers: reacts, addJobs: async () => {}, log: makeLogger("silent") };
  await writeFacts(store.db, 2);
  await writeFacts(store.db, 1, "tests.slow");
  await writeFacts(store.db, 2);
  await relayBatch(options);
  await store.owner`update outbox set published_at = now() - interval '30 days'`;

  expect(await sweepAll(store.db, SWEEPS)).toBe(2);
  expect((await listFacts(store.db)).map((fact) => fact.position)).toEqual([3, 4, 5]);
  await dispatchBatch(options);
  expect(await sweepAll(store.db, SWEEPS)).toBe(2);
  expect((await listFacts(store.db)).map((fact) => fact.position)).toEqual([5]);
});

test("more than one batch of old rows goes in one sweep", async () => {
  await store.owner`
    insert into claims (handler, outbox_id, claimed_at)
    select 'tests.old', number, now() - interval '90 days' from generate_series(1, 2500) as number`;
  expect(await sweepAll(store.db, SWEEPS)).toBe(2_500);
});

test("answers and claims go when they are old, and not before", async () => {
  for (const age of ["1 hour", "90 days"]) {
    await store.owner`
      insert into idempotency_keys (actor_id, key, request_digest, created_at)
      values (${newId()}, ${`a key of ${age}`}, 'x', now() - ${age}::interval)`;
    await store.owner`
      insert into claims (handler, outbox_id, claimed_at) values (${`tests.${age}`}, 1, now() - ${age}::interval)`;
  }
  expect(await sweepAll(store.db, SWEEPS)).toBe(2);
  expect(await store.owner`select key from idempotency_keys`).toEqual([{ key: "a key of 1 hour" }]);
  expect(await store.owner`select handler from claims`).toEqual([{ handler: "tests.1 hour" }]);
});
