import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { findLastProvedDay } from "@/platform/audit/chain/keep-proof";
import { proveTrail } from "@/platform/audit/chain/prove-trail";
import { findHead } from "@/platform/audit/chain/seal-days";
import { sweepAll } from "@/platform/database/retention";
import { firstIdOf, newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { keepLogLines } from "@/testing/log-lines";
import { proveTrailNightly, sealFinishedDays } from "./prove-trail";

const received: string[] = [];
const answer = { status: 503 };
const outside = createServer((request, response) => {
  request.on("data", (part: Buffer) => void received.push(part.toString()));
  request.on("end", () => response.writeHead(answer.status).end());
}).listen(0, "127.0.0.1");
await once(outside, "listening");
afterAll(() => void outside.close());

const address = outside.address();
const port = address !== null && typeof address === "object" ? address.port : 0;
const file = path.join(mkdtempSync(path.join(tmpdir(), "quartermaster-heads-")), "heads.jsonl");
process.env["AUDIT_HEADS_FILE"] = file;
process.env["AUDIT_HEADS_URL"] = `http://127.0.0.1:${port}/a-key`;

const store = testDatabase();
const lines = keepLogLines("info");
const DAY_MS = 86_400_000;
/** Whatever the time is, three days ago is over. */
const THE_DAY = new Date(Date.now() - 3 * DAY_MS);

beforeEach(async () => {
  lines.length = 0;
  received.length = 0;
  await store.owner`
    insert into audit_entries (id, occurred_at, action, entity, entity_id, label, request_id)
    values (${firstIdOf(THE_DAY)}, ${THE_DAY}, 'tests.act', 'order', ${newId()}, '#1', 'r')`;
});

const night = () => sweepAll(store.db, [sealFinishedDays, proveTrailNightly]);
const proofs = () => store.owner`
  select is_whole as "isWhole", is_sound as "isSound" from audit_proofs order by finished_at`;
const aDayPasses = (days = 1) => store.owner`
  update audit_proofs set finished_at = finished_at - make_interval(days => ${days}, hours => 21)`;
const tamper = () =>
  store.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update audit_entries set label = '#2'`;
  });
const logged = () => lines.map((line): unknown => JSON.parse(line));

test("each night the days that are over are sealed and proved, and each week all of them again", async () => {
  await night();
  expect([...(await proofs())]).toEqual([{ isWhole: true, isSound: true }]);
  await night();
  expect(await proofs()).toHaveLength(1);

  await aDayPasses();
  await tamper();
  await night();
  expect((await proofs()).at(-1), "the day was proved before").toEqual({ isWhole: false, isSound: true });
  await aDayPasses(6);
  await night();
  expect((await proofs()).at(-1)).toEqual({ isWhole: true, isSound: false });
  expect(logged()).toContainEqual(
    expect.objectContaining({
      level: "error",
      msg: "the audit trail was altered; run npm run verify-audit",
      findings: [expect.objectContaining({ what: "was changed after the day was sealed" })],
    }),
  );
});

test("what a whole run found is found by each that follows, on whatever day it is", async () => {
  await night();
  await tamper();
  await proveTrail(store.db, { sinceLast: false });
  await aDayPasses();
  await night();
  expect((await proofs()).at(-1)).toEqual({ isWhole: true, isSound: false });
});

test("a run that claims a day which is not sealed is refused, and no night passes that day over", async () => {
  await night();
  const insert = (day: string) =>
    store.db.execute(`insert into audit_proofs (id, is_whole, is_sound, proved_until, report)
      values ('${newId()}', false, true, '${day}', '{}')`);
  await expect(insert("2999-01-01")).rejects.toMatchObject({ constraint: "audit_proofs_are_of_sealed_days" });
  expect(await findLastProvedDay(store.db)).toBe((await findHead(store))?.day);
  // Written before the database refused it, or by somebody who is above its rules.
  await store.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into audit_proofs (id, is_whole, is_sound, proved_until, report)
      values (${newId()}, false, true, '2999-01-01', '{}')`;
  });
  expect(await findLastProvedDay(store.db)).toBe((await findHead(store))?.day);
});

test("each head is a line of the log, and the newest goes to a file and an address outside", async () => {
  await night();
  answer.status = 204;
  await night();
  await night();

  const head = await findHead(store);
  const line = JSON.stringify(head);
  expect(logged()).toContainEqual(expect.objectContaining({ event: "audit-head", ...head }));
  expect(received, "once more after the place was away, and not again").toEqual([line, line]);
  const written = readFileSync(file, "utf8").split("\n");
  expect(
    written.filter((each) => each === line),
    "however often the address was away",
  ).toEqual([line]);
  expect(lines.join("\n"), "an address may hold a key").not.toContain("a-key");
});
