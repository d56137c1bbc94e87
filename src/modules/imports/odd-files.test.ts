import { beforeEach, describe, expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { runFile } from "@/testing/import-cases";
import { askForCheck, type Choices, keepUploadsApart, upload } from "@/testing/imports";
import { listFailedRows } from "./findings-lists";
import { previewImport } from "./preview-import";
import { findImportWork, getImport } from "./queries";
import { surveyFile } from "./read-chunks";
import { recordSurvey } from "./record-survey";

keepUploadsApart();

const database = testDatabase();
let ctx: Context;
let binId: string;
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  binId = (await createWarehouse(ctx, { code: "MAIN", name: "Main" })).binId;
});

const run = (text: string | Buffer, choices: Choices = {}) =>
  runFile(database.db, ctx, text, { openingBinId: binId, ...choices });
const failedRows = async (importId: string) => (await listFailedRows(ctx, { importId, limit: 50 })).rows;

describe("text that no database stores", () => {
  const HEADER = "Name;SKU;Price;EAN";

  test("stops no import, wherever it stands", async () => {
    const text = `Na\u0000me;SKU;Price\u0000;EAN\n"A\u0000🙂;B\nC;D;x\u0000y;\u0000\nE;F;1;;\u0000more\nG\u0000;G;2;\n`;
    const { applied, items, importId } = await run(Buffer.from(`\ufeff${text}`, "utf16le"));
    expect(applied).toMatchObject({ status: "applied", rowsSkipped: 3 });
    expect(items.get("G")?.title).toBe("G");
    expect((await failedRows(importId)).map(({ cells }) => cells)).toEqual([
      ['"A🙂;B'],
      ["C", "D", "xy", ""],
      ["E", "F", "1", "", "more"],
    ]);
  });

  test.each([
    ["a line with an open quote", `"${"🙂".repeat(6_000)}`],
    ["a cell of many codes", `Lamp;L;1;x${",".repeat(1_996)}🙂🙂🙂`],
    ["a code that is too long", `Lamp;L;1;${"🙂".repeat(50)}`],
    ["a SKU that is too long", `Lamp;${"🙂".repeat(50)};1;`],
  ])("is not made of %s", async (_what, line) => {
    const { applied } = await run(`${HEADER}\n${line}\nGood;G;1;\n`);
    expect(applied.status).toBe("applied");
  });
});

test("a SKU is kept whole up to its limit, and refused beyond it", async () => {
  const skus = [66, 80, 81].map((length) => `${"S".repeat(length - 1)}X`);
  const { items, problems } = await run(`Name,SKU,Price\n${skus.map((sku) => `Item,${sku},1\n`).join("")}`);
  expect([...items.keys()]).toEqual(skus.slice(0, 2).sort());
  expect(problems).toMatchObject([{ row: 4, column: "SKU", rowSkipped: true }]);
});

test("a barcode that a program wrote with thousands is one code, and a wrong one is told of", async () => {
  const text = 'Name,SKU,Price,EAN\nA,A,1,"4,006,381,333,931"\nB,B,2,"4,006,381,333,932"\nC,C,3,"101,102"\n';
  const { items, problems, noteOf } = await run(text);
  expect([items.get("A"), items.get("B"), items.get("C")].map((item) => item?.barcodes)).toEqual([
    ["4006381333931"],
    [],
    ["101", "102"],
  ]);
  expect(noteOf("mended-code")?.example).toBe("4,006,381,333,931 to 4006381333931");
  expect(problems).toMatchObject([{ row: 3, column: "EAN", reason: expect.stringContaining("check digit") }]);
});

test("a row that repeats another but for the case of its SKU says the same", async () => {
  const { items, problems, noteOf } = await run("Name,SKU,Price\nCup,c-1,1\nCup,C-1,1\n");
  expect(problems).toEqual([]);
  expect(noteOf("repeat-row")).toMatchObject({ count: 1, row: 3 });
  expect([...items.keys()]).toEqual(["c-1"]);
});

test("a title keeps the apostrophe that it begins with", async () => {
  const { items } = await run("Name,SKU,Price\n'90s jacket,'0090,'1.50\n");
  expect(items.get("0090")).toMatchObject({ title: "'90s jacket", price: 150 });
});

test("a row with an open quote is given back with all that it holds", async () => {
  const { importId } = await run('Name,SKU,Price,Note\nA,"A-1",1,"a long note, which is open\nB,B,2,\n');
  expect((await failedRows(importId)).map(({ cells }) => cells)).toEqual([
    ["A", "A-1", "1", '"a long note, which is open'],
  ]);
});

describe("WooCommerce's variations", () => {
  const HEADER = "ID,Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)";
  const HEAD = '7,variable,MUG,Mug,,,Colour,"Red, Blue"';
  const TEXT = `${HEADER}\n8,variation,M-R,Mug - Red,8,MUG,Colour,Red\n9,variation,M-B,,9,id:7,Colour,Blue\n`;

  test("may stand above their product", async () => {
    const { items, problems, checked } = await run(`${TEXT}${HEAD}\n`);
    expect(problems).toEqual([]);
    expect(checked).toMatchObject({ productsCreated: 1, rowsNew: 2 });
    expect([items.get("M-R"), items.get("M-B")]).toMatchObject([
      { title: "Mug", handle: "mug", options: ["Red"], price: 800 },
      { title: "Mug", handle: "mug", options: ["Blue"], price: 900 },
    ]);
  });

  test("may stand far above it, and the preview shows them as they will be", async () => {
    const filler = Array.from({ length: 700 }, (_, index) => `${index + 100},simple,F-${index},F ${index},1,,,\n`);
    const text = `${TEXT}${filler.join("")}${HEAD}\n`;
    expect((await run(text)).items.get("M-B")).toMatchObject({ title: "Mug", options: ["Blue"] });
    const { importId } = await upload(ctx, text);
    expect((await previewImport(ctx, { importId })).rows.slice(0, 2)).toMatchObject([
      { title: "Mug" },
      { title: "Mug" },
    ]);
  });
});

test("of columns in several languages the shop's is proposed, and the others are told of", async () => {
  const { importId } = await upload(ctx, "name:de,name:en,sku,price\nLampe,Lamp,L,1\n");
  expect((await getImport(ctx, { importId })).format.columns).toEqual([null, "title", "sku", "price"]);
});

test("what quantities do is asked for each file", async () => {
  const text = "Name,SKU,Price,Stock\nLamp,L,1,5\n";
  await run(text, { choices: { quantities: "add", mode: "all" } });
  const { importId } = await upload(ctx, text);
  expect((await getImport(ctx, { importId })).format.choices.quantities).toBe("ignore");
});

test("a survey of a reading that was given up changes nothing", async () => {
  const { importId } = await upload(ctx, "Name,SKU,Price\nLamp,L,1\n");
  await askForCheck(ctx, importId);
  const work = await findImportWork(ctx, importId);
  if (!work) throw new Error("The import is gone.");
  const survey = await surveyFile(work.fileKey, work.format);
  const record = (of: Parameters<typeof recordSurvey>[1]["of"]) => recordSurvey(ctx, { importId, of, survey });
  expect(await record({ ...work, format: { ...work.format, columns: ["title", null, "price"] } })).toBe(false);
  expect(await record({ ...work, status: "applying" })).toBe(false);
  expect((await findImportWork(ctx, importId))?.rowsTotal).toBe(0);
  expect(await record(work)).toBe(true);
  expect(await findImportWork(ctx, importId)).toMatchObject({ rowsTotal: 1, format: { columns: work.format.columns } });
});
