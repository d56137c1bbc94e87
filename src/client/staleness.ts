import { LIVE_RESYNC, type LiveEvent, moduleOf } from "@/shared/event";
import type { StaleBy, StalenessTable } from "@/shared/staleness";

/** Facts under other names in the first release: its worker may still run, and its outbox is still read. */
const RENAMED: Readonly<Record<string, string>> = {
  "catalog.import-changed": "imports.changed",
  "catalog.import-progressed": "imports.progressed",
  "catalog.products-imported": "catalog.products-changed",
  "orders.customer-changed": "customers.changed",
};

type Asked = { readonly queryKey: readonly unknown[]; readonly data?: unknown };

/** Whether a query may show something that this fact has changed. */
export function makesStale(table: StalenessTable, event: LiveEvent, { queryKey, data }: Asked): boolean {
  const fact = { ...event, name: RENAMED[event.name] ?? event.name };
  if (fact.name === LIVE_RESYNC) return true;
  const [module, query] = pathOf(queryKey);
  const entries = table[module]?.[query] ?? [{ facts: [module] }];
  const input = inputOf(queryKey);
  return entries.some(
    (entry) =>
      isNamed(entry, fact.name) &&
      isAskedSo(entry, input) &&
      (entry.within ?? []).every((field) => concerns(fact, field, input[field])) &&
      (!entry.about || isAbout(fact, input, entry.about === "shown" ? { data } : null)),
  );
}

const isNamed = ({ facts, except }: StaleBy, name: string): boolean =>
  !except?.includes(name) && facts.some((fact) => fact === "*" || fact === name || fact === moduleOf(name));

const isAskedSo = ({ when }: StaleBy, input: Record<string, unknown>): boolean =>
  Object.entries(when ?? {}).every(([field, values]) => values.some((value) => value === (input[field] ?? null)));

/** A fact that names nothing may concern anything, and one that names no warehouse any of them. */
function concerns({ entityIds, warehouseIds = [] }: LiveEvent, field: string, id: unknown): boolean {
  const named = field === "warehouseId" ? warehouseIds : entityIds;
  return named.length === 0 || typeof id !== "string" || named.includes(id);
}

/** An answer that has not come yet may show anything. */
function isAbout({ entityIds }: LiveEvent, input: Record<string, unknown>, shown: { data?: unknown } | null): boolean {
  if (entityIds.length === 0 || (shown && shown.data === undefined)) return true;
  const { warehouseId: _, ...things } = input;
  const [asked, answered] = [idsIn(things), shown ? idsIn(shown.data) : NONE];
  if (!shown && asked.size === 0) return true;
  return entityIds.some((id) => asked.has(id) || answered.has(id));
}

const NONE: ReadonlySet<string> = new Set();
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Of answers that many facts are compared with. */
const known = new WeakMap<object, ReadonlySet<string>>();

/** Every id within a value, however deep. */
function idsIn(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") return ID.test(value) ? new Set([value]) : NONE;
  if (typeof value !== "object" || value === null) return NONE;
  const found = known.get(value) ?? new Set(Object.values(value).flatMap((part) => [...idsIn(part)]));
  known.set(value, found);
  return found;
}

/** tRPC's query keys are `[["orders", "get"], { input, type }]`. */
function pathOf([path]: readonly unknown[]): [module: string, query: string] {
  return Array.isArray(path) ? [String(path[0]), String(path[1])] : ["", ""];
}

function inputOf([, options]: readonly unknown[]): Record<string, unknown> {
  return isRecord(options) && isRecord(options["input"]) ? options["input"] : {};
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
