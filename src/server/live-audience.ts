import { inboxChanged } from "@/modules/notifications/contract";
import type { FactBatch, PublishedFact } from "@/platform/outbox/fact-batch";
import { eventsOf, NOTHING } from "@/platform/trpc/event-stream";
import { ACCESS, type Actor, can, mayUseWarehouse, type Permission } from "@/shared/access";
import { accessClass } from "@/shared/access-class";
import { type Fact, LIVE_RESYNC, LIVE_STARTED, type LiveEvent, moduleOf } from "@/shared/event";

const isPermission = (text: string): text is Permission => Object.hasOwn(ACCESS, text);

const isPersonal = (name: string): boolean => name === inboxChanged.name;

/** Whether a fact is about this person, who hears of it whatever their role. */
const concerns = (actor: Actor, { name, entityIds }: Pick<Fact, "name" | "entityIds">): boolean =>
  actor.kind === "person" && (moduleOf(name) === "users" || isPersonal(name)) && entityIds.includes(actor.userId);

/**
 * People get the events of modules that they may read and of warehouses that they work in, and events about themselves.
 * Nobody gets any other.
 */
export function mayHear(actor: Actor, fact: Fact): boolean {
  if (concerns(actor, fact)) return true;
  if (isPersonal(fact.name)) return false;
  if (fact.warehouseIds && !fact.warehouseIds.some((id) => mayUseWarehouse(actor, id))) return false;
  const permission = `${moduleOf(fact.name)}.read`;
  return isPermission(permission) && can(actor, permission);
}

/** What this reader is told: of the warehouses that a fact happened in, only those they work in. */
export const toldTo = (actor: Actor, { facts }: FactBatch): LiveEvent[] =>
  facts.flatMap((fact) => {
    const isOwnWord = fact.name === LIVE_STARTED || fact.name === LIVE_RESYNC;
    return isOwnWord || mayHear(actor, fact) ? [toEvent(actor, fact)] : [];
  });

function toEvent(actor: Actor, { position, name, entityIds, warehouseIds, readAfter }: PublishedFact): LiveEvent {
  const own = warehouseIds?.filter((id) => mayUseWarehouse(actor, id));
  return {
    position,
    name,
    entityIds,
    ...(own && own.length > 0 && { warehouseIds: own }),
    ...(readAfter !== undefined && { readAfter }),
  };
}

/** The same message for all of a role who work in the same warehouses, and one of their own for whom it concerns. */
export function messageFor(actor: Actor, batch: FactBatch): Uint8Array {
  if (batch.facts.length === 0) return NOTHING;
  const make = () => encode(toldTo(actor, batch));
  if (batch.facts.some((fact) => concerns(actor, fact))) return make();
  return batch.messageFor(accessClass(actor), make);
}

const encode = (events: readonly LiveEvent[]): Uint8Array =>
  events.length === 0 ? NOTHING : eventsOf(events.map((event) => ({ id: String(event.position), data: event })));
