import { entityIdsOf, LIVE_RESYNC, type LiveEvent, moduleOf } from "@/shared/event";

/** What else shows a module's facts, besides its own queries: routers, or single queries. */
const SHOWN_BY_OTHERS: Readonly<Record<string, readonly string[]>> = {
  users: ["history"],
  catalog: ["inventory", "orders", "history"],
  inventory: ["orders", "catalog.getProductImport", "history"],
  orders: ["history"],
};

/**
 * How an import comes along is shown by its own screens alone; asking everything of the catalog each time would be too
 * much.
 */
const IMPORT_QUERIES = ["catalog.getProductImport", "catalog.listProductImports", "catalog.listImportProblems"];
const SHOWN_ONLY_BY: Readonly<Record<string, readonly string[]>> = { "catalog.import-progressed": IMPORT_QUERIES };

const ORDER_FACTS = [
  "orders.placed",
  "orders.edited",
  "orders.confirmed",
  "orders.held",
  "orders.resumed",
  "orders.shipped",
  "orders.completed",
  "orders.cancelled",
];
const STOCK_FACTS = ["inventory.stock-changed", "inventory.stock-reserved", "inventory.stock-released"];
const PRODUCT_FACTS = [
  "catalog.product-created",
  "catalog.product-edited",
  "catalog.product-archived",
  "catalog.product-restored",
  "catalog.products-imported",
];

/** Queries about the very things their input names, and the facts that name every such thing they change. */
const CONCERNED_BY_ID: Readonly<Record<string, readonly string[]>> = {
  "catalog.getProductImport": ["catalog.import-progressed", "catalog.import-changed", "catalog.products-imported"],
  "catalog.listImportProblems": ["catalog.import-progressed", "catalog.import-changed", "catalog.products-imported"],
  "orders.byId": ORDER_FACTS,
  "catalog.getProduct": PRODUCT_FACTS,
  "inventory.getStockedVariant": STOCK_FACTS,
  "inventory.getStockCard": STOCK_FACTS,
  "inventory.listBalances": STOCK_FACTS,
  "inventory.listAvailability": STOCK_FACTS,
  "inventory.listAvailabilityByWarehouse": STOCK_FACTS,
};

/**
 * Whether a query may show something that this fact has changed. In doubt it may: a query asked once too often is
 * slower, and one asked too seldom is wrong.
 */
export function makesStale(event: LiveEvent, queryKey: readonly unknown[]): boolean {
  if (event.name === LIVE_RESYNC) return true;
  const procedure = procedureOf(queryKey);
  const only = SHOWN_ONLY_BY[event.name];
  if (only && !only.includes(procedure)) return false;
  const source = moduleOf(event.name);
  const shows = [source, ...(SHOWN_BY_OTHERS[source] ?? [])];
  if (!shows.some((name) => procedure === name || procedure.startsWith(`${name}.`))) return false;
  if (!CONCERNED_BY_ID[procedure]?.includes(event.name)) return true;
  const asked = idsAskedFor(queryKey);
  return asked.length === 0 || asked.some((id) => event.entityIds.includes(id));
}

/** tRPC's query keys are `[["orders", "byId"], { input, type }]`. */
function procedureOf([path]: readonly unknown[]): string {
  return Array.isArray(path) ? path.join(".") : "";
}

function idsAskedFor([, options]: readonly unknown[]): string[] {
  if (!isRecord(options) || !isRecord(options["input"])) return [];
  return entityIdsOf(options["input"]);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
