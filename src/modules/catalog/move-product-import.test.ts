import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { files } from "@/platform/files";
import type { JobContext } from "@/platform/jobs/handler";
import { outbox } from "@/platform/outbox/schema";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { importProgressed } from "./contract";
import { readChunks } from "./import-file";
import { importProductChunk } from "./import-product-chunk";
import { findImportWork, getProductImport, listProductImports } from "./import-queries";
import { catalogJobs } from "./jobs";
import { applyProductImport, checkProductImport, resumeProductImport } from "./move-product-import";
import { products } from "./schema";
import { startProductImport } from "./start-product-import";

const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-imports-"));
process.env["FILES_DIR"] = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const database = testDatabase();
let ctx: Context;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager", name: "Maya" });
});

const ROWS = 1_200;
const CHECK = "catalog.check-product-import";
const APPLY = "catalog.import-products";

async function* content(rows: number) {
  yield Buffer.from(
    `Handle,Title,SKU,Price\n${Array.from({ length: rows }, (_, index) => `p${index},P ${index},SKU-${index},1\n`).join("")}`,
  );
}

function jobContext(name: string): JobContext {
  const { signal } = new AbortController();
  return { ...systemContext(database.db, { action: name }), delivery: { handler: name, outboxId: 1, signal } };
}

async function runJob(name: string, importId: string) {
  const handler = catalogJobs.find((job) => job.name === name);
  await handler?.run(jobContext(name), { importId });
}

/** As far as a job comes whose machine breaks after the first chunk. */
async function applyFirstChunk(importId: string) {
  const work = await findImportWork(ctx, importId);
  if (!work) throw new Error("The import is gone.");
  for await (const chunk of readChunks(work.fileKey, work.format, 0)) {
    await importProductChunk(ctx, { importId, format: work.format, chunk });
    return;
  }
}

const die = (name: string, importId: string) =>
  catalogJobs.find((job) => job.name === name)?.whenDead?.(jobContext(name), { importId });

async function upload(rows = ROWS): Promise<string> {
  const { key } = await files().put(content(rows), { bytesMax: 10_000_000 });
  return (await startProductImport(ctx, { fileKey: key, fileName: "products.csv" })).importId;
}

async function beginCheck(importId: string): Promise<void> {
  const { format } = await getProductImport(ctx, { importId });
  await checkProductImport(ctx, { importId, columns: format.columns, openingBinId: null });
}

async function beginApply(rows = ROWS): Promise<string> {
  const importId = await upload(rows);
  await beginCheck(importId);
  await runJob(CHECK, importId);
  await applyProductImport(ctx, { importId });
  return importId;
}

const written = () => database.db.select({ kind: outbox.kind, name: outbox.name }).from(outbox).orderBy(asc(outbox.id));
const jobsAsked = async () => (await written()).filter(({ kind }) => kind === "job").map(({ name }) => name);

describe("an import whose job died of a fault", () => {
  test("says so on its row, to every watcher and in the history, with what is done", async () => {
    const importId = await beginApply();
    await applyFirstChunk(importId);
    expect(await getProductImport(ctx, { importId })).toMatchObject({ isStopped: false, stoppedAt: null });
    await die(APPLY, importId);

    expect(await getProductImport(ctx, { importId })).toMatchObject({
      status: "applying",
      rowsDone: 500,
      isStopped: true,
      stoppedAt: expect.any(Date),
    });
    expect((await listProductImports(ctx, { limit: 50 })).rows).toMatchObject([{ id: importId, isStopped: true }]);
    expect((await written()).at(-1)).toEqual({ kind: "event", name: "catalog.import-changed" });
    expect(await lastChange(importId)).toEqual({
      before: { stopped: false, rows: 500 },
      after: { stopped: true, rows: 500 },
    });
  });

  test("goes on from the row it reached when a person says so, and no row goes in twice", async () => {
    const importId = await beginApply();
    await applyFirstChunk(importId);
    await die(APPLY, importId);
    await resumeProductImport(ctx, { importId });
    expect(await jobsAsked()).toEqual([CHECK, APPLY, APPLY]);
    expect(await getProductImport(ctx, { importId })).toMatchObject({ isStopped: false, stoppedAt: null });

    await runJob(APPLY, importId);
    expect(await getProductImport(ctx, { importId })).toMatchObject({
      status: "applied",
      rowsDone: ROWS,
      productsCreated: ROWS,
      problemCount: 0,
    });
    expect(await database.db.select().from(products)).toHaveLength(ROWS);
  });

  test("in its dry run goes on with the dry run", async () => {
    const importId = await upload();
    await beginCheck(importId);
    await die(CHECK, importId);
    await resumeProductImport(ctx, { importId });
    expect(await jobsAsked()).toEqual([CHECK, CHECK]);
    await runJob(CHECK, importId);
    expect(await getProductImport(ctx, { importId })).toMatchObject({
      status: "checked",
      isStopped: false,
      rowsChecked: ROWS,
    });
  });

  test("is not stopped any more once a row of it moves, whoever moves it", async () => {
    const importId = await beginApply();
    await die(APPLY, importId);
    await applyFirstChunk(importId);
    expect(await getProductImport(ctx, { importId })).toMatchObject({ isStopped: false, stoppedAt: null });
  });

  test("of two who say so at once one is heard, and one job is asked for", async () => {
    const importId = await beginApply(1);
    await die(APPLY, importId);
    const answers = await Promise.allSettled([
      resumeProductImport(ctx, { importId }),
      resumeProductImport(ctx, { importId }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await jobsAsked()).toEqual([CHECK, APPLY, APPLY]);
  });
});

describe("an import that is not stopped", () => {
  test("is not taken up again while it runs, before it runs, or after", async () => {
    const importId = await upload(1);
    await expect(resumeProductImport(ctx, { importId })).rejects.toMatchObject({ code: "catalog.import-busy" });
    await beginCheck(importId);
    await expect(resumeProductImport(ctx, { importId })).rejects.toMatchObject({ code: "catalog.import-still-runs" });
    await runJob(CHECK, importId);
    await die(CHECK, importId);
    expect(await getProductImport(ctx, { importId })).toMatchObject({
      status: "checked",
      isStopped: false,
      stoppedAt: null,
    });
    expect(await jobsAsked()).toEqual([CHECK]);
  });

  test("but has not moved for ten minutes was lost with its queue, and can be taken up", async () => {
    const importId = await beginApply(1);
    await database.owner`update product_imports set moved_at = now() - interval '9 minutes 50 seconds'`;
    await expect(resumeProductImport(ctx, { importId })).rejects.toMatchObject({ code: "catalog.import-still-runs" });
    await database.owner`update product_imports set moved_at = now() - interval '10 minutes 1 second'`;
    expect(await getProductImport(ctx, { importId })).toMatchObject({ isStopped: true, stoppedAt: null });
    await resumeProductImport(ctx, { importId });
    expect(await getProductImport(ctx, { importId })).toMatchObject({ isStopped: false });
  });
});

test("each chunk tells its watchers, also one that changes nothing, and the history hears of changes alone", async () => {
  const importId = await upload();
  await beginCheck(importId);
  const before = await countEntries();
  await runJob(CHECK, importId);
  const told = (await written()).filter(({ name }) => name === importProgressed.name);
  expect(told).toHaveLength(Math.ceil(ROWS / 500));
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
