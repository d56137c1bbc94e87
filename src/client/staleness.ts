import { entityIdsOf, LIVE_RESYNC, type LiveEvent, moduleOf } from "@/shared/event";
import type { Staleness, StalenessTable } from "@/shared/staleness";

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
  if (!staleness || staleness.ignores?.includes(name) || !shows(staleness, query, name)) return false;

  const input = inputOf(queryKey);
  if (staleness.byWarehouse?.includes(query) && happenedElsewhere(event, input["warehouseId"])) return false;
  if (staleness.byEntity?.includes(query) && concernsOthers(event, input["entityId"])) return false;
  const isById = staleness.byId?.some(({ queries, facts }) => queries.includes(query) && facts.includes(name));
  if (!isById) return true;
  const ids = entityIdsOf(input);
  return ids.length === 0 || ids.some((id) => event.entityIds.includes(id));
}

function shows({ modules, only }: Staleness, query: string, name: string): boolean {
  const own = only?.find(({ queries }) => queries.includes(query));
  if (own) return own.facts?.includes(name) === true || own.modules?.includes(moduleOf(name)) === true;
  return modules === "all" || modules.includes(moduleOf(name));
}

/** A fact that names nothing may concern anything. */
const concernsOthers = ({ entityIds }: LiveEvent, entityId: unknown): boolean =>
  entityIds.length > 0 && typeof entityId === "string" && !entityIds.includes(entityId);

/** A fact that names no warehouse may concern any. */
const happenedElsewhere = ({ warehouseIds }: LiveEvent, warehouseId: unknown): boolean =>
  warehouseIds !== undefined && typeof warehouseId === "string" && !warehouseIds.includes(warehouseId);

/** tRPC's query keys are `[["orders", "get"], { input, type }]`. */
function pathOf([path]: readonly unknown[]): [module: string, query: string] {
  return Array.isArray(path) ? [String(path[0]), String(path[1])] : ["", ""];
}

function inputOf([, options]: readonly unknown[]): Record<string, unknown> {
  return isRecord(options) && isRecord(options["input"]) ? options["input"] : {};
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
