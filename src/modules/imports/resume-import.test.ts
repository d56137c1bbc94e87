import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { products } from "@/modules/catalog/schema";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import {
  askForCheck,
  CHECK_JOB,
  chunksOf,
  giveUpJob,
  IMPORT_JOB,
  keepUploadsApart,
  runJob,
  upload,
} from "@/testing/imports";
import { applyChanges } from "./apply-changes";
import { applyChunk } from "./apply-chunk";
import { importProgressed } from "./contract";
import { getImport, listImports } from "./queries";
import { resumeImport } from "./resume-import";

keepUploadsApart();

const database = testDatabase();
let ctx: Context;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager", name: "Maya" });
});

const ROWS = 1_200;

async function newUpload(rows = ROWS): Promise<string> {
  const lines = Array.from({ length: rows }, (_, index) => `p${index},P ${index},SKU-${index},1\n`);
  return (await upload(ctx, `Handle,Title,SKU,Price\n${lines.join("")}`)).importId;
}

/** As far as a job comes whose machine breaks after the first chunk. */
async function applyFirstChunk(importId: string) {
  for await (const read of chunksOf(database.db, importId)) {
    await applyChunk(ctx, { importId, ...read });
    return;
  }
}

async function beginApply(rows = ROWS): Promise<string> {
  const importId = await newUpload(rows);
  await askForCheck(ctx, importId);
  await runJob(database.db, CHECK_JOB, { importId });
  await applyChanges(ctx, { importId });
  return importId;
}

const written = () => database.db.select({ kind: outbox.kind, name: outbox.name }).from(outbox).orderBy(asc(outbox.id));
const jobsAsked = async () => (await written()).filter(({ kind }) => kind === "job").map(({ name }) => name);

describe("an import whose job died of a fault", () => {
  test("is marked on its row, notified to every watcher and recorded in the history, with its progress", async () => {
    const importId = await beginApply();
    await applyFirstChunk(importId);
    expect(await getImport(ctx, { importId })).toMatchObject({ isStopped: false, stoppedAt: null });
    await giveUpJob(database.db, IMPORT_JOB, importId);

    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "applying",
      rowsDone: 500,
      isStopped: true,
      stoppedAt: expect.any(Date),
    });
    expect((await listImports(ctx, { limit: 50 })).rows).toMatchObject([{ id: importId, isStopped: true }]);
    expect((await written()).at(-1)).toEqual({ kind: "event", name: "imports.changed" });
    expect(await lastChange(importId)).toEqual({
      before: { stopped: false, rows: 500 },
      after: { stopped: true, rows: 500 },
    });
  });

  test("continues from the row it reached when a person resumes it, and no row is imported twice", async () => {
    const importId = await beginApply();
    await applyFirstChunk(importId);
    await giveUpJob(database.db, IMPORT_JOB, importId);
    await resumeImport(ctx, { importId });
    expect(await jobsAsked()).toEqual([CHECK_JOB, IMPORT_JOB, IMPORT_JOB]);
    expect(await getImport(ctx, { importId })).toMatchObject({ isStopped: false, stoppedAt: null });

    await runJob(database.db, IMPORT_JOB, { importId });
    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "applied",
      rowsDone: ROWS,
      productsCreated: ROWS,
      problemCount: 0,
    });
    expect(await database.db.select().from(products)).toHaveLength(ROWS);
  });

  test("in its dry run goes on with the dry run", async () => {
    const importId = await newUpload();
    await askForCheck(ctx, importId);
    await giveUpJob(database.db, CHECK_JOB, importId);
    await resumeImport(ctx, { importId });
    expect(await jobsAsked()).toEqual([CHECK_JOB, CHECK_JOB]);
    await runJob(database.db, CHECK_JOB, { importId });
    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "checked",
      isStopped: false,
      rowsChecked: ROWS,
    });
  });

  test("is not stopped any more once it makes progress, by any worker", async () => {
    const importId = await beginApply();
    await giveUpJob(database.db, IMPORT_JOB, importId);
    await applyFirstChunk(importId);
    expect(await getImport(ctx, { importId })).toMatchObject({ isStopped: false, stoppedAt: null });
  });

  test("of two people who resume it at once one succeeds, and one job is enqueued", async () => {
    const importId = await beginApply(1);
    await giveUpJob(database.db, IMPORT_JOB, importId);
    const answers = await Promise.allSettled([resumeImport(ctx, { importId }), resumeImport(ctx, { importId })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await jobsAsked()).toEqual([CHECK_JOB, IMPORT_JOB, IMPORT_JOB]);
  });
});

describe("an import that is not stopped", () => {
  test("is not taken up again while it runs, before it runs, or after", async () => {
    const importId = await newUpload(1);
    await expect(resumeImport(ctx, { importId })).rejects.toMatchObject({ code: "imports.wrong-status" });
    await askForCheck(ctx, importId);
    await expect(resumeImport(ctx, { importId })).rejects.toMatchObject({ code: "imports.still-runs" });
    await runJob(database.db, CHECK_JOB, { importId });
    await giveUpJob(database.db, CHECK_JOB, importId);
    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "checked",
      isStopped: false,
      stoppedAt: null,
    });
    expect(await jobsAsked()).toEqual([CHECK_JOB]);
  });

  test("but has not moved for ten minutes was lost with its queue, and can be taken up", async () => {
    const importId = await beginApply(1);
    await database.owner`update product_imports set moved_at = now() - interval '9 minutes 50 seconds'`;
    await expect(resumeImport(ctx, { importId })).rejects.toMatchObject({ code: "imports.still-runs" });
    await database.owner`update product_imports set moved_at = now() - interval '10 minutes 1 second'`;
    expect(await getImport(ctx, { importId })).toMatchObject({ isStopped: true, stoppedAt: null });
    await resumeImport(ctx, { importId });
    expect(await getImport(ctx, { importId })).toMatchObject({ isStopped: false });
  });
});

test("each chunk notifies its watchers, even one that changes nothing; the history records changes only", async () => {
  const importId = await newUpload();
  await askForCheck(ctx, importId);
  const before = await countEntries();
  await runJob(database.db, CHECK_JOB, { importId });
  const progress = (await written()).filter(({ name }) => name === importProgressed.name);
  expect(progress).toHaveLength(Math.ceil(ROWS / 500));
  expect(await countEntries()).toBe(before + 1);
});

const countEntries = async () => (await database.db.select({ id: auditEntries.id }).from(auditEntries)).length;

async function lastChange(importId: string) {
  const rows = await database.db
    .select({ before: auditEntries.before, after: auditEntries.after })
    .from(auditEntries)
    .where(eq(auditEntries.entityId, importId))
    .orderBy(asc(auditEntries.id));
  return rows.at(-1);
}
