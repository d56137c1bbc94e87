import { expect, test } from "vitest";
import { makesStale } from "@/client/staleness";
import { LIVE_RESYNC, type LiveEvent } from "@/shared/event";
import { STALENESS } from "./staleness";

const A = "0000000a-0000-4000-8000-000000000000";
const B = "0000000b-0000-4000-8000-000000000000";
const NOTHING = { rows: [] };
const fact = (name: string, ...entityIds: string[]): LiveEvent => ({ position: 1, name, entityIds });
const asked = (procedure: string, input?: unknown, data?: unknown) => ({
  queryKey: [procedure.split("."), { input, type: "query" }],
  data,
});

test.each([
  ["orders.confirmed", "orders.list", {}, true],
  ["orders.confirmed", "orders.get", { orderId: A }, true],
  ["orders.confirmed", "orders.get", { orderId: B }, false],
  ["customers.changed", "orders.get", { orderId: B }, true],
  ["customers.changed", "customers.list", {}, true],
  ["orders.customer-changed", "customers.get", { customerId: A }, true],
  ["orders.confirmed", "orders.getCustomerTotals", { customerId: B }, false],
  ["orders.edited", "orders.getCustomerTotals", { customerId: B }, true],
  ["orders.confirmed", "catalog.listProducts", {}, false],
  ["orders.confirmed", "history.list", {}, true],
  ["orders.confirmed", "history.list", { entityId: A }, true],
  ["orders.confirmed", "history.list", { entityId: B }, false],
  ["orders.confirmed", "history.list", { actorId: B }, true],
  ["orders.confirmed", "orders.listSalesPerDay", { days: 30 }, true],
  ["inventory.stock-changed", "orders.listSalesPerDay", { days: 30 }, false],
  ["catalog.product-edited", "orders.listSalesPerDay", { days: 30 }, false],
  ["catalog.product-edited", "orders.listTopSellers", { days: 30 }, true],
  ["inventory.stock-reserved", "orders.listTopSellers", { days: 30 }, false],
  ["inventory.stock-changed", "orders.listCustomers", {}, false],
  ["customers.changed", "orders.listCustomers", {}, true],
  ["inventory.stock-released", "orders.getWorkload", undefined, true],
  ["inventory.stock-changed", "inventory.listLocations", {}, false],
  ["inventory.locations-changed", "inventory.listLocations", {}, true],
  ["inventory.stock-reserved", "inventory.listStockValueByWarehouse", undefined, false],
  ["inventory.stock-changed", "inventory.listStockValueByWarehouse", undefined, true],
  ["catalog.product-edited", "inventory.listStockValueByWarehouse", undefined, true],
  ["orders.confirmed", "users.list", {}, false],
  ["catalog.product-edited", "inventory.listStock", {}, true],
  ["inventory.stock-changed", "inventory.getStockCard", { variantId: B }, false],
  ["inventory.stock-changed", "inventory.listStock", { warehouseId: B }, true],
  ["shop.settings-changed", "inventory.listBalances", { variantId: B }, true],
  ["imports.progressed", "imports.get", { importId: A }, true],
  ["imports.progressed", "imports.get", { importId: B }, false],
  ["imports.progressed", "imports.list", {}, true],
  ["imports.progressed", "history.list", {}, false],
  ["imports.progressed", "catalog.listProducts", {}, false],
  ["imports.changed", "imports.listProblems", { importId: A }, true],
  ["imports.changed", "history.list", {}, true],
  ["catalog.products-changed", "catalog.getProduct", { productId: B }, false],
  ["catalog.products-changed", "inventory.listStock", {}, true],
  ["catalog.import-progressed", "imports.get", { importId: A }, true],
  ["catalog.import-changed", "imports.list", {}, true],
  ["catalog.products-imported", "catalog.listProducts", {}, true],
  [LIVE_RESYNC, "users.list", {}, true],
])("%s and %s with %j: %s", (name, procedure, input, isStale) => {
  expect(makesStale(STALENESS, fact(name, A), asked(procedure, input))).toBe(isStale);
});

test.each([
  ["orders.confirmed", "orders.list", { warehouseId: "here" }, ["there"], NOTHING, false],
  ["orders.confirmed", "orders.list", { warehouseId: "here" }, ["there"], undefined, true],
  ["orders.edited", "orders.list", { warehouseId: "here" }, ["there", "here"], NOTHING, true],
  ["orders.confirmed", "orders.list", {}, ["there"], NOTHING, true],
  ["customers.changed", "orders.list", { warehouseId: "here" }, undefined, NOTHING, true],
  ["inventory.stock-reserved", "orders.list", {}, ["here"], NOTHING, false],
  ["orders.shipped", "orders.list", { status: "draft" }, ["here"], NOTHING, false],
  ["orders.shipped", "orders.list", { status: "draft" }, ["here"], { pages: [{ rows: [{ id: A }] }] }, true],
  ["orders.placed", "orders.list", { status: "draft" }, ["here"], NOTHING, true],
  // Of a cancelled order nothing is shipped any more.
  ["orders.shipment-voided", "orders.list", { status: "cancelled", fulfilment: "none" }, ["here"], NOTHING, true],
  ["orders.placed", "orders.list", { toShip: true }, ["here"], NOTHING, false],
  ["orders.confirmed", "orders.list", { toShip: true }, ["here"], NOTHING, true],
  ["invoices.issued", "orders.list", { toInvoice: true }, ["here"], NOTHING, true],
  ["returns.received", "orders.list", { toInvoice: true }, ["here"], NOTHING, true],
  ["invoices.issued", "orders.list", { status: "draft" }, ["here"], NOTHING, false],
  ["orders.confirmed", "orders.list", { toShip: true, warehouseId: "here" }, ["there"], NOTHING, false],
  ["orders.placed", "orders.list", { customerId: B }, ["here"], NOTHING, false],
  ["orders.placed", "orders.list", { customerId: A }, ["here"], NOTHING, true],
  ["inventory.stock-reserved", "orders.get", { orderId: B }, ["here"], NOTHING, false],
  ["inventory.stock-changed", "orders.get", { orderId: A }, ["here"], NOTHING, false],
  ["customers.changed", "orders.get", { orderId: B }, undefined, { customer: { id: A } }, true],
  ["customers.changed", "orders.get", { orderId: B }, undefined, { customer: { id: B } }, false],
  ["users.session-started", "users.getMe", undefined, undefined, { actor: { userId: B } }, false],
  ["users.changed", "users.getMe", undefined, undefined, { actor: { userId: A } }, true],
  ["inventory.stock-reserved", "inventory.listStock", { warehouseId: "here" }, ["there"], NOTHING, false],
  ["inventory.stock-reserved", "inventory.listStock", {}, ["here"], { rows: [{ variantId: B }] }, false],
  ["inventory.stock-reserved", "inventory.listStock", {}, ["here"], { rows: [{ variantId: A }] }, true],
  ["inventory.stock-reserved", "inventory.listStock", { state: "low" }, ["here"], NOTHING, true],
  ["inventory.stock-reserved", "inventory.listStock", { sort: "available" }, ["here"], NOTHING, false],
  ["inventory.stock-summed", "inventory.listStock", { sort: "available" }, ["here"], NOTHING, true],
  ["inventory.stock-summed", "inventory.listStock", { sort: "title" }, ["here"], NOTHING, false],
  // Stock of an archived product brings it into the list.
  ["inventory.stock-changed", "inventory.listStock", {}, ["here"], NOTHING, true],
  [
    "inventory.stock-changed",
    "inventory.listAvailability",
    { warehouseId: "here", variantIds: [A] },
    ["there"],
    NOTHING,
    false,
  ],
  ["inventory.stock-changed", "inventory.suggestPicks", { lines: [{ variantId: A }] }, ["here"], NOTHING, true],
  ["inventory.stock-changed", "inventory.suggestPicks", { lines: [{ variantId: B }] }, ["here"], NOTHING, false],
  // Whether a movement can be reversed depends on stock at its other end.
  [
    "inventory.stock-changed",
    "inventory.getStockCard",
    { variantId: A, warehouseId: "here" },
    ["there"],
    NOTHING,
    true,
  ],
  [LIVE_RESYNC, "orders.list", { warehouseId: "here" }, ["there"], NOTHING, true],
])(
  "%s and %s with %j of what happened in %j, while %j is shown: %s",
  (name, query, input, warehouseIds, data, isStale) => {
    expect(makesStale(STALENESS, { ...fact(name, A), warehouseIds }, asked(query, input, data))).toBe(isStale);
  },
);

test("a fact that names nothing may be in the history of anything", () => {
  expect(makesStale(STALENESS, fact("catalog.tax-rates-changed"), asked("history.list", { entityId: B }))).toBe(true);
});
