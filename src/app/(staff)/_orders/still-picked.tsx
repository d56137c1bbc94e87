"use client";

import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { describeStillPicked } from "@/modules/picking/pick-list";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";

/** Before an order ships: what of it somebody is still to fetch, by zone where its wave was cut so. */
export function StillPicked({ orderId }: { orderId: string }) {
  const mayRead = useCan("picking.read");
  const { data: lists } = trpc.picking.listStillPicked.useQuery({ orderIds: [orderId] }, { enabled: mayRead });
  if (!lists || lists.length === 0) return null;
  return (
    <Notice tone="warning" title="Not everything is picked yet">
      <ul>
        {lists.map((list) => (
          <li key={list.listId}>
            <TextLink href={`/picking/${list.listId}`}>{describeStillPicked(list)}</TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
