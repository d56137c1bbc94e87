import { desc } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { CreateProduct, EditProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { editProduct } from "@/modules/catalog/edit-product";
import { findByCode, getProduct } from "@/modules/catalog/queries";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { adjustStock, receiveStock } from "@/testing/stock";
import { settleBehind } from "@/testing/waiting";

const database = testDatabase();
let ctx: Context;
let binId: string;
let productId: string;
let variantId: string;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  ({ binId } = await createWarehouse(ctx, { code: "MAIN", name: "Main" }));
  const variants = [{ sku: "CAM", price: 90_000, barcodes: ["4006381333931"] }];
  const created = await createProduct(ctx, CreateProduct.parse({ title: "Camera", variants }));
  ({ productId } = created);
  variantId = created.variantIds[0] ?? "";
});

async function turn(hasSerials: boolean | undefined, asking = ctx) {
  const { version, title } = await getProduct(asking, { productId });
  const variants = [{ variantId, sku: "CAM", price: 90_000, barcodes: ["4006381333931"], hasSerials }];
  return editProduct(asking, EditProduct.parse({ productId, version, title, variants }));
}
const isOn = async () => (await getProduct(ctx, { productId })).variants[0]?.hasSerials;
const receive = (serials?: string[], quantity = serials?.length ?? 1, asking = ctx) =>
  receiveStock(asking, { lines: [{ variantId, locationId: binId, quantity, serials }] });

test("an edit turns it on, which the history says; one that does not speak of it leaves it", async () => {
  await turn(true);
  const [change] = await ctx.db.select().from(auditEntries).orderBy(desc(auditEntries.id)).limit(1);
  expect(change).toMatchObject({
    before: { variants: [{ sku: "CAM", hasSerials: false }] },
    after: { variants: [{ sku: "CAM", hasSerials: true }] },
  });
  await turn(undefined);
  expect(await isOn()).toBe(true);
});

test("over items without numbers it is refused, which stay as they are", async () => {
  await receive(undefined, 3);
  await expect(turn(true)).rejects.toMatchObject({ code: "catalog.serials-not-on-hand", details: { skus: ["CAM"] } });
  expect(await isOn()).toBe(false);
  await adjustStock(ctx, { variantId, locationId: binId, change: -3, reason: "correction" });
  await turn(true);
  await receive(["C-1", "C-2", "C-3"]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("whoever receives while it is turned on waits, and is asked for the numbers then", async () => {
  const behind = await settleBehind(
    database,
    ctx,
    (ctx) => turn(true, ctx),
    () => receive(undefined, 3),
  );
  expect(behind).toMatchObject({ status: "rejected", reason: { code: "inventory.serials-missing" } });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("whoever turns it on while something is received waits, and is refused then", async () => {
  const behind = await settleBehind(
    database,
    ctx,
    (ctx) => receive(undefined, 3, ctx),
    () => turn(true),
  );
  expect(behind).toMatchObject({ status: "rejected", reason: { code: "catalog.serials-not-on-hand" } });
  expect(await isOn()).toBe(false);
});

test("what is measured has none", async () => {
  const variants = [{ sku: "ROPE", price: 100, unit: "mm", hasSerials: true }];
  await expect(createProduct(ctx, CreateProduct.parse({ title: "Rope", variants }))).rejects.toMatchObject({
    code: "catalog.choice-invalid",
  });
});

test("a label that names item and serial number says both", async () => {
  await turn(true);
  expect(await findByCode(ctx, { code: "(01)04006381333931(21)C-9" })).toMatchObject({
    variantId,
    hasSerials: true,
    serial: "C-9",
    count: 1,
  });
});

test("what somebody has written past the rules is named", async () => {
  await turn(true);
  await receive(["C-1"]);
  await database.owner.begin(async (owner) => {
    await owner`alter table stock_balances disable trigger user`;
    await owner`
      insert into stock_balances (location_id, variant_id, lot_id, warehouse_id, on_hand)
      select location_id, variant_id, null, warehouse_id, 2 from stock_balances`;
    await owner`alter table stock_balances enable trigger user`;
  });
  const { differences } = await verifyBooks(ctx);
  expect(differences.map(({ check, found }) => ({ check, found }))).toEqual(
    expect.arrayContaining([
      { check: "An item with a serial number is on hand once, in a lot of its own", found: "2 without a lot" },
      { check: "A balance says of its item whether it has serial numbers", found: "false" },
    ]),
  );
});
