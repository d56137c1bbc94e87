"use client";

import { trpc } from "@/client/trpc";

/** Who may have done something, as options of a filter, and what each asks the list for. */
export function useActors() {
  const { data: known = [] } = trpc.history.listActors.useQuery();
  const actors = known.map(({ id, name, kind }) => ({
    value: id,
    label: kind === "person" ? name : `${name} (${kind})`,
  }));
  const isKey = (id: string) => known.some((actor) => actor.id === id && actor.kind === "key");
  const idsOf = (id: string | null) => ({
    actorId: id !== null && !isKey(id) ? id : null,
    keyId: id !== null && isKey(id) ? id : null,
  });
  return { actors, idsOf };
}
