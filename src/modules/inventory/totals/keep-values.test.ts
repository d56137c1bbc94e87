import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { EditProduct } from "@/modules/catalog/contract";
import { editProduct } from "@/modules/catalog/edit-product";
import { ofProduct, readProducts } from "@/modules/catalog/product-rows";
import { saveProducts } from "@/modules/catalog/save-products";
import { listStockValueByWarehouse } from "@/modules/inventory/stock-value";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { verifyBooks } from "@/server/verify-books";
import { isRefusal } from "@/shared/error";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { publishAll } from "@/testing/outbox";
import { seededRandom } from "@/testing/random";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { keepValues } from "./keep-values";

const world = testDatabase();
const SKUS = { TEA: 3, MUG: 5, JAR: 2 } as const;
/** Minor units, with four more decimals. */
const COST = 1_000_000;
let ctx: Context;
let shop: Shop<keyof typeof SKUS>;
let far: Shop<never>;

beforeEach(async () => {
  ctx = await testContext(world.db);
  shop = await aShop(ctx, SKUS);
  far = await aShop(ctx, {}, "FAR");
  await world.owner`update variants set cost = ${COST} where sku <> 'JAR'`;
  await keep();
});

const isFollowed = () => keepValues(systemContext(world.db));
async function keep(): Promise<void> {
  await publishAll(world.db);
  while ((await isFollowed()) > 0);
}
/** Value, items, and how many kinds have no cost, for each warehouse by name: FAR, then MAIN. */
const valuesAs = async (as: Context) =>
  (await listStockValueByWarehouse(as)).map(({ value, units, withoutCost }) => [value, units, withoutCost]);
const values = () => valuesAs(ctx);
const isSound = async () => (await verifyBooks(ctx)).isSound;
const productOf = async (as: Pick<Context, "db">, sku: keyof typeof SKUS) => {
  const [row] = await world.owner<{ id: string }[]>`select product_id as id from variants where sku = ${sku}`;
  const [product] = await readProducts(as, ofProduct(row?.id ?? ""));
  if (!product) throw new Error(`There is no ${sku}.`);
  return product;
};
async function setCost(sku: keyof typeof SKUS, cost: number): Promise<void> {
  const { id, handle: _handle, archived: _archived, variants, ...product } = await productOf(ctx, sku);
  const edited = variants.map(({ id, productId: _productId, position: _position, ...variant }) => ({
    variantId: id,
    ...variant,
    cost,
  }));
  await editProduct(ctx, EditProduct.parse({ productId: id, ...product, variants: edited }));
}
const change = async (sku: keyof typeof SKUS, by: number) =>
  adjustStock(ctx, {
    variantId: shop.variant[sku],
    locationId: shop.binId,
    change: by,
    reason: by > 0 ? "found" : "lost",
  });

test("the value is right from the commit on, before anybody has followed, and stays so afterwards", async () => {
  const steps: readonly [() => Promise<unknown>, readonly (readonly number[])[]][] = [
    [
      async () => {},
      [
        [0, 0, 0],
        [800, 10, 1],
      ],
    ],
    [
      () => change("TEA", 4),
      [
        [0, 0, 0],
        [1_200, 14, 1],
      ],
    ],
    [
      () => change("JAR", -2),
      [
        [0, 0, 0],
        [1_200, 12, 0],
      ],
    ],
    [
      () => setCost("TEA", 2 * COST),
      [
        [0, 0, 0],
        [1_900, 12, 0],
      ],
    ],
    [
      () => receiveStock(ctx, { lines: [{ variantId: shop.variant.MUG, locationId: far.binId, quantity: 7 }] }),
      [
        [700, 7, 0],
        [1_900, 12, 0],
      ],
    ],
    [
      () => change("TEA", -7),
      [
        [700, 7, 0],
        [500, 5, 0],
      ],
    ],
  ];
  for (const [step, expected] of steps) {
    await step();
    expect(await values()).toEqual(expected);
    expect(await isSound()).toBe(true);
    await publishAll(world.db);
    expect(await values()).toEqual(expected);
    await keep();
    expect(await values()).toEqual(expected);
    expect(await isSound()).toBe(true);
  }
});

test("the costs of many products that a file changes count at once", async () => {
  await inTransaction(ctx, async (ctx) => {
    const before = await productOf(ctx, "MUG");
    const after = { ...before, variants: before.variants.map((variant) => ({ ...variant, cost: 3 * COST })) };
    await saveProducts(ctx, [{ before, after }]);
  });
  expect(await values()).toEqual([
    [0, 0, 0],
    [1_800, 10, 1],
  ]);
  await keep();
  expect(await values()).toEqual([
    [0, 0, 0],
    [1_800, 10, 1],
  ]);
});

test("what is read is the kept sum, of the warehouses that one may see", async () => {
  await world.owner`update warehouse_values set value = value + 50000`;
  expect(await values()).toEqual([
    [0, 0, 0],
    [805, 10, 1],
  ]);
  expect(await valuesAs(await testContext(world.db, { warehouses: [far.warehouseId] }))).toEqual([[0, 0, 0]]);
  expect(await valuesAs(await testContext(world.db, { warehouses: [] }))).toEqual([]);
});

test("where nothing is kept, or facts were missed, all is counted, and then kept anew", async () => {
  await change("TEA", 1);
  await publishAll(world.db);
  await world.owner`delete from outbox where position <= (select max(position) from outbox)`;
  await change("TEA", 1);
  await publishAll(world.db);
  await world.owner`update outbox set position = position + 1000`;
  expect(await values()).toEqual([
    [0, 0, 0],
    [1_000, 12, 1],
  ]);
  expect(await isSound()).toBe(true);
  await keep();
  await world.owner`update warehouse_values set value = value + 10000`;
  expect(await values()).toEqual([
    [0, 0, 0],
    [1_001, 12, 1],
  ]);
  await world.owner`delete from warehouse_values`;
  expect(await values()).toEqual([
    [0, 0, 0],
    [1_000, 12, 1],
  ]);
});

test("a sum or a share that somebody alters is named by the books", async () => {
  await world.owner`update warehouse_values set units = units + 1`;
  await world.owner`update stock_values set cost = 5 where variant_id = ${shop.variant.MUG}`;
  expect((await verifyBooks(ctx)).differences).toMatchObject([
    { subject: "MAIN", expected: "3000025 / 10 / 1", found: "8000000 / 11 / 1" },
    { subject: "MAIN / MUG", expected: "5 at 1000000", found: "5 at 5" },
  ]);
});

test("every look, while people work and several follow, is what all stock is worth in the same moment", async () => {
  const random = seededRandom(41);
  let left = 60;
  const people = Array.from({ length: 4 }, async () => {
    while (left > 0) {
      left -= 1;
      const sku = random.oneOf(["TEA", "MUG", "JAR"] as const);
      const cost = random.chance(0.3) ? random.between(1, 9) * COST : null;
      await (cost === null ? change(sku, random.oneOf([2, -1])) : setCost(sku, cost)).catch(refused);
    }
  });
  const followers = Array.from({ length: 2 }, async () => {
    while (left > 0) {
      await publishAll(world.db);
      await isFollowed();
    }
  });
  const looks: [unknown, unknown][] = [];
  const looking = (async () => {
    while (left > 0) looks.push(await lookTwice());
  })();
  await Promise.all([...people, ...followers, looking]);
  looks.push(await lookTwice());
  await keep();
  looks.push(await lookTwice());
  expect(looks.map(([kept]) => kept)).toEqual(looks.map(([, counted]) => counted));
  expect(await isSound()).toBe(true);
});

/** What somebody else has taken, or edited meanwhile. */
function refused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}

/** As it is read, and counted, in one snapshot. */
const lookTwice = () =>
  world.db.transaction(
    async (tx) => {
      const [read] = (await valuesAs({ ...ctx, db: tx })).slice(-1);
      const [counted] = await tx.execute<{ value: string; units: string; bare: string }>(sql`
        select round(coalesce(sum(on_hand * coalesce(cost, 0)), 0) / 10000) as value,
          coalesce(sum(on_hand), 0) as units, count(*) filter (where cost is null) as bare
        from stock_availability a join variants v on v.id = a.variant_id where on_hand > 0`);
      const sums: [unknown, unknown] = [read, [counted?.value, counted?.units, counted?.bare].map(Number)];
      return sums;
    },
    { isolationLevel: "repeatable read" },
  );
