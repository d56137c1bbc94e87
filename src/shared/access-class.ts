import type { Actor } from "./access";

/** Those of one class see the same of everything that is not about themselves. */
export function accessClass(actor: Actor): string {
  if (actor.kind !== "person") return actor.kind;
  const where = actor.warehouses === "all" ? "all" : actor.warehouses.toSorted().join();
  const by = actor.key ? ` ${actor.key.scopes.toSorted().join()}` : "";
  return `${actor.role} ${where}${by}`;
}
