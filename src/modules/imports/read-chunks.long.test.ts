import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { countStatements } from "@/platform/database/db";
import { files } from "@/platform/files";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { askForCheck, CHECK_JOB, IMPORT_JOB, keepFile, keepUploadsApart, runJob } from "@/testing/imports";
import { applyChanges } from "./apply-changes";
import { sniffFile } from "./file/read-file";
import { getImport } from "./queries";
import { readChunks, ROWS_PER_CHUNK_MAX } from "./read-chunks";
import { startImport } from "./start-import";

keepUploadsApart();

const ROWS_FOR_MEMORY = 150_000;
const MEMORY_BYTES_MAX = 16 * 1024 * 1024;
const LOOKED_AT_EVERY_ROWS = 10_000;

async function* manyRows(count: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Cost per item\n",
  );
  for (let start = 0; start < count; start += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - start) }, (_, index) => {
      const row = start + index;
      const product = Math.floor(row / 4);
      const fields = `product-${product},"Product ${product}, the one with ""quotes""",Vendor ${product % 50}`;
      return `${fields},Size,Size ${row % 4},SKU-${row},${row % 900}.99,${row % 7},${row % 300}.1234\n`;
    });
    yield Buffer.from(rows.join(""));
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/** What is held, without what is only not collected yet: that depends on how busy the machine is. */
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test("a long file is read in bounded memory, in chunks that keep products whole", { timeout: 120_000 }, async () => {
  const key = await keepFile(manyRows(ROWS_FOR_MEMORY));
  const format = await sniffFile(key, "en-GB");
  const before = held();
  let peak = before;
  let rows = 0;
  for await (const chunk of readChunks(key, { format, currency: "EUR" }, 0)) {
    expect(chunk.fromRow).toBe(rows);
    expect(chunk.rows.length).toBeLessThanOrEqual(ROWS_PER_CHUNK_MAX + 3);
    expect(chunk.rows.at(-1)?.optionValues).toEqual(["Size 3"]);
    if (Math.floor(chunk.toRow / LOOKED_AT_EVERY_ROWS) > Math.floor(rows / LOOKED_AT_EVERY_ROWS))
      peak = Math.max(peak, held());
    rows = chunk.toRow;
  }
  expect(rows).toBe(ROWS_FOR_MEMORY);
  expect(peak - before).toBeLessThan(MEMORY_BYTES_MAX);
  await files().remove(key);
});

describe("the whole way of a long file", () => {
  const database = testDatabase();
  const rowCount = Number(process.env["QM_IMPORT_ROWS"] ?? 5_000);
  const STATEMENTS_SHARED_BY_ROWS_MIN = 20;

  test.each([
    ["without stock", false],
    ["with the opening stock of its variants", true],
  ])("goes in whole %s, and prints how fast", { timeout: 3_600_000 }, async (what, hasStock) => {
    const ctx = await testContext(database.db, { role: "manager" });
    const openingBinId = hasStock ? (await createWarehouse(ctx, { code: "MAIN", name: "Main" })).binId : null;
    const { importId } = await startImport(ctx, { fileKey: await keepFile(manyRows(rowCount)), fileName: "many.csv" });
    const secondsOf = async (name: string) => {
      const startedAt = performance.now();
      await runJob(database.db, name, { importId });
      return (performance.now() - startedAt) / 1000;
    };
    await askForCheck(ctx, importId, { openingBinId });
    const checking = await secondsOf(CHECK_JOB);
    await applyChanges(ctx, { importId });
    const { result: applying, statements } = await countStatements(() => secondsOf(IMPORT_JOB));
    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "applied",
      rowsDone: rowCount,
      productsCreated: rowCount / 4,
      problemCount: 0,
    });
    const perSecond = (seconds: number) => Math.round(rowCount / seconds);
    console.info(`${rowCount} rows ${what}: check ${perSecond(checking)} rows/s, import ${perSecond(applying)} rows/s`);
    expect(statements).toBeLessThan(rowCount / STATEMENTS_SHARED_BY_ROWS_MIN);
  });
});
