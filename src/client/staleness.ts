import { entityIdsOf, LIVE_RESYNC, type LiveEvent, moduleOf } from "@/shared/event";
import type { StalenessTable } from "@/shared/staleness";

/** Facts under other names in the first release: its worker may still run, and its outbox is still read. */
const RENAMED: Readonly<Record<string, string>> = {
  "catalog.import-changed": "imports.changed",
  "catalog.import-progressed": "imports.progressed",
  "catalog.products-imported": "catalog.products-changed",
  "orders.customer-changed": "customers.changed",
};

/** Whether a query may show something that this fact has changed. */
export function makesStale(table: StalenessTable, event: LiveEvent, queryKey: readonly unknown[]): boolean {
  const name = RENAMED[event.name] ?? event.name;
  if (name === LIVE_RESYNC) return true;
  const [module, query] = pathOf(queryKey);
  const staleness = table[module];
  if (!staleness || staleness.ignores?.includes(name)) return false;
  if (staleness.modules !== "all" && !staleness.modules.includes(moduleOf(name))) return false;

  const isById = staleness.byId?.some(({ queries, facts }) => queries.includes(query) && facts.includes(name));
  if (!isById) return true;
  const ids = idsAskedFor(queryKey);
  return ids.length === 0 || ids.some((id) => event.entityIds.includes(id));
}

/** tRPC's query keys are `[["orders", "get"], { input, type }]`. */
function pathOf([path]: readonly unknown[]): [module: string, query: string] {
  return Array.isArray(path) ? [String(path[0]), String(path[1])] : ["", ""];
}

function idsAskedFor([, options]: readonly unknown[]): string[] {
  if (!isRecord(options) || !isRecord(options["input"])) return [];
  return entityIdsOf(options["input"]);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
