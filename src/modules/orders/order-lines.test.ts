import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { archiveProduct } from "@/modules/catalog/archive-product";
import { stillInUse } from "@/modules/catalog/archiving";
import { EditProduct } from "@/modules/catalog/contract";
import { editProduct } from "@/modules/catalog/edit-product";
import { lockProduct } from "@/modules/catalog/lock-product";
import { getProduct } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { archiveCustomer } from "@/modules/customers/archive-customer";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { settleBehind, untilSomeoneWaits } from "@/testing/waiting";
import { placeOrder } from "./place-order";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let productIds: string[];

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 5, MUG: 5 });
  const rows = await database.db.select({ id: products.id }).from(products).orderBy(products.id);
  productIds = rows.map(({ id }) => id);
});

const WHAT = ["a product", "a variant", "the customer"] as const;
type What = (typeof WHAT)[number];

/** All of the shop's products, of each one item. */
const place = (by: Context) =>
  placeOrder(by, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: Object.values(shop.variant).map((variantId) => ({ variantId, quantity: 1 })),
  });

async function acceptedUse(archive: () => Promise<unknown>): Promise<string> {
  const error: unknown = await archive().catch((reason: unknown) => reason);
  if (!stillInUse.is(error)) throw new Error("This was not refused for what is in use.", { cause: error });
  return error.details.use.version;
}

/** Ways to take something out of sale, after a yes to the stock that is there. */
const ARCHIVING: Record<What, () => Promise<(by: Context) => Promise<unknown>>> = {
  "a product": async () => {
    const [productId = ""] = productIds;
    const acceptUse = await acceptedUse(() => archiveProduct(ctx, { productId }));
    return (by: Context) => archiveProduct(by, { productId, acceptUse });
  },
  "a variant": async () => {
    const [productId = ""] = productIds;
    const { version, title, variants: known } = await getProduct(ctx, { productId });
    const archived = known.map(({ id, sku, price }) => ({ variantId: id, sku, price, archived: true }));
    const edit = (by: Context, yes: object) =>
      editProduct(by, EditProduct.parse({ productId, version, title, variants: archived, ...yes }));
    const acceptUse = await acceptedUse(() => edit(ctx, {}));
    return (by: Context) => edit(by, { acceptUse });
  },
  "the customer": async () => (by: Context) => archiveCustomer(by, { customerId: shop.customerId, archived: true }),
};
const REFUSED: Record<What, string> = {
  "a product": "orders.variants-not-for-sale",
  "a variant": "orders.variants-not-for-sale",
  "the customer": "customers.archived",
};

describe.each(WHAT)("while %s is archived", (what) => {
  test("an order that is placed and confirmed at once waits, and is refused", async () => {
    const archive = await ARCHIVING[what]();
    expect(await settleBehind(database, ctx, archive, () => place(ctx))).toMatchObject({
      status: "rejected",
      reason: { code: REFUSED[what] },
    });
  });

  test("the order that came first is seen, and asked about", async () => {
    const archive = await ARCHIVING[what]();
    expect(await settleBehind(database, ctx, place, () => archive(ctx))).toMatchObject({
      status: "rejected",
      reason: { code: "catalog.still-in-use", details: { use: { orders: [{ status: "confirmed", count: 1 }] } } },
    });
  });
});

test("an order that waits for a product holds neither its variants nor a later product", async () => {
  // Written once more, the first rows lie behind the others, and a scan finds them last.
  const [first = ""] = productIds;
  await database.db
    .update(products)
    .set({ vendor: "Other" })
    .where(sql`${products.id} = ${first}`);
  await database.db
    .update(variants)
    .set({ position: 2 })
    .where(sql`${variants.productId} = ${first}`);
  let placed: Promise<unknown> = Promise.resolve();
  await inTransaction(ctx, async (by) => {
    await lockProduct(by, first);
    placed = place(ctx);
    await untilSomeoneWaits(database);
    await by.db.execute(sql`select from ${products} for update nowait`);
    await by.db.execute(sql`select from ${variants} for update nowait`);
  });
  await placed;
});
