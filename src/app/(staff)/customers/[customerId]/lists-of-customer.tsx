"use client";

import { PriceListBadge, periodText } from "@/app/(staff)/_pricing/price-list-badge";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { Skeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";

/** Which price lists a customer has: their own go before those of their group. */
export function ListsOfCustomer({ customerId }: { customerId: string }) {
  const lists = trpc.pricing.listOfCustomer.useQuery({ customerId });
  return (
    <Card>
      <CardHeader title="Price lists" />
      <Loaded inline query={lists} skeleton={<Skeleton className="h-8" />}>
        {(lists) =>
          lists.length === 0 ? (
            <p className="text-sm text-faint">None: they pay the usual prices</p>
          ) : (
            <ul aria-label="Price lists" className="flex flex-col gap-3 text-sm">
              {lists.map((list) => (
                <li key={`${list.id} ${list.groupName}`} className="flex items-start justify-between gap-2">
                  <span className="min-w-0">
                    <TextLink href={`/price-lists/${list.id}`}>{list.name}</TextLink>
                    <span className="block text-xs text-muted">
                      {[list.groupName === null ? "Their own" : `Of ${list.groupName}`, periodText(list)]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                  <PriceListBadge state={list.state} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
