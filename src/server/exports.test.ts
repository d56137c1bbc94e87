import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { createCustomer } from "@/modules/customers/create-customer";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { addEntry } from "@/modules/pricing/add-entry";
import { AddEntry } from "@/modules/pricing/contract";
import { getShopSettings } from "@/modules/shop/queries";
import type { ListExport } from "@/platform/exports/define-export";
import type { Role } from "@/shared/access";
import { askedAdjustment } from "@/testing/approvals";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { EXPORT_COLUMNS } from "@/testing/export-columns";
import { check, keepUploadsApart, upload } from "@/testing/imports";
import { nameShop } from "@/testing/invoices";
import { anOwnKey } from "@/testing/keys";
import { aParcel } from "@/testing/parcels";
import { aPriceList } from "@/testing/price-lists";
import { aReturn } from "@/testing/returns";
import { shapeOf } from "@/testing/sample-input";
import { receiveStock } from "@/testing/stock";
import { EXPORTS } from "./exports";
import { appRouter } from "./router";

/*
 * Every list of the router is a file, or it is said here why not. A file is asked for under the permission and with the
 * input of its list, and holds the rows of the list.
 */

const NO_FILE: Readonly<Record<string, string>> = {
  "catalog.listCategories": "names to choose from",
  "catalog.listVendors": "names to choose from",
  "catalog.listTaxes": "a few settings on one card",
  "history.listCustomerEvents": "what happened with one customer: its orders and payments are lists of their own",
  "views.list": "a few names above a list",
  "customers.listGroups": "a few settings on one card",
  "returns.listOfOrder": "the few of one order",
  "orders.listTaxes": "what a form begins with",
  "approvals.listWaiting": "what waits on the page of one thing",
  "customers.list": "names to choose from: the page of customers asks orders.listCustomers",
  "history.listActors": "names to choose from",
  "orders.listReaders": "names to choose from",
  "history.listOfOrder": "a story too, with what people said",
  "history.list": "a story, whose images differ from kind to kind",
  "imports.listEffects": "what would change, until it has",
  "imports.listFailedRows": "downloaded in the columns of the file it came from",
  "inventory.countBinContents": "figures beside the bins",
  "inventory.listAdjustmentLimits": "a few settings on one card",
  "inventory.listAvailability": "figures beside the lines of an order",
  "inventory.listAvailabilityByWarehouse": "tiles of one page",
  "inventory.listAvailableElsewhere": "where else there is some of what one order waits for",
  "inventory.listPlaces": "the bins of one item",
  "inventory.listBalances": "the bins of one page",
  "inventory.listBinContents": "the content of one bin",
  "inventory.listPieces": "the serial numbers of one item: those of all are in the file of listStock",
  "inventory.listLowStock": "the scarcest few, on the dashboard: all of them are the stock list under `low`",
  "inventory.listOnHandByProduct": "figures beside the products of a page",
  "inventory.listOnHandByVariant": "figures beside the variants of a page",
  "inventory.listStockValueByWarehouse": "tiles of the dashboard",
  "inventory.listTransactions": "the newest few: all of an item are its stock card",
  "notifications.list": "one's own inbox",
  "notifications.listAlerts": "what is wrong now, and gone once it is right",
  "orders.listDiscountLimits": "a few settings on one card",
  "inventory.listCountRequests": "a list of work, gone once it is done",
  "picking.list": "a list of work: what was picked is in the shipments of the orders",
  "picking.listOfOrder": "what is picked of one order",
  "picking.listStillPicked": "what is still picked of orders that are about to ship",
  "parcels.listToPack": "what is worked off: the parcels made of it are a list of their own",
  "parcels.listCarriers": "a few settings on one card",
  "parcels.listOfOrder": "the parcels of one order",
  "customers.listTags": "names to choose from",
  "pricing.listCustomers": "who has one list",
  "pricing.listOfCustomer": "the few of one customer",
  "pricing.listOfGroups": "figures beside the groups of one card",
  "pricing.listOfProduct": "what lists say of one product",
  "pricing.listPrices": "what a form begins with",
  "orders.listTags": "names to choose from",
  "orders.listBroken": "a question before a posting",
  "orders.listSalesPerDay": "a chart of the dashboard",
  "orders.listTopSellers": "a chart of the dashboard",
  "shop.listPaymentMethods": "a few settings on one card",
  "shop.listTimeZones": "names to choose from",
  "users.listFactorPolicies": "a few settings on one card",
  "users.listOwnKeys": "one's own few",
  "users.listOwnSessions": "one's own few",
  "users.listSecurityEvents": "the latest hundred",
  "users.listSessions": "the browsers of one person",
};

/** The column that tells its rows apart, by what of the list's rows. */
const KEY_OF: Readonly<Record<string, { header: string; id: string }>> = {
  "catalog.listProducts": { header: "Product key", id: "productId" },
  "inventory.listStock": { header: "Variant ID", id: "variantId" },
  "inventory.getStockCard": { header: "Entry ID", id: "transactionId" },
  "history.listAll": { header: "Entry ID", id: "id" },
  "inventory.listLocations": { header: "Location ID", id: "id" },
  "orders.list": { header: "Order ID", id: "id" },
  "pricing.list": { header: "Price list ID", id: "id" },
  "pricing.listEntries": { header: "Entry ID", id: "entryId" },
  "orders.listCustomers": { header: "Customer ID", id: "id" },
  "returns.list": { header: "Return ID", id: "id" },
  "reports.listSales": { header: "ID", id: "id" },
  "reports.listSoldLines": { header: "Line ID", id: "id" },
  "invoices.list": { header: "Invoice ID", id: "id" },
  "parcels.list": { header: "Parcel ID", id: "id" },
  "users.list": { header: "User ID", id: "userId" },
  "users.listKeys": { header: "Key ID", id: "keyId" },
  "approvals.list": { header: "Request ID", id: "approvalId" },
  "imports.list": { header: "Import ID", id: "id" },
  "imports.listProblems": { header: "Row", id: "row" },
};

const Definition = z.object({
  type: z.string(),
  inputs: z.array(z.instanceof(z.ZodType)),
  meta: z.object({ permission: z.string() }),
});
const queries = Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
  const { type, inputs, meta } = Definition.parse(Reflect.get(procedure, "_def"));
  return type === "query" ? [{ name, input: inputs[0], permission: meta.permission }] : [];
});
const isPaged = (input: z.ZodType | undefined) => input && shapeOf(input).properties?.["cursor"] !== undefined;
const lists = queries.filter(({ name, input }) => /\.list/.test(name) || isPaged(input));

test("every list of the router is a file, or it is said why not", () => {
  const known = [...EXPORTS.keys(), ...Object.keys(NO_FILE)];
  expect(lists.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
});

test.each([...EXPORTS.values()])("$list is asked for as its list is", ({ list, permission }) => {
  expect(lists.find(({ name }) => name === list)?.permission).toBe(permission);
});

const world = testDatabase({ keepRows: true });
keepUploadsApart();
const dayFromToday = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const AROUND_TODAY = { from: dayFromToday(-2), to: dayFromToday(2) };
type Known = { ctx: Awaited<ReturnType<typeof testContext>>; warehouses: string[]; about: Record<string, object> };
let known: Known;

beforeAll(async () => {
  const ctx = await testContext(world.db);
  await getShopSettings(ctx);
  await nameShop(ctx);
  const warehouses: string[] = [];
  const variantIds: string[] = [];
  for (const title of ["Anvil", "Bolt", "Chain"]) {
    const variants = ["S", "L"].map((size) => ({ sku: `${title}-${size}`, price: 1_000, optionValues: [size] }));
    const product = CreateProduct.parse({ title, optionNames: ["Size"], variants });
    variantIds.push(...(await createProduct(ctx, product)).variantIds);
  }
  for (const code of ["NORTH", "SOUTH"]) {
    const { warehouseId, binId } = await createWarehouse(ctx, { code, name: code });
    warehouses.push(warehouseId);
    await receiveStock(ctx, {
      lines: variantIds.map((variantId) => ({ variantId, locationId: binId, quantity: 5 })),
    });
    for (const name of ["Küche & Co", "=1+1"]) {
      const { customerId } = await createCustomer(ctx, { name });
      const { orderId } = await placeOrder(ctx, {
        customerId,
        warehouseId,
        lines: [{ variantId: variantIds[0] ?? "", quantity: 2 }],
        confirm: code === "NORTH",
      });
      if (code === "NORTH" && name === "=1+1") {
        await shipOrder(ctx, { orderId });
        await aParcel(ctx, orderId, { tracking: "JD 01" });
        await aReturn(ctx, orderId);
      }
      if (code === "NORTH") await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
    }
  }
  for (const change of [1, 2]) {
    const { binId } = await createWarehouse(ctx, { code: `ASK-${change}`, name: "Asked" });
    await askedAdjustment({ ctx, variant: { TEA: variantIds[0] ?? "" }, binId }, change);
  }
  await anOwnKey(ctx, { name: "Label printer" });
  const { importId } = await upload(ctx, "Title,SKU,Price\nGlobe,G-1,free\nAtlas,A-1,1\nInk,I-1,none");
  await check(world.db, ctx, importId);
  const { priceListId } = await aPriceList({ ctx });
  for (const variantId of variantIds.slice(0, 3))
    await addEntry(ctx, AddEntry.parse({ priceListId, variantId, price: 900 }));
  known = {
    ctx,
    warehouses,
    about: {
      "inventory.getStockCard": { variantId: variantIds[0] },
      "imports.listProblems": { importId },
      "pricing.listEntries": { priceListId },
      "reports.listSales": { by: "item", ...AROUND_TODAY },
      "reports.listSoldLines": AROUND_TODAY,
    },
  };
});

type Asking = Known["ctx"];

async function readFile(list: ListExport, ctx: Asking, filters: object) {
  const opened = list.open({ ...known.about[list.list], ...filters });
  const header = opened.header(ctx);
  const { rows } = await opened.page({ ...ctx, db: world.db }, null);
  const at = header.indexOf(KEY_OF[list.list]?.header ?? "");
  return { header, rows, keys: [...new Set(rows.map((cells) => cells[at]))] };
}

const Page = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });

async function readList(list: string, ctx: Asking, filters: object) {
  const [module = "", procedure = ""] = list.split(".");
  const caller: unknown = appRouter.createCaller({ ...ctx, idempotencyKey: null });
  const ask: unknown = Reflect.get(Object(Reflect.get(Object(caller), module)), procedure);
  if (typeof ask !== "function") throw new Error(`There is no ${list}.`);
  const { rows } = Page.parse(await ask({ ...known.about[list], ...filters }));
  return [...new Set(rows.map((row) => String(row[KEY_OF[list]?.id ?? ""])))];
}

/** What narrows and turns each list round. */
const FILTERS: Readonly<Record<string, (known: Known) => object[]>> = {
  "catalog.listProducts": () => [{ search: "bolt" }, { sort: "title", descending: true }, { status: "archived" }],
  "inventory.listStock": ({ warehouses }) => [{ search: "anvil" }, { warehouseId: warehouses[1] }, { state: "out" }],
  "inventory.getStockCard": ({ warehouses }) => [{ warehouseId: warehouses[0] }],
  "orders.list": ({ warehouses }) => [
    { status: "draft" },
    { search: "küche" },
    { warehouseId: warehouses[0], sort: "number", descending: true },
  ],
  "orders.listCustomers": () => [
    { search: "küche" },
    { tag: "trade" },
    { archived: true },
    { sort: "createdAt", descending: true },
  ],
  "approvals.list": () => [{ state: "waiting" }, { kind: "order-discount" }, { isOwn: true }],
  "returns.list": ({ warehouses }) => [
    { status: "authorised" },
    { inQuarantine: true },
    { search: "küche" },
    { warehouseId: warehouses[1] },
  ],
  "parcels.list": ({ warehouses }) => [{ view: "handed-over" }, { warehouseId: warehouses[1] }],
  "invoices.list": () => [{ state: "open" }, { search: "1001" }],
  "pricing.list": () => [{ search: "resellers" }, { archived: true }],
  "pricing.listEntries": () => [{ search: "bolt" }],
  "users.list": () => [{ role: "manager" }, { search: "nobody" }],
  "users.listKeys": () => [{ search: "label" }, { state: "revoked" }],
};

describe.each([...EXPORTS.values()])("$list", (list) => {
  test("as a file has the rows of the list, in its order, under every filter", async () => {
    for (const filters of [{}, ...(FILTERS[list.list]?.(known) ?? [])]) {
      const shown = await readList(list.list, known.ctx, filters);
      expect((await readFile(list, known.ctx, filters)).keys).toEqual(shown);
    }
    expect((await readFile(list, known.ctx, {})).rows.length).toBeGreaterThan(0);
  });

  test("shows people of one warehouse what the list shows them", async () => {
    const ctx = await testContext(world.db, { role: "admin", warehouses: [known.warehouses[0] ?? ""] });
    const { keys } = await readFile(list, ctx, {});
    expect(keys).toEqual(await readList(list.list, ctx, {}));
  });

  test("takes no filter that the list does not know", () => {
    expect(() => list.open({ ...known.about[list.list], where: "1=1" })).toThrow(z.ZodError);
  });
});

const COST_COLUMNS = /Cost, |Net with known cost, |Margin[^,]*, /g;

test("each role gets the columns that it may see", async () => {
  const columnsOf = async (role: Role) => {
    const ctx = await testContext(world.db, { role });
    const lists = [...EXPORTS.values()];
    return Object.fromEntries(
      lists.map((each) => [
        each.list,
        each
          .open(known.about[each.list] ?? {})
          .header(ctx)
          .join(", "),
      ]),
    );
  };
  const [admin, manager, staff] = [await columnsOf("admin"), await columnsOf("manager"), await columnsOf("staff")];
  expect(manager).toEqual(admin);
  const withoutCosts = Object.entries(admin).map(([list, columns]) => [list, columns.replaceAll(COST_COLUMNS, "")]);
  expect(staff).toEqual(Object.fromEntries(withoutCosts));
  expect(JSON.stringify(staff)).not.toMatch(/cost/i);
  expect(Object.fromEntries(Object.entries(admin).map(([list, columns]) => [list, columns.split(", ")]))).toEqual(
    EXPORT_COLUMNS,
  );
});

test("money and quantities are plain numbers, and moments have the clock of the shop", async () => {
  const [order] = (
    await readFile(EXPORTS.get("orders.list") ?? never(), known.ctx, { sort: "number", descending: false })
  ).rows;
  expect(order).toEqual(expect.arrayContaining(["1001", "Küche & Co", "20.00", "EUR"]));
  expect(order?.[2]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
});

const never = (): never => {
  throw new Error("There is no such list.");
};
