import type * as z from "zod";
import type { MessageDefinition, MessageName } from "./message";

/** A fact in the past tense, already true when it is published. It carries ids and versions, not contents. */
export type EventDefinition<Payload = Record<string, unknown>> = MessageDefinition<"event", Payload>;

export const defineEvent = <Payload extends Record<string, unknown>>(
  name: MessageName,
  payload: z.ZodType<Payload>,
): EventDefinition<Payload> => ({ kind: "event", name, payload });

/**
 * What travels to a browser about an event: enough to know which queries are stale, and nothing to read. It names the
 * warehouses that it happened in, of those that the reader works in; none where it concerns no single one.
 */
export type LiveEvent = {
  position: number;
  name: string;
  entityIds: string[];
  warehouseIds?: string[] | undefined;
  /** Where reads go to replicas: brought back in `POSITION_HEADER`, it lets a refetch show what the event tells of. */
  readAfter?: string | undefined;
};

/** The same within the server; null where it concerns no single warehouse. */
export type Fact = Pick<LiveEvent, "name" | "entityIds"> & { warehouseIds: string[] | null };

/** The stream's own words: where it begins, and that everything may be stale because too much was missed. */
export const LIVE_STARTED = "live.started";
export const LIVE_RESYNC = "live.resync";

/** The first word of a name that travels is its module, and the set of screens it makes stale. */
export const moduleOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(".")));

/** The warehouses that a payload names; null where it names none. */
export function warehouseIdsOf({ warehouseId, warehouseIds }: Record<string, unknown>): string[] | null {
  const named = [warehouseId, ...(Array.isArray(warehouseIds) ? warehouseIds : [])].filter(
    (id) => typeof id === "string",
  );
  return named.length === 0 ? null : named;
}

/** Every id a payload names: the values under keys that end in `Id` or `Ids`. */
export function entityIdsOf(payload: Record<string, unknown>): string[] {
  const ids = Object.entries(payload).flatMap(([key, value]) => {
    if (key.endsWith("Id") && typeof value === "string") return [value];
    if (key.endsWith("Ids") && Array.isArray(value)) return value.filter((id) => typeof id === "string");
    return [];
  });
  return [...new Set(ids)];
}
