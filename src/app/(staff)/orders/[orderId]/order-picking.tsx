"use client";

import { ListChecks } from "lucide-react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { canShip } from "@/modules/orders/order";
import { pickListName, waveName, zoneName } from "@/modules/picking/pick-list";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Progress } from "@/ui/progress";
import { TextLink } from "@/ui/text-link";
import { notify } from "@/ui/toast";

type ListOfOrder = Outputs["picking"]["listOfOrder"][number];

/** Who picks the order, and how far they are; else the way to a pick list. */
export function OrderPicking({ order }: { order: Order }) {
  const { data: lists } = trpc.picking.listOfOrder.useQuery({ orderId: order.id });
  if (!lists) return null;
  const bound = lists.reduce((sum, { quantity }) => sum + quantity, 0);
  const reserved = order.lines.reduce((sum, line) => sum + line.reserved, 0);
  return (
    <div className="mt-3 flex flex-col gap-3">
      {lists.map((list) => (
        <OnList key={list.listId} list={list} />
      ))}
      {canShip(order.status) && reserved > bound && <MakeList order={order} />}
    </div>
  );
}

function OnList({ list }: { list: ListOfOrder }) {
  const { listId, number, waveId, waveNumber, zoneOfList, takenByName, quantity, picked, toPutBack } = list;
  const isPicked = picked === quantity;
  const who = takenByName === null ? "Waits to be picked" : `${isPicked ? "Picked" : "Being picked"} by ${takenByName}`;
  return (
    <div className="text-sm">
      {quantity > 0 && (
        <Progress
          label={who}
          value={picked}
          max={quantity}
          text={`${formatQuantity(picked)} of ${formatQuantity(quantity)}`}
          tone={isPicked ? "success" : "accent"}
        />
      )}
      <p className="mt-1">
        <TextLink href={`/picking/${listId}`}>{pickListName(number)}</TextLink>
        {waveId !== null && (
          <>
            . {zoneName(zoneOfList)} of{" "}
            <TextLink href={`/picking/waves/${waveId}`}>{waveName(waveNumber ?? 0)}</TextLink>
          </>
        )}
        {toPutBack > 0 && <span className="text-warning-text">, {formatQuantity(toPutBack)} to put back</span>}
      </p>
    </div>
  );
}

function MakeList({ order }: { order: Order }) {
  const mayMake = useCan("picking.create");
  const make = trpc.picking.create.useMutation({
    onSuccess: ({ number, open }) =>
      notify.success(`${pickListName(number)} is ready to be picked`, {
        ...(open > 0 && { description: `${formatQuantity(open)} of it lie in no bin that may be picked from.` }),
      }),
  });
  if (!mayMake) return null;
  return (
    <>
      <Button
        size="sm"
        className="self-start"
        icon={<ListChecks aria-hidden />}
        shortcut="l"
        pending={make.isPending}
        onClick={() => make.mutate({ orderIds: [order.id] })}
      >
        Make pick list
      </Button>
      <RefusalNotice of={make.error} />
    </>
  );
}
