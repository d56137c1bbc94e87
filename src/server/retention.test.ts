import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { holdUpload, keepUpload } from "@/modules/imports/hold-upload";
import { startImport } from "@/modules/imports/start-import";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { markRead } from "@/modules/notifications/mark-read";
import { sweepAll } from "@/platform/database/retention";
import { files } from "@/platform/files";
import { react } from "@/platform/jobs/handler";
import { makeLogger } from "@/platform/logger";
import { dispatchBatch } from "@/platform/outbox/job-dispatcher";
import { relayBatch } from "@/platform/outbox/relay";
import { defineEvent } from "@/shared/event";
import { firstIdOf, newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aNotice, anAlert } from "@/testing/notices";
import { listFacts, writeFacts } from "@/testing/outbox";
import { aPerson } from "@/testing/people";
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

test("sessions, links, tries and devices go when they ended long ago, and not before", async () => {
  const { userId } = await aPerson(store.db, { passwordHash: "unusable" });
  for (const age of ["1 hour", "500 days"]) {
    const at = (await store.owner`select now() - ${age}::interval as at`)[0]?.["at"];
    await store.owner`
      insert into sessions (id, user_id, created_at, last_seen_at, expires_at, ended_at)
      values (${newId()}, ${userId}, ${at}, ${at}, ${at}, ${at})`;
    await store.owner`
      insert into one_time_links (id, purpose, user_id, token_digest, expires_at, created_at)
      values (${newId()}, 'password-reset', ${userId}, ${age}, ${at}, ${at})`;
    await store.owner`
      insert into password_tries (key, tries, changed_at, closed_until)
      values (${age}, 3, ${at}::timestamptz + interval '1 minute', ${at})`;
    await store.owner`
      insert into security_events (id, occurred_at, kind, address, subject, request_id)
      values (${newId()}, ${at}, 'sign-in-refused', '', ${age}, 'tests')`;
    await store.owner`
      insert into audit_addresses (id, occurred_at, address) values (${firstIdOf(new Date(at))}, ${at}, ${age})`;
    await store.owner`
      insert into audit_sessions (id, occurred_at, session_id) values (${firstIdOf(new Date(at))}, ${at}, ${newId()})`;
    await store.owner`insert into known_devices (user_id, device, last_seen_at) values (${userId}, ${age}, ${at})`;
  }
  await sweepAll(store.db, SWEEPS);
  expect(await store.owner`select count(*)::int as left from sessions`).toEqual([{ left: 1 }]);
  expect(await store.owner`select token_digest from one_time_links`).toEqual([{ token_digest: "1 hour" }]);
  expect(await store.owner`select key from password_tries`).toEqual([{ key: "1 hour" }]);
  expect(await store.owner`select subject from security_events`).toEqual([{ subject: "1 hour" }]);
  expect(await store.owner`select address from audit_addresses`).toEqual([{ address: "1 hour" }]);
  expect(await store.owner`select count(*)::int as left from audit_sessions`).toEqual([{ left: 1 }]);
  expect(await store.owner`select device from known_devices`).toEqual([{ device: "1 hour" }]);
});

describe("files of imports", () => {
  const FILE = "Title,SKU\nGlobe,GL-1\n";
  const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-retention-"));
  process.env["FILES_DIR"] = folder;
  const pathOf = (key: string) => path.join(folder, key.slice(0, 2), key);
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);

  async function aFile(ageDays: number): Promise<string> {
    const bytes = async function* () {
      yield Buffer.from(FILE);
    };
    const { key } = await files().put(bytes(), { bytesMax: 1_000 });
    utimesSync(pathOf(key), daysAgo(ageDays), daysAgo(ageDays));
    return key;
  }
  async function anImport(ageDays: number) {
    const ctx = await testContext(store.db, { role: "manager" });
    const [fileKey, uploadId] = [await aFile(ageDays), await holdUpload(ctx, FILE.length)];
    await keepUpload(ctx, uploadId, { key: fileKey, bytes: FILE.length });
    const { importId } = await startImport(ctx, { fileKey, fileName: "globes.csv" });
    await store.owner`update product_imports set moved_at = ${daysAgo(ageDays)} where id = ${importId}`;
    return { importId, fileKey };
  }
  const isThere = (key: string) => existsSync(pathOf(key));

  test("go after two days where nobody began, after two weeks where an import waits, whose page tells it", async () => {
    const [fresh, forgotten] = [await aFile(1), await aFile(3)];
    const [waiting, abandoned] = [await anImport(10), await anImport(15)];
    await sweepAll(store.db, SWEEPS);
    expect([fresh, waiting.fileKey].map(isThere)).toEqual([true, true]);
    expect([forgotten, abandoned.fileKey].map(isThere)).toEqual([false, false]);
    const rows = await store.owner`select id, status, failure from product_imports order by id`;
    expect(rows).toMatchObject([
      { id: waiting.importId, status: "uploaded" },
      { id: abandoned.importId, status: "failed", failure: expect.stringContaining("Upload it again") },
    ]);
    expect(await store.owner`select file_key from import_uploads`).toEqual([{ file_key: waiting.fileKey }]);
  });

  test("that a killed web left half written go, and one that is being written stays", async () => {
    const [left, growing] = ["a".repeat(32), "b".repeat(32)].map((key) => `${pathOf(key)}.part`);
    for (const file of [left, growing]) {
      mkdirSync(path.dirname(file ?? ""), { recursive: true });
      writeFileSync(file ?? "", "Title");
    }
    utimesSync(left ?? "", daysAgo(1), daysAgo(1));
    await sweepAll(store.db, SWEEPS);
    expect([left, growing].map((file) => existsSync(file ?? ""))).toEqual([false, true]);
  });
});

test("notices and what was read of them go after a month, as do alerts that ended, and open ones stay", async () => {
  const ctx = await testContext(store.db);
  const { warehouseId } = await createWarehouse(ctx, { code: "MAIN", name: "Main" });
  for (const days of [1, 40]) {
    const { noticeId } = await aNotice({ ctx, warehouseId });
    await markRead(ctx, { noticeId });
    await store.owner`
      update notices set created_at = now() - make_interval(days => ${days}) where id = ${noticeId}`;
    const { alertId } = await anAlert({ ctx, warehouseId });
    await store.owner`
      update alerts set resolved_at = now() - make_interval(days => ${days}) where id = ${alertId}`;
  }
  const { alertId } = await anAlert({ ctx, warehouseId });
  await store.owner`update alerts set opened_at = now() - interval '2 years' where id = ${alertId}`;

  expect(await sweepAll(store.db, SWEEPS)).toBe(2);
  expect(await store.owner`select count(*)::int as left from notices`).toEqual([{ left: 1 }]);
  expect(await store.owner`select count(*)::int as left from notice_reads`).toEqual([{ left: 1 }]);
  expect(await store.owner`select count(*)::int as left from alerts`).toEqual([{ left: 2 }]);
});

test("emails that are files go after a month, and what else lies in their folder stays", async () => {
  const folder = process.env["MAIL_DIR"] ?? "";
  mkdirSync(folder, { recursive: true });
  const kept = ["29-days.html", "40-days.txt"];
  for (const name of [...kept, "31-days.html"]) {
    const file = path.join(folder, name);
    const written = new Date(Date.now() - Number.parseInt(name, 10) * 24 * 3_600_000);
    writeFileSync(file, "<p>Welcome</p>");
    utimesSync(file, written, written);
  }
  await sweepAll(store.db, SWEEPS);
  expect(readdirSync(folder).filter((name) => name.includes("-days."))).toEqual(kept);
});
