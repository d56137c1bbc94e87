"use client";

import { useState } from "react";
import { type Outputs, trpc } from "@/client/trpc";
import { Combobox } from "@/ui/combobox";

type Actor = Outputs["history"]["listActors"][number];

const KIND_NAMES = { person: undefined, program: "Program", key: "API key" } as const satisfies Record<
  Actor["kind"],
  string | undefined
>;

/** Who did it, searched by name: people, programs and keys. */
export function ActorPicker({ chosen, onChoose }: { chosen: Actor | null; onChoose: (id: string | null) => void }) {
  const [query, setQuery] = useState("");
  const found = trpc.history.listActors.useQuery({ search: query });
  return (
    <Combobox<Actor>
      label="Who"
      className="w-44 shrink-0"
      value={chosen}
      onValue={(actor) => onChoose(actor?.id ?? null)}
      items={found.data ?? []}
      query={query}
      onQuery={setQuery}
      loading={found.isFetching}
      failed={found.isError}
      itemId={({ id }) => id}
      itemLabel={({ name }) => name}
      itemHint={({ kind }) => KIND_NAMES[kind]}
      placeholder="Who"
      empty="Nobody has this name."
      clearable
    />
  );
}
