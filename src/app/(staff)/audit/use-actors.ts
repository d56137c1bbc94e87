"use client";

import { trpc } from "@/client/trpc";

/** Whom the list is narrowed to, and what it is then asked for: a person, a program or a key. */
export function useChosenActor(chosenId: string | null) {
  const { data = [], isPending } = trpc.history.listActors.useQuery({ id: chosenId }, { enabled: chosenId !== null });
  const chosen = data.find(({ id }) => id === chosenId) ?? null;
  const isKey = chosen?.kind === "key";
  return {
    chosen,
    isKnown: chosenId === null || !isPending,
    ids: { actorId: isKey ? null : chosenId, keyId: isKey ? chosenId : null },
  };
}
