import { entityIdsOf, LIVE_RESYNC, type LiveEvent, moduleOf } from "@/shared/event";
import type { StalenessTable } from "@/shared/staleness";

/** How an import comes along is shown by its own screens alone; every query of the catalog would be too much. */
const IMPORT_QUERIES = ["getProductImport", "listProductImports", "listImportProblems"];
const SHOWN_ONLY_BY: Readonly<Record<string, readonly string[]>> = { "catalog.import-progressed": IMPORT_QUERIES };

/** Whether a query may show something that this fact has changed. */
export function makesStale(table: StalenessTable, event: LiveEvent, queryKey: readonly unknown[]): boolean {
  if (event.name === LIVE_RESYNC) return true;
  const [module, query] = pathOf(queryKey);
  const staleness = table[module];
  if (!staleness) return false;
  const only = SHOWN_ONLY_BY[event.name];
  if (only && !only.includes(query)) return false;

  const source = moduleOf(event.name);
  const isShownToo = staleness.also?.some((more) => more.query === query && more.modules.includes(source));
  if (!staleness.modules.includes(source) && !isShownToo) return false;

  const isById = staleness.byId?.some(({ queries, facts }) => queries.includes(query) && facts.includes(event.name));
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
