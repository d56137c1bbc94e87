import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { ListApprovals } from "@/modules/approvals/contract";
import { listApprovals, listWaitingApprovals } from "@/modules/approvals/queries";
import { variants } from "@/modules/catalog/schema";
import { approveAdjustment } from "@/modules/inventory/adjustments/approve-adjustment";
import { setAdjustmentLimit } from "@/modules/inventory/adjustments/set-adjustment-limit";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { verifyBooks } from "@/server/verify-books";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { importedItems, runFile } from "@/testing/import-cases";
import { apply, check, chunksOf, keepUploadsApart, problemsOf, upload } from "@/testing/imports";
import { turnSerials } from "@/testing/shop";
import { adjustStock, serialsIn } from "@/testing/stock";
import { applyChanges } from "./apply-changes";
import { applyChunk } from "./apply-chunk";
import { failImport } from "./fail-import";

keepUploadsApart();

const database = testDatabase();
type Asking = Awaited<ReturnType<typeof testContext>>;
let manager: Asking;
let admin: Asking;
let binId: string;

beforeEach(async () => {
  admin = await testContext(database.db, { name: "Ada Admin" });
  manager = await testContext(database.db, { role: "manager", name: "Mary Manager" });
  binId = (await createWarehouse(admin, { code: "MAIN", name: "Main" })).binId;
  const opening = "Name,SKU,Price,Stock\nLamp,L,1,5\nMug,M,1,5\nTray,T,1,5\n";
  await runFile(database.db, admin, opening, { openingBinId: binId });
  const seen = { quantityMax: null, valueMax: null };
  await setAdjustmentLimit(admin, { role: "manager", quantityMax: toQuantity(5), valueMax: null, seen });
});

const STATED = "Name,SKU,Price,Stock\nLamp,L,1,90\nMug,M,1,7\nTray,T,1,80\n";
const choices = { quantities: "add" } as const;
const imported = (text = STATED) => runFile(database.db, manager, text, { openingBinId: binId, choices });
const requests = async () => (await listApprovals(admin, ListApprovals.parse({}))).rows;
async function stock() {
  const items = await importedItems(database.db);
  return ["L", "M", "T"].map((sku) => items.get(sku)?.stock);
}

test("rows above the limit are held and named, and booked together once a second person approves them", async () => {
  const { problems } = await imported("Name,SKU,Price,Stock\nLamp,L,1,90\nMug,M,1,2\nTray,T,1,80\n");
  expect(problems.map(({ row, rowSkipped }) => [row, rowSkipped])).toEqual([
    [2, false],
    [4, false],
  ]);
  expect(problems[0]?.reason).toContain("A second person is asked to book it");
  expect(await stock()).toEqual([5, 7, 5]);

  const [request, ...others] = await requests();
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    kind: "imported-stock",
    askedByName: "Mary Manager",
    detail: "Lamp: 90 more, Tray: 80 more",
    reason: "Stated in rows 2 to 4 of the file, above the limit of the person who imports it",
  });
  const { approvalId = "", subjectId = "" } = request ?? {};
  expect(await listWaitingApprovals(manager, { subjectId })).toHaveLength(1);
  await expect(approveAdjustment(manager, { approvalId, note: "" })).rejects.toMatchObject({ code: "approvals.own" });

  await approveAdjustment(admin, { approvalId, note: "" });
  expect(await stock()).toEqual([95, 7, 85]);
  expect((await requests()).map(({ state }) => state)).toEqual(["approved"]);
  expect(await verifyBooks(admin)).toMatchObject({ isSound: true });
});

test("a second manager with the same limit books none of it, and the request goes on waiting", async () => {
  await imported();
  const other = await testContext(database.db, { role: "manager" });
  const [request] = await requests();
  const { approvalId = "" } = request ?? {};
  await expect(approveAdjustment(other, { approvalId, note: "" })).rejects.toMatchObject({
    code: "inventory.above-limit",
  });
  expect([(await requests())[0]?.state, (await stock())[0]]).toEqual(["waiting", 5]);
});

test("a dry run asks nobody, and a file that is applied again asks only for what nobody has asked before", async () => {
  const { importId } = await upload(manager, STATED);
  await check(database.db, manager, importId, { openingBinId: binId, choices });
  expect(await problemsOf(manager, importId)).toHaveLength(3);
  expect(await requests()).toEqual([]);

  await applyChanges(manager, { importId });
  for await (const read of chunksOf(database.db, importId)) await applyChunk(manager, { importId, ...read });
  await failImport(manager, { importId, failure: "The importer may not import any more." });
  expect(await requests()).toHaveLength(1);

  await check(database.db, manager, importId, { openingBinId: binId, choices });
  expect(await apply(database.db, manager, importId)).toMatchObject({ status: "applied" });
  expect(await requests()).toHaveLength(1);
  expect(await stock()).toEqual([5, 5, 5]);
});

const lenses = (count: number, from = 1) => Array.from({ length: count }, (_, nth) => `S-${from + nth}`);
async function idOf(sku: string): Promise<string> {
  const [variant] = await database.db.select({ id: variants.id }).from(variants).where(eq(variants.sku, sku));
  return variant?.id ?? "";
}

test("pieces above the limit are held by number, and come and go once a second person approves", async () => {
  const file = (serials: readonly string[]) =>
    `Name,SKU,Price,Stock,Serial numbers\nLens,LENS,9,${serials.length},${serials.join(";")}\n`;
  const set = { openingBinId: binId, choices: { quantities: "set" } } as const;
  await runFile(database.db, admin, file(lenses(8)), set);
  const variantId = await idOf("LENS");

  const { problems } = await runFile(database.db, manager, file(lenses(3, 8)), set);
  expect(problems).toMatchObject([{ row: 2, rowSkipped: false, column: "Serial numbers" }]);
  expect(problems[0]?.reason).toContain("A second person is asked to book it");
  expect(await serialsIn(admin, variantId, binId)).toEqual(lenses(8));
  const [request, ...others] = await requests();
  expect(others).toEqual([]);
  expect(request?.detail).toBe("Lens: 2 more (S-9, S-10), Lens: 7 fewer (S-1, S-2, S-3, S-4, S-5, S-6, S-7)");

  await approveAdjustment(admin, { approvalId: request?.approvalId ?? "", note: "" });
  expect(await serialsIn(admin, variantId, binId)).toEqual(lenses(3, 8));
  expect(await verifyBooks(admin)).toMatchObject({ isSound: true });
});

test("a quantity of what is kept by serial numbers is not booked, and the row is named", async () => {
  const trayId = await idOf("T");
  await adjustStock(admin, { variantId: trayId, locationId: binId, change: -5, reason: "correction" });
  await turnSerials(admin, trayId);
  const { problems } = await imported("Name,SKU,Price,Stock\nMug,M,1,2\nTray,T,1,3\n");
  expect(problems).toMatchObject([{ row: 3, rowSkipped: false, reason: expect.stringContaining("serial numbers") }]);
  expect(await stock()).toEqual([5, 7, 0]);
});
