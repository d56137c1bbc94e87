import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { products, variants } from "@/modules/catalog/schema";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { archiveLocation } from "@/modules/inventory/locations/archive-location";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { stockBalances, stockTransactions } from "@/modules/inventory/schema";
import { users, warehouseGrants } from "@/modules/users/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import {
  apply,
  askForCheck,
  check,
  CHECK_JOB,
  chunksOf,
  IMPORT_JOB,
  importFile,
  keepUploadsApart,
  runJob,
  upload,
} from "@/testing/imports";
import { createLocation } from "@/testing/stock";
import { applyChanges } from "./apply-changes";
import { applyChunk } from "./apply-chunk";
import { failImport } from "./fail-import";
import { getImport } from "./queries";

keepUploadsApart();

const database = testDatabase();
let ctx: Context & { actor: Person };
let lyon: { warehouseId: string; binId: string };
let hamburg: { warehouseId: string; binId: string };
beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager", name: "Maya" });
  lyon = await createWarehouse(ctx, { code: "LYS", name: "Lyon" });
  hamburg = await createWarehouse(ctx, { code: "HAM", name: "Hamburg" });
});

const FILE = "Name,SKU,Price,Stock\nCase vase,OAB-1,1,5\nCase tray,OAB-2,1,2\n";
const stock = async () =>
  (
    await database.db.select({ binId: stockBalances.locationId, onHand: stockBalances.onHand }).from(stockBalances)
  ).toSorted((a, b) => b.onHand - a.onHand);
const openings = () => database.db.select().from(stockTransactions).where(eq(stockTransactions.kind, "open"));

/** A file that was checked for a bin, as this person asked. */
async function checked(openingBinId: string, by: Context = ctx): Promise<string> {
  const { importId } = await upload(by, FILE);
  await check(database.db, by, importId, { openingBinId });
  return importId;
}

const runImport = (importId: string) => runJob(database.db, IMPORT_JOB, { importId });

test("an import that is applied has its stock in the bin that was chosen", async () => {
  const { applied, importId } = await importFile(database.db, ctx, FILE, { openingBinId: lyon.binId });
  expect(applied).toMatchObject({ status: "applied", problemCount: 0 });
  expect(await stock()).toEqual([
    { binId: lyon.binId, onHand: 5 },
    { binId: lyon.binId, onHand: 2 },
  ]);
  expect(await openings()).toMatchObject([
    { documentKind: "import", documentId: importId, documentLabel: "products.csv", actorId: ctx.actor.userId },
  ]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("the same rows in two files, also at once, open the stock of a variant once", async () => {
  const [first, second] = await Promise.all([checked(lyon.binId), checked(lyon.binId)]);
  await applyChanges(ctx, { importId: first });
  await applyChanges(ctx, { importId: second });
  await Promise.allSettled([runImport(first), runImport(second)]);
  // The loser of the race for the SKUs is retried, as the queue does it.
  await runImport(first);
  await runImport(second);
  expect(await getImport(ctx, { importId: first })).toMatchObject({ status: "applied" });
  expect(await getImport(ctx, { importId: second })).toMatchObject({ status: "applied" });
  expect((await stock()).map(({ onHand }) => onHand)).toEqual([5, 2]);
});

test("a row that a first try left out has its stock after the second", async () => {
  await createProduct(ctx, CreateProduct.parse({ title: "Tray", variants: [{ sku: "OAB-2", price: 1 }] }));
  const importId = await checked(lyon.binId);
  await applyChanges(ctx, { importId });
  for await (const read of chunksOf(database.db, importId)) await applyChunk(ctx, { importId, ...read });
  await failImport(ctx, { importId, failure: "The importer may not import any more." });
  expect((await stock()).map(({ onHand }) => onHand)).toEqual([5]);

  await database.db.update(variants).set({ sku: "OAB-3" }).where(eq(variants.sku, "OAB-2"));
  await check(database.db, ctx, importId, { openingBinId: lyon.binId });
  expect(await apply(database.db, ctx, importId)).toMatchObject({ status: "applied", problemCount: 0 });
  expect((await stock()).map(({ onHand }) => onHand)).toEqual([5, 2]);
});

test("without a bin the quantities of a file are not imported", async () => {
  await importFile(database.db, ctx, FILE);
  expect(await stock()).toEqual([]);
});

describe("opening stock into an archived bin", () => {
  test.each([
    ["a warehouse", () => lyon.warehouseId, "Lyon"],
    ["a virtual place", () => VIRTUAL_LOCATION_IDS.supplier, "Suppliers"],
    ["an unknown id", () => newId(), "This location"],
  ])("%s in place of a bin is refused when the file is to be checked", async (_what, place, name) => {
    const { importId } = await upload(ctx, FILE);
    await expect(check(database.db, ctx, importId, { openingBinId: place() })).rejects.toMatchObject({
      code: "inventory.location-unusable",
      message: expect.stringContaining(name),
    });
    expect(await getImport(ctx, { importId })).toMatchObject({ status: "uploaded" });
  });

  test("a zone is no bin either", async () => {
    const { locationId } = await createLocation(ctx, { parentId: lyon.warehouseId, kind: "zone", code: "COLD" });
    await expect(checked(locationId)).rejects.toMatchObject({ code: "inventory.location-unusable" });
  });

  test("archived after the check, it is refused by its name, and the file can be checked for another bin", async () => {
    const binId = await temporaryBin();
    const importId = await checked(binId);
    await archiveLocation(ctx, { locationId: binId });
    await expect(applyChanges(ctx, { importId })).rejects.toMatchObject({
      code: "inventory.location-unusable",
      message: expect.stringContaining("TMP"),
    });
    expect(await getImport(ctx, { importId })).toMatchObject({ status: "checked" });

    await check(database.db, ctx, importId, { openingBinId: lyon.binId });
    await apply(database.db, ctx, importId);
    expect((await stock()).map(({ onHand }) => onHand)).toEqual([5, 2]);
  });

  test("archived while the job waits, the import fails with the bin's name and creates no product", async () => {
    const binId = await temporaryBin();
    const importId = await checked(binId);
    await applyChanges(ctx, { importId });
    await archiveLocation(ctx, { locationId: binId });
    await runImport(importId);
    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "failed",
      rowsDone: 0,
      failure: expect.stringContaining("TMP"),
    });
    expect(await database.db.select().from(products)).toEqual([]);
    expect(await stock()).toEqual([]);
  });

  const temporaryBin = async () =>
    (await createLocation(ctx, { parentId: lyon.warehouseId, kind: "bin", code: "TMP" })).locationId;
});

describe("opening stock into a foreign warehouse", () => {
  const REFUSED = { code: "users.warehouse-not-granted" };
  /** A manager who was granted Lyon alone, in the session and in the rows that jobs go by. */
  async function managerOfLyon() {
    const manager = await testContext(database.db, { role: "manager", name: "Lou", warehouses: [lyon.warehouseId] });
    return manager;
  }

  test("is refused when the file is to be checked", async () => {
    await expect(checked(hamburg.binId, await managerOfLyon())).rejects.toMatchObject(REFUSED);
    expect(await checked(lyon.binId, await managerOfLyon())).toBeDefined();
  });

  test("is refused when a file that somebody else had checked is to be applied", async () => {
    const importId = await checked(hamburg.binId);
    await expect(applyChanges(await managerOfLyon(), { importId })).rejects.toMatchObject(REFUSED);
    await runImport(importId);
    expect(await stock()).toEqual([]);
  });

  test("fails once the grant is taken away, with nothing in that warehouse", async () => {
    const manager = await managerOfLyon();
    const importId = await checked(lyon.binId, manager);
    await applyChanges(manager, { importId });
    await database.db.delete(warehouseGrants).where(eq(warehouseGrants.userId, manager.actor.userId));
    await runImport(importId);
    expect(await getImport(ctx, { importId })).toMatchObject({
      status: "failed",
      failure: expect.stringContaining("warehouse"),
    });
    expect(await stock()).toEqual([]);
  });

  test("is opened by the one who applies the import, who need not be the one who uploaded it", async () => {
    const manager = await managerOfLyon();
    const { importId } = await upload(manager, FILE);
    await check(database.db, ctx, importId, { openingBinId: hamburg.binId });
    expect(await apply(database.db, ctx, importId)).toMatchObject({ status: "applied" });
    expect(await openings()).toMatchObject([{ actorId: ctx.actor.userId }]);
  });
});

describe("a person who may not import any more", () => {
  test.each([
    ["was disabled", { status: "disabled" as const }],
    ["became staff", { role: "staff" as const }],
  ])("%s, and their import does not go on, neither its check nor itself", async (_what, change) => {
    const { importId } = await upload(ctx, FILE);
    await check(database.db, ctx, importId);
    await applyChanges(ctx, { importId });
    const other = await upload(ctx, "Name,SKU\nTray,T-1\n");
    await askForCheck(ctx, other.importId);
    await database.db.update(users).set(change).where(eq(users.id, ctx.actor.userId));

    await runImport(importId);
    await runJob(database.db, CHECK_JOB, other);
    for (const ref of [{ importId }, other])
      expect(await getImport(ctx, ref)).toMatchObject({ status: "failed", failure: expect.stringContaining("Maya") });
    expect(await database.db.select().from(products)).toEqual([]);
  });

  test("leaves an import that a colleague continues in the own name", async () => {
    const importId = await checked(lyon.binId);
    await applyChanges(ctx, { importId });
    await database.db.update(users).set({ status: "disabled" }).where(eq(users.id, ctx.actor.userId));
    await runImport(importId);

    const colleague = await testContext(database.db, { role: "manager", name: "Noor" });
    await check(database.db, colleague, importId, { openingBinId: lyon.binId });
    expect(await apply(database.db, colleague, importId)).toMatchObject({ status: "applied" });
    expect((await stock()).map(({ onHand }) => onHand)).toEqual([5, 2]);
  });
});
