"use client";

import { trpc } from "@/client/trpc";
import { TextLink } from "@/ui/text-link";

/** The price lists that the customers of a group have. */
export function ListsOfGroup({ groupId }: { groupId: string }) {
  const { data = [] } = trpc.pricing.listOfGroups.useQuery();
  const lists = data.filter((list) => list.groupId === groupId);
  return (
    lists.length > 0 && (
      <span className="flex flex-wrap gap-x-2 text-xs">
        {lists.map(({ priceListId, name }) => (
          <TextLink key={priceListId} href={`/price-lists/${priceListId}`}>
            {name}
          </TextLink>
        ))}
      </span>
    )
  );
}
