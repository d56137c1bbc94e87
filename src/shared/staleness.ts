import type { EventDefinition } from "./event";

/** Facts that may change the answer to a query. What narrows them must all hold. */
export type StaleBy = {
  /** Names of facts, the first word of all facts of a module, or `*` for every fact. */
  readonly facts: readonly string[];
  readonly except?: readonly string[];
  /** Only facts that name a thing which the input names, or which the input or the answer at hand names. */
  readonly about?: "asked" | "shown";
  /** Where the input names one of these, only facts that concern it. */
  readonly within?: readonly ("warehouseId" | "customerId" | "entityId")[];
  /** Only for inputs with one of these values in each of these fields; null is a field that is left out. */
  readonly when?: Readonly<Record<string, readonly (string | boolean | null)[]>>;
};

/**
 * What makes each query of a module stale: a fact that any of its entries lets through. In doubt a fact does, since a
 * query asked once too often is slower and one asked too seldom is wrong.
 */
export type Staleness<Query extends string = string> = { readonly [Q in Query]?: readonly StaleBy[] };

/** By the first word of a query's path. */
export type StalenessTable = Readonly<Record<string, Staleness>>;

export const namesOf = (...events: readonly Pick<EventDefinition, "name">[]): readonly string[] =>
  events.map(({ name }) => name);
