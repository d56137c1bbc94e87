import { expect, test } from "vitest";
import * as z from "zod";
import { STALENESS } from "@/app/(staff)/_shell/staleness";
import { makesStale } from "@/client/staleness";
import * as APPROVALS from "@/modules/approvals/contract";
import * as CATALOG from "@/modules/catalog/contract";
import * as CUSTOMERS from "@/modules/customers/contract";
import * as IMPORTS from "@/modules/imports/contract";
import * as INVENTORY from "@/modules/inventory/contract";
import * as LOTS from "@/modules/inventory/lots/facts";
import * as CARRIED from "@/modules/orders/carried/carried";
import * as ORDERS from "@/modules/orders/contract";
import * as HOLDS from "@/modules/orders/holds/hold";
import * as PARCELS from "@/modules/parcels/contract";
import * as RETURNS from "@/modules/returns/contract";
import * as CARRIERS from "@/modules/shop/carriers/carrier-inputs";
import * as SHOP from "@/modules/shop/contract";
import * as USERS from "@/modules/users/contract";
import type { EventDefinition } from "@/shared/event";
import { newId } from "@/shared/id";
import type { StaleBy } from "@/shared/staleness";
import { sampleOf, shapeOf } from "@/testing/sample-input";
import { appRouter } from "./router";

const Definition = z.object({ type: z.string(), inputs: z.array(z.instanceof(z.ZodType)) });
const queries = Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
  const { type, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  return type === "query" ? [{ name, shape: inputs[0] ? shapeOf(inputs[0]) : {} }] : [];
});

const isEvent = (value: unknown): value is EventDefinition =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "event";
const contracts = [
  APPROVALS,
  CATALOG,
  CUSTOMERS,
  IMPORTS,
  INVENTORY,
  LOTS,
  CARRIED,
  ORDERS,
  HOLDS,
  PARCELS,
  RETURNS,
  CARRIERS,
  SHOP,
  USERS,
];
const events = contracts.flatMap((contract) => Object.values<unknown>(contract).filter(isEvent));

const rules = Object.entries(STALENESS).flatMap(([module, ofModule]) =>
  Object.entries<readonly StaleBy[] | undefined>(ofModule).map(([name, by]) => ({ name: `${module}.${name}`, by })),
);

test("each query has a rule of its own, and each rule is of a query", () => {
  expect(rules.map(({ name }) => name).toSorted()).toEqual(queries.map(({ name }) => name).toSorted());
});

test("each rule names facts that there are", () => {
  const known = new Set(["*", ...Object.keys(STALENESS), ...events.map(({ name }) => name)]);
  const named = rules.flatMap(({ by = [] }) => by.flatMap(({ facts, except = [] }) => [...facts, ...except]));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

/** Facts that come by the hundred, about things that no query names or shows. */
const FREQUENT = /^(?:orders\.(?!discount-limit)|inventory\.stock-|users\.session-|imports\.progressed)/;
const elsewhere = newId();
const facts = events
  .filter(({ name }) => FREQUENT.test(name))
  .map(({ name }) => ({ name, position: 1, entityIds: [newId(), elsewhere], warehouseIds: [elsewhere] }));

/** The queries that hear of it, asked with every field that may be left out and with an answer at hand. */
const hearing = queries.flatMap(({ name, shape }) => {
  const input = shape.type === "object" ? sampleOf(shape, "TEA") : undefined;
  const query = { queryKey: [name.split("."), { input, type: "query" }], data: { rows: [] } };
  const heard = facts.filter((fact) => makesStale(STALENESS, fact, query)).map((fact) => fact.name);
  return heard.length > 0 ? [name] : [];
});

test("what happens to other things in another warehouse is heard by sums, and where a fact does not say enough", () => {
  expect(hearing).toEqual([
    "users.list",
    "users.listSecurityEvents",
    "users.listOwnSessions",
    "users.listKeys",
    "users.listOwnKeys",
    "views.list",
    // The facts of stock name no bin, and of products only their variants.
    "inventory.findSerial",
    "inventory.countBinContents",
    "inventory.listOnHandByProduct",
    "inventory.listLowStock",
    "inventory.listTransactions",
    "inventory.listCountRequests",
    "inventory.listStockValueByWarehouse",
    "orders.getByNumber",
    "orders.suggestShipment",
    "orders.listBroken",
    "orders.listTags",
    "orders.getReceivables",
    "orders.listCustomers",
    // An edit takes an order from a customer whom its fact does not name.
    "orders.getCustomerTotals",
    "orders.getCredit",
    "orders.getWorkload",
    "orders.listSalesPerDay",
    "orders.listTopSellers",
    // A list that a wave gets meanwhile is not shown by it yet.
    "picking.getWave",
    "reports.listSales",
    "reports.listSoldLines",
    "parcels.list",
    "parcels.listToPack",
    // The whole of the history, for those who audit.
    "history.listAll",
    "history.listActors",
    // As with the sums of a customer.
    "history.listCustomerEvents",
    "imports.list",
  ]);
});

test("a picker, and whoever looks at a piece, hears that a lot of what they see was blocked", () => {
  const [variantId, lotId] = [newId(), newId()];
  const fact = { name: LOTS.lotBlockChanged.name, position: 1, entityIds: [lotId, variantId], warehouseIds: [newId()] };
  const isStale = (module: string, query: string, input: object, data: object) =>
    makesStale(STALENESS, fact, { queryKey: [[module, query], { input, type: "query" }], data });
  expect(isStale("picking", "get", { listId: newId() }, { picks: [{ variantId }] })).toBe(true);
  expect(isStale("picking", "get", { listId: newId() }, { picks: [{ variantId: newId() }] })).toBe(false);
  expect(isStale("inventory", "findSerial", { serial: "S-1" }, [{ lotId }])).toBe(true);
});
