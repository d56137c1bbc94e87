import { expect, test } from "vitest";
import { makesStale } from "@/client/staleness";
import { LIVE_RESYNC, type LiveEvent } from "@/shared/event";
import { STALENESS } from "./staleness";

const fact = (name: string, ...entityIds: string[]): LiveEvent => ({ position: 1, name, entityIds });
const key = (procedure: string, input?: unknown) => [procedure.split("."), { input, type: "query" }];

test.each([
  ["orders.confirmed", "orders.list", {}, true],
  ["orders.confirmed", "orders.get", { orderId: "a" }, true],
  ["orders.confirmed", "orders.get", { orderId: "b" }, false],
  ["customers.changed", "orders.get", { orderId: "b" }, true],
  ["customers.changed", "customers.list", {}, true],
  ["orders.customer-changed", "customers.get", { customerId: "a" }, true],
  ["orders.confirmed", "orders.getCustomerTotals", { customerId: "b" }, true],
  ["orders.confirmed", "catalog.listProducts", {}, false],
  ["orders.confirmed", "history.list", {}, true],
  ["orders.confirmed", "history.list", { entityId: "a" }, true],
  ["orders.confirmed", "history.list", { entityId: "b" }, false],
  ["orders.confirmed", "history.list", { actorId: "b" }, true],
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
  ["inventory.stock-changed", "inventory.getStockCard", { variantId: "b" }, false],
  ["inventory.stock-changed", "inventory.listStock", { warehouseId: "b" }, true],
  ["shop.settings-changed", "inventory.listBalances", { variantId: "b" }, true],
  ["imports.progressed", "imports.get", { importId: "a" }, true],
  ["imports.progressed", "imports.get", { importId: "b" }, false],
  ["imports.progressed", "imports.list", {}, true],
  ["imports.progressed", "history.list", {}, false],
  ["imports.progressed", "catalog.listProducts", {}, false],
  ["imports.changed", "imports.listProblems", { importId: "a" }, true],
  ["imports.changed", "history.list", {}, true],
  ["catalog.products-changed", "catalog.getProduct", { productId: "b" }, false],
  ["catalog.products-changed", "inventory.listStock", {}, true],
  ["catalog.import-progressed", "imports.get", { importId: "a" }, true],
  ["catalog.import-changed", "imports.list", {}, true],
  ["catalog.products-imported", "catalog.listProducts", {}, true],
  [LIVE_RESYNC, "users.list", {}, true],
])("%s and %s with %j: %s", (name, procedure, input, isStale) => {
  expect(makesStale(STALENESS, fact(name, "a"), key(procedure, input))).toBe(isStale);
});

test.each([
  ["orders.confirmed", "orders.list", { warehouseId: "here" }, ["there"], false],
  ["orders.edited", "orders.list", { warehouseId: "here" }, ["there", "here"], true],
  ["orders.confirmed", "orders.list", {}, ["there"], true],
  ["customers.changed", "orders.list", { warehouseId: "here" }, undefined, true],
  ["inventory.stock-reserved", "inventory.listStock", { warehouseId: "here" }, ["there"], false],
  ["inventory.stock-reserved", "inventory.listStock", { warehouseId: "here" }, ["here"], true],
  [
    "inventory.stock-changed",
    "inventory.listAvailability",
    { warehouseId: "here", variantIds: ["a"] },
    ["there"],
    false,
  ],
  // Whether a movement can be reversed depends on stock at its other end.
  ["inventory.stock-changed", "inventory.getStockCard", { variantId: "a", warehouseId: "here" }, ["there"], true],
  [LIVE_RESYNC, "orders.list", { warehouseId: "here" }, ["there"], true],
])("%s and %s with %j of what happened in %j: %s", (name, procedure, input, warehouseIds, isStale) => {
  expect(makesStale(STALENESS, { ...fact(name, "a"), warehouseIds }, key(procedure, input))).toBe(isStale);
});

test("a fact that names nothing may be in the history of anything", () => {
  expect(makesStale(STALENESS, fact("catalog.tax-rates-changed"), key("history.list", { entityId: "b" }))).toBe(true);
});
