import type { EventDefinition } from "./event";

/**
 * What the queries of a module show. A fact that they may show makes them stale: in doubt it does, since a query asked
 * once too often is slower and one asked too seldom is wrong.
 */
export type Staleness<Module extends string = string, Query extends string = string> = {
  /** The modules whose facts its queries show, itself among them; `all` for what looks at every module. */
  readonly modules: readonly Module[] | "all";
  /** Queries that show less: facts of these modules, and these facts. */
  readonly only?: readonly {
    readonly queries: readonly Query[];
    readonly modules?: readonly Module[];
    readonly facts?: readonly string[];
  }[];
  /** Queries that show nothing of any other warehouse than the one that their input names, if it names one. */
  readonly byWarehouse?: readonly Query[];
  /** Queries about one thing, by the `entityId` of their input: each fact names the things that it changes. */
  readonly byEntity?: readonly Query[];
  /** Queries about the things that their input names, and the facts that name every such thing they change. */
  readonly byId?: readonly { readonly queries: readonly Query[]; readonly facts: readonly string[] }[];
  /** Facts of those modules that none of its queries shows. */
  readonly ignores?: readonly string[];
};

/** By the first word of a query's path. */
export type StalenessTable = Readonly<Record<string, Staleness>>;

export const namesOf = (...events: readonly Pick<EventDefinition, "name">[]): readonly string[] =>
  events.map(({ name }) => name);
