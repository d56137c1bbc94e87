import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { migrationsFolder } from "@/platform/database/migration-files";
import { migrate } from "@/platform/database/migrations";
import { spareDatabase } from "@/testing/database";
import journal from "../../../drizzle/meta/_journal.json";

const folder = mkdtempSync(path.join(tmpdir(), "release-before-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BEFORE_QUEUED_AT = 3;

test("what the release before had published counts as queued, and what it had not is still to be queued", async () => {
  cpSync(migrationsFolder(), folder, { recursive: true });
  const entries = journal.entries.slice(0, BEFORE_QUEUED_AT);
  writeFileSync(path.join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  const spare = await spareDatabase("release_before");
  const sql = postgres(spare.url, { max: 1, onnotice: () => {} });
  try {
    await migrate(spare.url, { folder });
    await sql`
      insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at, position, published_at)
      values ('job', 'tests.published', '{}', '{}', 'tests', now(), 1, now()),
        ('job', 'tests.waits', '{}', '{}', 'tests', now(), null, null)`;
    await migrate(spare.url);
    await sql`
      insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
      values ('job', 'tests.later', '{}', '{}', 'tests', now())`;
    expect(await sql`select name from outbox where queued_at is null order by id`).toEqual([
      { name: "tests.waits" },
      { name: "tests.later" },
    ]);
  } finally {
    await sql.end({ timeout: 5 });
    await spare.drop();
  }
});
