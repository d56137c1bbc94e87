import { beforeAll, expect, test } from "vitest";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { createCustomer } from "@/modules/customers/create-customer";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { receiveStock } from "@/testing/stock";
import { ListOrders } from "./contract";
import { listOrders } from "./order-list";
import { placeOrder } from "./place-order";
import { shipOrder } from "./ship-order";

const database = testDatabase({ keepRows: true });
let ctx: Context;

/** 1001: a lamp, for Łucja, shipped. 1002: a small tee, for Grace, who has a number of her own for it. */
beforeAll(async () => {
  ctx = await testContext(database.db);
  const { warehouseId, binId } = await createWarehouse(ctx, { code: "MAIN", name: "Main" });
  const make = async (title: string, variants: object[], optionNames: string[] = []) =>
    (await createProduct(ctx, CreateProduct.parse({ title, optionNames, variants }))).variantIds;
  const [lamp = ""] = await make("Große Lampe", [{ sku: "LMP-1", price: 100, barcodes: ["4006381333931"] }]);
  const [small = "", large = ""] = await make(
    "Plain Tee",
    [
      { sku: "TEE-S", price: 100, optionValues: ["Small"] },
      { sku: "TEE-L", price: 100, optionValues: ["Large"] },
    ],
    ["Size"],
  );
  const lines = [lamp, small, large].map((variantId) => ({ variantId, locationId: binId, quantity: 5 }));
  await receiveStock(ctx, { lines });
  const place = async (name: string, variantId: string, customerReference = "") => {
    const { customerId } = await createCustomer(ctx, { name });
    const lines = [{ variantId, quantity: 1 }];
    return placeOrder(ctx, { customerId, warehouseId, customerReference, lines, confirm: true });
  };
  const { orderId } = await place("Łucja Nowak", lamp);
  await shipOrder(ctx, { orderId, tracking: "1Z 999-AA1 01" });
  await place("Grace Hopper", small, "PO 47-11/Ä");
});

const list = (search: string) => listOrders(ctx, ListOrders.parse({ search, sort: "number", descending: false }));
const find = async (search: string) => (await list(search)).rows.map(({ number }) => number);

test.each([
  ["#1001", [1001]],
  ["1002", [1002]],
  ["100", [1001, 1002]],
  ["01", [1001]],
  ["0001002", [1002]],
  ["Order No. 1002", [1002]],
  ["#1001-1", [1001]],
  ["1001-2", []],
  ["#100", []],
  ["lucja", [1001]],
  ["NOWAK łucja", [1001]],
  ["1z999aa101", [1001]],
  ["1Z 999 AA1", [1001]],
  ["aa1-01", [1001]],
  ["große lampe", [1001]],
  ["grosse", [1001]],
  ["lmp", [1001]],
  ["4006381333931", [1001]],
  ["04006381333931", [1001]],
  ["tee-s", [1002]],
  ["tee small", [1002]],
  ["TEE-L", []],
  ["PO 47-11/Ä", [1002]],
  ["po4711a", [1002]],
  ["4711", [1002]],
  ["47 11", [1002]],
  ["po4712", []],
  ["nobody", []],
])("%s finds %j", async (search, numbers) => expect(await find(search)).toEqual(numbers));

test("what nobody sees is no search: all are listed", async () => {
  for (const search of ["", "\u200b", "\u0301", " \u00ad "]) expect(await find(search), search).toEqual([1001, 1002]);
});

test("what was found in an order is said, where a row does not show it", async () => {
  expect((await list("999aa1")).rows).toMatchObject([{ foundTracking: "1Z 999-AA1 01", foundItem: null }]);
  expect((await list("lampe")).rows).toMatchObject([{ foundTracking: null, foundItem: "Große Lampe" }]);
  expect((await list("hopper")).rows).toMatchObject([{ foundTracking: null, foundItem: null }]);
  expect((await listOrders(ctx, ListOrders.parse({}))).rows[0]).toMatchObject({ foundTracking: null, foundItem: null });
});

test("a word of very many orders finds them in every order of the list, and no other", async () => {
  const COPIES = 2_100;
  const ALL = [1002, ...Array.from({ length: COPIES }, (_, copy) => 5001 + copy)];
  await database.owner`
    insert into orders
      (id, number, customer_id, warehouse_id, status, currency, net_total, tax_total, placed_by, placed_at)
    select gen_random_uuid(), 5000 + i, customer_id, warehouse_id, 'draft', currency, i, 0, placed_by,
           placed_at - i * interval '1 minute'
      from orders, generate_series(1, ${COPIES}::integer) as i where number = 1002`;
  // First by time, number and total come more of somebody else than are walked along: the first page is found as a set,
  // all others are met along an index.
  await database.owner`
    insert into orders
      (id, number, customer_id, warehouse_id, status, currency, net_total, tax_total, placed_by, placed_at)
    select gen_random_uuid(), 9000 + i, customer_id, warehouse_id, 'draft', currency, 9000 + i, 0, placed_by,
           placed_at + i * interval '1 minute'
      from orders, generate_series(1, 1100) as i where number = 1001`;
  for (const sort of ["placedAt", "number", "total", "customer"] as const) {
    const found: number[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await listOrders(ctx, ListOrders.parse({ search: "hopper", sort, limit: 200, cursor }));
      found.push(...page.rows.map(({ number }) => number));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    const byNumber = found.toSorted((one, other) => one - other);
    expect(byNumber, sort).toEqual(ALL);
    if (sort === "number") expect(found).toEqual(ALL.toReversed());
  }
  expect(await find("#1001")).toEqual([1001]);
});
