import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import postgres, { type Sql } from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { openDatabase } from "@/platform/database/db";
import { openFolder } from "@/platform/files";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { spareDatabase, testDatabase } from "@/testing/database";
import { restoreFromRelease } from "@/testing/old-backup";
import { readCatalog, readReleases, readRows } from "@/testing/release";
import { aShop } from "@/testing/shop";
import { MANIFEST_FILE } from "./manifest";
import { restoreBackup } from "./restore-backup";
import { writeBackup } from "./write-backup";

const PATIENCE_MS = 120_000;
const DONE = { ownerUrl: "", hasJobs: true, report: () => {} };

const shop = testDatabase({ keepRows: true });
const root = mkdtempSync(path.join(tmpdir(), "quartermaster-backup-"));
const uploads = openFolder(path.join(root, "uploads"));
const restoredUploads = openFolder(path.join(root, "restored"));
let empty: { url: string; drop: () => Promise<void> };
let sql: Sql;
let number = 0;
const aFolder = () => path.join(root, `backup-${(number += 1)}`);

const backUp = async (options: Partial<Parameters<typeof writeBackup>[1]> = {}) => {
  const folder = aFolder();
  await writeBackup(folder, { ...DONE, ownerUrl: shop.url, files: uploads, ...options });
  return folder;
};
const restore = (folder: string) =>
  restoreBackup(folder, { ...DONE, ownerUrl: empty.url, applicationUrl: empty.url, files: restoredUploads });
const textOf = async (store: typeof uploads, key: string) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.get(key)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

beforeAll(async () => {
  const boss = await testContext(shop.db);
  const { customerId, warehouseId, variant } = await aShop(boss, { TEA: 1_000 });
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  for (let count = 0; count < 5; count += 1)
    await placeOrder(boss, { customerId, warehouseId, lines, confirm: count % 2 === 0 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(async () => {
  empty = await spareDatabase("restored");
  sql = postgres(empty.url, { max: 1, onnotice: () => {} });
});
afterEach(async () => {
  await sql.end({ timeout: 5 });
  await empty.drop();
});

test(
  "everything comes back: each row, each rule of the tables, each file, and the books balance",
  async () => {
    const { key } = await uploads.put(Readable.from([Buffer.from("sku;title\nA;Tea\n")]), { bytesMax: 1_000 });
    const folder = await backUp();
    expect(existsSync(`${folder}.part`)).toBe(false);
    await restore(folder);

    expect(await readRows(sql)).toEqual(await readRows(shop.owner));
    expect(await readCatalog(sql)).toEqual(await readCatalog(shop.owner));
    expect(await textOf(restoredUploads, key)).toBe("sku;title\nA;Tea\n");
    const restored = openDatabase({ url: empty.url, max: 2, applicationName: "tests", role: "quartermaster_app" });
    expect(await verifyBooks(restored)).toMatchObject({ isSound: true });
    const boss = await testContext(restored.db);
    const { customerId, warehouseId, variant } = await aShop(boss, { CUP: 3 }, "AFTER");
    await placeOrder(boss, {
      customerId,
      warehouseId,
      lines: [{ variantId: variant.CUP, quantity: 3 }],
      confirm: true,
    });
    expect(await verifyBooks(restored)).toMatchObject({ isSound: true });
    await restored.end();
  },
  PATIENCE_MS,
);

test(
  "a backup written while people work is of one moment",
  async () => {
    const boss = await testContext(shop.db);
    const { customerId, warehouseId, variant } = await aShop(boss, { POT: 10_000 }, "BUSY");
    const work = { isOver: false, orders: 0 };
    const working = Array.from({ length: 3 }, async () => {
      for (; !work.isOver; work.orders += 1)
        await placeOrder(boss, {
          customerId,
          warehouseId,
          lines: [{ variantId: variant.POT, quantity: 2 }],
          confirm: true,
        });
    });
    const folder = await backUp();
    const during = work.orders;
    work.isOver = true;
    await Promise.all(working);
    expect(during).toBeGreaterThan(0);

    await restore(folder);
    const restored = openDatabase({ url: empty.url, max: 2, applicationName: "tests" });
    expect(await verifyBooks(restored)).toMatchObject({ isSound: true });
    await restored.end();
  },
  PATIENCE_MS,
);

test(
  "a database that is not empty is left alone, and so is a folder that is there",
  async () => {
    const folder = await backUp();
    await sql`create table somebodys (id integer)`;
    await expect(restore(folder)).rejects.toThrow("The database has 1 table already, so nothing was restored.");
    expect(await sql`select tablename from pg_tables where schemaname = 'public'`).toHaveLength(1);
    await expect(writeBackup(folder, { ...DONE, ownerUrl: shop.url, files: uploads })).rejects.toThrow(
      "exists already",
    );
  },
  PATIENCE_MS,
);

test(
  "a backup that was damaged or cut is refused before anything is written",
  async () => {
    const folder = await backUp();
    const spoilt = (name: string, spoil: (copy: string) => void) => {
      const copy = path.join(root, name);
      cpSync(folder, copy, { recursive: true });
      spoil(copy);
      return copy;
    };
    const file = "tables/public.orders.gz";
    const flipped = spoilt("flipped", (copy) => {
      const bytes = readFileSync(path.join(copy, file));
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
      writeFileSync(path.join(copy, file), bytes);
    });
    await expect(restore(flipped)).rejects.toThrow(`The backup is damaged: ${file}`);
    await expect(restore(spoilt("missing", (copy) => rmSync(path.join(copy, file))))).rejects.toThrow("is not whole");
    await expect(restore(spoilt("bare", (copy) => rmSync(path.join(copy, MANIFEST_FILE))))).rejects.toThrow(
      "is not a backup",
    );
    const torn = spoilt("torn", (copy) => writeFileSync(path.join(copy, MANIFEST_FILE), "{"));
    await expect(restore(torn)).rejects.toThrow("cannot be read");
    const words = (find: string | RegExp, put: string) => (copy: string) => {
      const text = readFileSync(path.join(copy, MANIFEST_FILE), "utf8");
      expect(text).toMatch(find);
      writeFileSync(path.join(copy, MANIFEST_FILE), text.replace(find, put));
    };
    for (const [name, spoil] of Object.entries({
      ofTables: words(/"public\.orders"/, `"public.orders; drop table x"`),
      ofColumns: words(/"occurred_at"/, `"occurred_at) from program 'id' --"`),
      ofSequences: words(/"sequence": "public\.\w+"/, `"sequence": "pg_catalog.x"`),
      ofFiles: words(/"tables\/public\.orders\.gz"/, `"tables/../../secrets"`),
    }))
      await expect(restore(spoilt(name, spoil))).rejects.toThrow("cannot be read");
    expect(await sql`select from pg_tables where schemaname in ('public', 'drizzle', 'bullmq')`).toHaveLength(0);
  },
  PATIENCE_MS,
);

test(
  "what is written in part is no backup, and is gone",
  async () => {
    const folder = aFolder();
    const broken = { ...uploads, listOlderThan: () => Promise.reject(new Error("The disk is full.")) };
    await expect(writeBackup(folder, { ...DONE, ownerUrl: shop.url, files: broken })).rejects.toThrow("disk is full");
    expect(readdirSync(root).filter((name) => name.startsWith(path.basename(folder)))).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  "a folder where another backup is being written is left to it",
  async () => {
    const folder = aFolder();
    mkdirSync(`${folder}.part`);
    writeFileSync(path.join(`${folder}.part`, "rows"), "of another");
    await expect(writeBackup(folder, { ...DONE, ownerUrl: shop.url, files: uploads })).rejects.toThrow(
      "a backup is being written there",
    );
    expect(readFileSync(path.join(`${folder}.part`, "rows"), "utf8")).toBe("of another");
  },
  PATIENCE_MS,
);

test(
  "a shop whose files cannot be put back is not restored in part",
  async () => {
    await uploads.put(Readable.from([Buffer.from("rows")]), { bytesMax: 1_000 });
    const folder = await backUp();
    const full = { ...restoredUploads, put: () => Promise.reject(new Error("The disk is full.")) };
    await expect(
      restoreBackup(folder, { ...DONE, ownerUrl: empty.url, applicationUrl: empty.url, files: full }),
    ).rejects.toThrow("disk is full");
    expect(await sql`select from orders`).toHaveLength(0);
  },
  PATIENCE_MS,
);

test.each(readReleases().slice(-1))(
  "a backup of the release that ended with $tag is brought to this one",
  (release) => restoreFromRelease(release, shop.owner),
  PATIENCE_MS,
);

test.each([
  ["of a Redis that is gone", false, true],
  ["for a Redis that is new", true, false],
])(
  "jobs %s are asked for again",
  async (_, hadJobs, hasJobs) => {
    await shop.owner`
    update outbox set queued_at = now() - case when id % 2 = 0 then interval '1 hour' else interval '2 days' end`;
    const folder = await backUp({ hasJobs: hadJobs });
    await restoreBackup(folder, {
      ...DONE,
      ownerUrl: empty.url,
      applicationUrl: empty.url,
      files: restoredUploads,
      hasJobs,
    });
    const [row] = await sql<{ again: number; done: number }[]>`
    select count(*) filter (where queued_at is null and id % 2 = 0)::integer as again,
      count(*) filter (where queued_at is not null and id % 2 = 0)::integer as done from outbox`;
    expect(row).toMatchObject({ done: 0 });
    expect(row?.again).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
