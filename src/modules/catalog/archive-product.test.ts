import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { archiveCustomer } from "@/modules/customers/archive-customer";
import { ListStock } from "@/modules/inventory/contract";
import { listStock } from "@/modules/inventory/stock-list";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { type Refusal } from "@/shared/error";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { archiveProduct } from "./archive-product";
import { inUseElsewhere, stillInUse } from "./archiving";
import { EditProduct } from "./contract";
import { editProduct } from "./edit-product";
import { getProduct } from "./queries";
import { restoreProduct } from "./restore-product";
import { variants } from "./schema";

const database = testDatabase();

async function order(ctx: Context, shop: Shop<"TEA">, quantity: number, confirm: boolean) {
  const { orderId, number } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm,
    lines: [{ variantId: shop.variant.TEA, quantity }],
  });
  return { orderId, number: number.value };
}

async function productOf(variantId: string): Promise<string> {
  const [row] = await database.db
    .select({ productId: variants.productId })
    .from(variants)
    .where(eq(variants.id, variantId));
  return row?.productId ?? "";
}

/** Nine in stock, three of them for a confirmed order, and two in a draft. */
async function inUse() {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 9 }, "PORTO");
  const confirmed = await order(ctx, shop, 3, true);
  const draft = await order(ctx, shop, 2, false);
  return { ctx, shop, confirmed, draft, productId: await productOf(shop.variant.TEA) };
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (stillInUse.is(error) || inUseElsewhere.is(error)) return error;
  throw new Error("This was not refused for what is in use.", { cause: error });
}

const useVersion = async (work: Promise<unknown>): Promise<string> => {
  const refusal = await refusalOf(work);
  if (!stillInUse.is(refusal)) throw new Error(refusal.message);
  return refusal.details.use.version;
};

test("archived-product-with-stock: archiving says what hangs on it, and waits for a yes to just that", async () => {
  const { ctx, productId, confirmed, draft, shop } = await inUse();

  const refusal = await refusalOf(archiveProduct(ctx, { productId }));
  expect(refusal).toMatchObject({
    code: "catalog.still-in-use",
    details: {
      use: {
        stock: [{ warehouse: "PORTO", quantity: 9 }],
        orders: [
          { status: "confirmed", warehouse: "PORTO", count: 1, named: [confirmed] },
          { status: "draft", warehouse: "PORTO", count: 1, named: [draft] },
        ],
      },
    },
  });
  expect(refusal.message).toContain("9 in stock in PORTO, 1 confirmed order in PORTO, 1 draft in PORTO");
  expect(await getProduct(ctx, { productId })).toMatchObject({ archived: false });

  const acceptUse = await useVersion(archiveProduct(ctx, { productId }));
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 1 }] });
  const again = await useVersion(archiveProduct(ctx, { productId, acceptUse }));
  expect(again).not.toBe(acceptUse);
  await archiveProduct(ctx, { productId, acceptUse: again });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  expect(await getProduct(ctx, { productId })).toMatchObject({ archived: true });

  const listed = async (filters: Partial<ListStock>) =>
    (await listStock(ctx, ListStock.parse(filters))).rows.map(({ sku, onHand, isArchived }) => ({
      sku,
      onHand,
      isArchived,
    }));
  expect(await listed({})).toEqual([{ sku: "TEA", onHand: 10, isArchived: true }]);
  expect(await listed({ state: "archived" })).toHaveLength(1);
  expect(await listed({ state: "out" })).toEqual([]);
});

test("a product without stock and open orders is archived at once", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 2 });
  const { orderId } = await order(ctx, shop, 2, true);
  await shipOrder(ctx, { orderId });
  const productId = await productOf(shop.variant.TEA);
  await archiveProduct(ctx, { productId });
  expect(await getProduct(ctx, { productId })).toMatchObject({ archived: true });
});

test("an edit that archives a variant asks the same", async () => {
  const { ctx, productId } = await inUse();
  const product = await getProduct(ctx, { productId });
  const edit = (acceptUse?: string) =>
    editProduct(
      ctx,
      EditProduct.parse({
        productId,
        version: product.version,
        title: product.title,
        ...(acceptUse && { acceptUse }),
        variants: product.variants.map(({ id, sku, price }) => ({ variantId: id, sku, price, archived: true })),
      }),
    );
  const acceptUse = await useVersion(edit());
  expect((await getProduct(ctx, { productId })).variants).toMatchObject([{ archived: false }]);
  await edit(acceptUse);
  expect((await getProduct(ctx, { productId })).variants).toMatchObject([{ archived: true }]);
});

test("who does not work where a product or a customer is in use may not archive them", async () => {
  const { productId, shop } = await inUse();
  const admin = await testContext(database.db);
  const elsewhere = await aShop(admin, { MUG: 1 }, "LILLE");
  const manager = await testContext(database.db, { role: "manager", warehouses: [elsewhere.warehouseId] });

  for (const work of [
    () => archiveProduct(manager, { productId }),
    () => archiveCustomer(manager, { customerId: shop.customerId, archived: true }),
  ]) {
    const refusal = await refusalOf(work());
    expect(refusal).toMatchObject({ code: "catalog.in-use-elsewhere", kind: "forbidden" });
    expect(JSON.stringify(refusal.details)).not.toContain("PORTO");
  }
});

test("a customer with open orders is archived after a yes", async () => {
  const { ctx, shop, confirmed, draft } = await inUse();
  const archive = (acceptUse?: string) =>
    archiveCustomer(ctx, { customerId: shop.customerId, archived: true, ...(acceptUse && { acceptUse }) });
  expect(await refusalOf(archive())).toMatchObject({
    details: { use: { stock: [], orders: [{ named: [confirmed] }, { named: [draft] }] } },
  });
  await archive(await useVersion(archive()));
  await expect(confirmOrder(ctx, draft)).rejects.toMatchObject({ code: "customers.archived" });
});

test("a draft of an archived product is confirmed once that is restored; until then its line is named", async () => {
  const { ctx, draft, productId } = await inUse();
  await archiveProduct(ctx, { productId, acceptUse: await useVersion(archiveProduct(ctx, { productId })) });

  await expect(confirmOrder(ctx, { orderId: draft.orderId })).rejects.toMatchObject({
    code: "orders.variants-not-for-sale",
    details: { variants: [{ sku: "TEA", position: 1 }] },
  });
  await restoreProduct(ctx, { productId });
  await confirmOrder(ctx, { orderId: draft.orderId });
});

test("archiving and confirming at once: whoever is second is told of the first", async () => {
  const { ctx, productId } = await inUse();
  const shop = await aShop(ctx, { MUG: 40 }, "LILLE");
  const mug = await productOf(shop.variant.MUG);
  const drafts = await Promise.all(
    Array.from({ length: 8 }, () =>
      placeOrder(ctx, {
        customerId: shop.customerId,
        warehouseId: shop.warehouseId,
        lines: [{ variantId: shop.variant.MUG, quantity: 1 }],
      }),
    ),
  );
  const acceptUse = await useVersion(archiveProduct(ctx, { productId: mug }));
  const [archived, ...confirmed] = await Promise.allSettled([
    archiveProduct(ctx, { productId: mug, acceptUse }),
    ...drafts.map(({ orderId }) => confirmOrder(ctx, { orderId })),
  ]);
  const done = confirmed.filter(({ status }) => status === "fulfilled").length;
  expect(done).toBe(archived.status === "fulfilled" ? 0 : drafts.length);
  expect(productId).not.toBe(mug);
});
