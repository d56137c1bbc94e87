import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { withdrawApproval } from "@/modules/approvals/withdraw-approval";
import { CreateProduct } from "@/modules/catalog/contract";
import { createProduct } from "@/modules/catalog/create-product";
import { addNote } from "@/modules/customers/add-note";
import { createCustomer } from "@/modules/customers/create-customer";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { getStockedVariant } from "@/modules/inventory/queries";
import { keepTotals } from "@/modules/inventory/totals/keep-totals";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { createList } from "@/modules/picking/create-list";
import { reportShort } from "@/modules/picking/report-short";
import { takeList } from "@/modules/picking/take-list";
import { addEntry } from "@/modules/pricing/add-entry";
import { assignCustomer } from "@/modules/pricing/assign-customer";
import { AddEntry, CreatePriceList } from "@/modules/pricing/contract";
import { createPriceList } from "@/modules/pricing/create-price-list";
import { askedAdjustment } from "@/testing/approvals";
import { comment } from "@/testing/comments";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { check, keepUploadsApart, upload } from "@/testing/imports";
import { nameShop } from "@/testing/invoices";
import { anOwnKey } from "@/testing/keys";
import { aNotice, anAlert } from "@/testing/notices";
import { aParcel } from "@/testing/parcels";
import { aPerson } from "@/testing/people";
import { firstPick } from "@/testing/picks";
import { aReturn } from "@/testing/returns";
import { shapeOf } from "@/testing/sample-input";
import { adjustStock, createLocation, receiveStock } from "@/testing/stock";
import { appRouter } from "./router";

/*
 * Every list that is read page by page, over names of which some letters are another thing in small, some look alike,
 * and some are equal: each row comes once, in the order of the whole list, whatever the size of a page.
 */

/** Pairs of equal names, so that a page may end between them. */
const NAMES = [
  ["ΟΔΟΣ", "ΟΔΟΣ", "οδος", "οδοσ", "Ὀδός", "İstanbul", "Istanbul", "ıstanbul", "istanbul", "Straße", "STRASSE"],
  ["Straẞe", "straße", "Žąsis", "Ąžuolas", "Ylà", "Įlanka", "Iltis", "Ærø", "Ångström", "A\u030angström", "Zorn"],
  ["ǅ", "ﬁn", "fin", "ｆｉｎ", "茶", "茶", "🍵", "🍵 tea", "👩‍🔧", "é", "e\u0301", "E", "Ёлка", "ёлка", "שלום", "سلام"],
  ["Bolt 2", "Bolt 10", "bolt 2", '"quoted"', "100%", "a_b", String.raw`back\slash`, "'", "-", "\u0131\u0307"],
  ["x".repeat(200), `${"x".repeat(199)}y`, "ß".repeat(200), "茶".repeat(200), "İ".repeat(200), "tab\tname"],
].flat();
const PAGE_SIZES = [1, 2, 7];

const dayFromToday = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const AROUND_TODAY = { from: dayFromToday(-2), to: dayFromToday(2) };

/** Each list, by what it may be sorted by, and what of a row is its own. */
type List = { sorts?: readonly string[]; id: string; about?: keyof Known; of?: keyof Known; given?: object };
const LISTS: Readonly<Record<string, List>> = {
  "catalog.listProducts": { sorts: ["title", "updatedAt", "price"], id: "productId" },
  "inventory.listStock": { sorts: ["title", "onHand", "available"], id: "variantId" },
  "inventory.listLocations": { id: "id" },
  "inventory.listBinContents": { id: "variantId", about: "locationId" },
  "inventory.countBinContents": { id: "locationId" },
  "inventory.getStockCard": { id: "id", about: "variantId" },
  "inventory.listPlaces": { id: "locationId", about: "variantId" },
  "inventory.listPieces": { id: "lotId", about: "variantId", of: "piecesId" },
  "approvals.list": { id: "approvalId" },
  "customers.list": { sorts: ["name", "createdAt"], id: "id" },
  "orders.list": { sorts: ["placedAt", "number", "total", "customer"], id: "id" },
  "orders.listCustomers": { sorts: ["name", "createdAt"], id: "id" },
  "pricing.list": { id: "id" },
  "pricing.listCustomers": { id: "id", about: "priceListId" },
  "pricing.listEntries": { id: "entryId", about: "priceListId" },
  "pricing.listOfProduct": { id: "entryId", about: "productId" },
  "returns.list": { id: "id" },
  "invoices.list": { id: "id" },
  "picking.list": { id: "listId" },
  "reports.listSoldLines": { id: "id", given: AROUND_TODAY },
  "parcels.list": { id: "id" },
  "parcels.listToPack": { id: "id" },
  "inventory.listCountRequests": { id: "id" },
  "users.list": { id: "userId" },
  "users.listKeys": { id: "keyId" },
  "imports.list": { id: "id" },
  "imports.listProblems": { id: "row", about: "importId" },
  "imports.listFailedRows": { id: "row", about: "importId" },
  "imports.listEffects": { id: "row", about: "importId" },
  "history.list": { id: "id" },
  "history.listAll": { id: "id" },
  "history.listOfOrder": { id: "id", about: "orderId" },
  "history.listCustomerEvents": { id: "id", about: "customerId" },
  "notifications.list": { id: "id" },
  "notifications.listAlerts": { id: "id" },
};
type Known = {
  variantId: string;
  productId: string;
  locationId: string;
  piecesId: string;
  importId: string;
  customerId: string;
  orderId: string;
  priceListId: string;
};

const Definition = z.object({ type: z.string(), inputs: z.array(z.instanceof(z.ZodType)) });
const pagedProcedures = Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
  const { type, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  const properties = inputs[0] ? shapeOf(inputs[0]).properties : undefined;
  return type === "query" && properties?.["cursor"] && properties["limit"] ? [name] : [];
});

const world = testDatabase({ keepRows: true });
keepUploadsApart();
let ctx: Awaited<ReturnType<typeof testContext>>;
let known: Known;

beforeAll(async () => {
  ctx = await testContext(world.db);
  const { warehouseId, binId } = await createWarehouse(ctx, { code: "MAIN", name: "Main" });
  const variantIds: string[] = [];
  const orderIds: string[] = [];
  for (const [index, title] of NAMES.entries()) {
    const product = { title, handle: `item-${index}`, variants: [{ sku: `SKU-${index}`, price: 100 * (index % 3) }] };
    const { variantIds: made } = await createProduct(ctx, CreateProduct.parse(product));
    const { customerId } = await createCustomer(ctx, { name: title });
    await aPerson(world.db, { name: title, passwordHash: "unusable" });
    if (index < 10) await anOwnKey(ctx, { name: title.slice(0, 60) });
    const lines = [{ variantId: made[0] ?? "", quantity: 1 + (index % 2) }];
    const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: false });
    orderIds.push(orderId);
    variantIds.push(...made);
  }
  await receiveStock(ctx, {
    lines: variantIds.map((variantId, index) => ({ variantId, locationId: binId, quantity: 1 + (index % 4) })),
  });
  await nameShop(ctx);
  const { customerId: payer } = await createCustomer(ctx, { name: "Payer" });
  for (let turn = 0; turn < 8; turn += 1) {
    const lines = [{ variantId: variantIds.at(-1 - turn) ?? "", quantity: 1 }];
    const { orderId } = await placeOrder(ctx, { customerId: payer, warehouseId, lines, confirm: true });
    await issueInvoice(ctx, { orderId, scope: "ordered", seen: 0 });
  }
  await keepTotals(systemContext(world.db));
  const [variantId = ""] = variantIds;
  for (const [index, name] of NAMES.slice(0, 12).entries()) {
    const bin = { parentId: warehouseId, kind: "bin", code: `${name}-${index}`, name } as const;
    const { locationId } = await createLocation(ctx, bin);
    await receiveStock(ctx, { lines: [{ variantId, locationId, quantity: 1 }] });
  }
  for (let turn = 0; turn < 10; turn += 1)
    await adjustStock(ctx, { variantId, locationId: binId, change: 1, reason: "found" });
  for (let turn = 0; turn < 9; turn += 1) {
    const { approvalId } = await askedAdjustment({ ctx, variant: { TEA: variantId }, binId });
    if (turn % 3 === 0) await withdrawApproval(ctx, { approvalId });
  }
  for (const [turn, wanted] of variantIds.slice(10, 28).entries()) {
    const lines = [{ variantId: wanted, quantity: 1 }];
    const { customerId } = await createCustomer(ctx, { name: "Picked" });
    const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
    const { listId } = await createList(ctx, { orderIds: [orderId] });
    await takeList(ctx, { listId });
    const { allocationId } = await firstPick(ctx, listId);
    if (turn % 2 === 0) await reportShort(ctx, { listId, allocationId, reason: "missing" });
  }
  const rows = NAMES.map((_, index) => `Globe ${index},G-${index},${index % 2 === 0 ? "no price" : "1"}`);
  const { importId } = await upload(ctx, ["Title,SKU,Price", ...rows].join("\n"));
  await check(world.db, ctx, importId);
  for (let turn = 0; turn < 8; turn += 1) await upload(ctx, "Title,SKU,Price\nAtlas,A-1,1");
  for (let turn = 0; turn < 8; turn += 1) {
    await aNotice({ ctx, warehouseId });
    await anAlert({ ctx, warehouseId });
  }
  for (const orderId of orderIds.slice(0, 9)) {
    await confirmOrder(ctx, { orderId });
    await shipOrder(ctx, { orderId });
    await aParcel(ctx, orderId);
    await aReturn(ctx, orderId);
  }
  const { customerId } = await createCustomer(ctx, { name: "Notes" });
  for (let turn = 0; turn < 8; turn += 1) {
    const lines = [{ variantId, quantity: 1 }];
    await adjustStock(ctx, { variantId, locationId: binId, change: 1, reason: "found" });
    await shipOrder(ctx, await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true }));
  }
  for (let turn = 0; turn < 9; turn += 1) await addNote(ctx, { customerId, text: "Called" });
  const [orderId = ""] = orderIds;
  for (const text of NAMES.slice(0, 9)) await comment(ctx, orderId, text);
  const madeLists = await Promise.all(
    NAMES.slice(0, 20).map((name, index) =>
      createPriceList(ctx, CreatePriceList.parse({ name: `${name.slice(0, 60)} ${index}` })),
    ),
  );
  const [{ priceListId } = { priceListId: "" }] = madeLists;
  for (const [index, variantId] of variantIds.slice(0, 12).entries())
    for (const quantityFrom of [1, 10])
      await addEntry(ctx, AddEntry.parse({ priceListId, variantId, quantityFrom, price: index }));
  for (const { priceListId: listId } of madeLists.slice(1, 10))
    for (const validFrom of ["2026-01-01", "2026-02-01"])
      await addEntry(ctx, AddEntry.parse({ priceListId: listId, variantId, validFrom, price: 1 }));
  const { productId } = await getStockedVariant(ctx, { variantId });
  for (const name of NAMES.slice(0, 12)) {
    const had = await createCustomer(ctx, { name });
    await assignCustomer(ctx, { priceListId, ...had, isAssigned: true });
  }
  const piecesId = await somePieces(binId);
  known = { variantId, productId, locationId: binId, piecesId, importId, customerId, orderId, priceListId };
});

/** An item of which each piece has a serial number: some in letters that are others in small. */
async function somePieces(locationId: string): Promise<string> {
  const variants = [{ sku: "PIECES", price: 100, hasSerials: true }];
  const { variantIds } = await createProduct(ctx, CreateProduct.parse({ title: "Pieces", variants }));
  const variantId = variantIds[0] ?? "";
  const serials = ["S-1", "s-2", "ΟΔΟΣ-1", "İ-1", "Straße", "STRASSE", "100%", "a_b", "é", "10", "9"];
  await receiveStock(ctx, { lines: [{ variantId, locationId, quantity: serials.length, serials }] });
  return variantId;
}

test("every procedure with a cursor is among the lists", () => {
  expect(pagedProcedures.toSorted()).toEqual(Object.keys(LISTS).toSorted());
});

const Page = z.object({ rows: z.array(z.record(z.string(), z.unknown())), nextCursor: z.string().nullable() });
type Ask = (input: object) => Promise<unknown>;

function asking(name: string): Ask {
  const [module = "", procedure = ""] = name.split(".");
  const caller: unknown = appRouter.createCaller({ ...ctx, idempotencyKey: null });
  const step: unknown = Reflect.get(Object(Reflect.get(Object(caller), module)), procedure);
  if (typeof step !== "function") throw new Error(`There is no ${name}.`);
  return (input) => step(input);
}

/** The ids of the rows, page by page; ends where rows come again. */
async function readAll(ask: Ask, input: object, id: string, limit: number): Promise<unknown[]> {
  const read: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page = Page.parse(await ask({ ...input, limit, cursor }));
    read.push(...page.rows.map((row) => row[id]));
    cursor = page.nextCursor;
  } while (cursor !== null && read.length <= NAMES.length * 12);
  return read;
}

const BY_NAME = ["title", "name", "customer", undefined];
const isByName = ({ sort }: { sort?: string }) => BY_NAME.includes(sort);

describe.each(Object.entries(LISTS))("%s", (name, { sorts, id, about, of = about, given }) => {
  const orders = sorts?.flatMap((sort) => [false, true].map((descending) => ({ sort, descending }))) ?? [{}];
  test.each(orders)("%j has every row once, in pages of any size", async (order) => {
    const input = { ...order, ...given, ...(about && of && { [about]: known[of] }) };
    const ask = asking(name);
    const whole = await readAll(ask, input, id, 200);
    expect(whole.length).toBeGreaterThan(7);
    expect(new Set(whole).size).toBe(whole.length);
    for (const size of isByName(order) ? PAGE_SIZES : [7]) expect(await readAll(ask, input, id, size)).toEqual(whole);
  });
});

test("pages-by-title-greek: two products of one title come once each, one a page", async () => {
  const asked = { search: "ΟΔΟΣ", sort: "title" };
  const found = await readAll(asking("catalog.listProducts"), asked, "productId", 1);
  expect(found.length).toBe(5);
  expect(new Set(found).size).toBe(found.length);
});

test("names stand as people look them up: by letters, not by accents, great letters or bytes", async () => {
  const { rows } = Page.parse(await asking("customers.list")({ limit: 200 }));
  const names = rows.map((row) => String(row["name"]));
  const inOrder = ["Ærø", "Ångström", "Bolt 2", "Bolt 10", "Straße", "Zorn", "ΟΔΟΣ", "Ёлка"];
  const places = inOrder.map((each) => names.indexOf(each));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});
