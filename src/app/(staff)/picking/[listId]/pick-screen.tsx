"use client";

import { CircleCheck } from "lucide-react";
import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { PrintLink } from "@/app/(staff)/picking/print-link";
import { Loaded } from "@/client/loaded";
import { usePerson } from "@/client/person";
import { useOwnScanBox } from "@/client/scan";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { pickListName, toPick, waveName, zoneName } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { Notice } from "@/ui/notice";
import { PageBody, PageHeader } from "@/ui/page";
import { Progress } from "@/ui/progress";
import { DetailSkeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import { PickActions, TakeList } from "./pick-actions";
import { PickOverview } from "./pick-overview";
import { type PickList, tasksOf } from "./pick-scan";
import { PickWalk } from "./pick-walk";
import { PutBacks } from "./put-backs";

/** A list to walk with a phone or a scanner in the hand. */
export function PickScreen({ listId }: { listId: string }) {
  // From the first moment: a scan that comes while the page still loads must not lead away from it.
  useOwnScanBox();
  const list = trpc.picking.get.useQuery({ listId });
  return (
    <Loaded query={list} skeleton={<DetailSkeleton />}>
      {(list) => <PickPage list={list} />}
    </Loaded>
  );
}

function PickPage({ list }: { list: PickList }) {
  const { userId } = usePerson();
  const isMine = list.takenBy === userId;
  const name = pickListName(list.number);
  const done = list.picked + list.shipped;
  const all = list.quantity + list.shipped;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: "Picking", href: "/picking" }, { label: name }]}
        description={
          <>
            {list.waveId !== null && (
              <>
                {zoneName(list.zoneOfList)} of{" "}
                <TextLink href={`/picking/waves/${list.waveId}`}>{waveName(list.waveNumber ?? 0)}</TextLink>.{" "}
              </>
            )}
            {formatCount(list.orders, "order")}, {list.warehouseName}. Made <DateTime at={list.createdAt} /> by{" "}
            {list.createdByName}
          </>
        }
        actions={
          <>
            {toPick(list) > 0 && <PrintLink kind="pick-sheet" id={list.listId} />}
            <PickActions list={list} isMine={isMine} />
          </>
        }
      />
      <PageBody
        aside={
          <Card>
            <CardHeader title="History" />
            <EntityHistory entityId={list.listId} label={`History of ${name.toLowerCase()}`} />
          </Card>
        }
      >
        <Progress
          label="Picked"
          value={done}
          max={all}
          text={`${formatQuantity(done)} of ${formatCount(all, "item")}`}
        />
        <Work list={list} isMine={isMine} />
        <PutBacks list={list} />
        <PickOverview list={list} />
      </PageBody>
    </>
  );
}

function Work({ list, isMine }: { list: PickList; isMine: boolean }) {
  const isDone = tasksOf(list.picks).length === 0;
  if (isDone) return <Done list={list} />;
  if (isMine) return <PickWalk list={list} />;
  if (list.takenBy === null) return <TakeList list={list} />;
  return (
    <Notice tone="info" title={`Being picked by ${list.takenByName}`}>
      You see here what they have picked so far.
    </Notice>
  );
}

function Done({ list: { picks } }: { list: PickList }) {
  const held = [...new Map(picks.filter((row) => row.orderStatus === "on_hold").map((row) => [row.orderId, row]))];
  if (held.length > 0)
    return (
      <Notice tone="warning" title="The rest is on hold">
        {held.map(([orderId, { orderNumber }]) => (
          <TextLink key={orderId} href={`/orders/${orderId}`}>
            Order {formatOrderNumber(orderNumber)}
          </TextLink>
        ))}
      </Notice>
    );
  return (
    <p role="status" className="flex items-center gap-2 rounded-lg bg-success-subtle px-4 py-3 text-success-text">
      <CircleCheck aria-hidden className="size-6 shrink-0" />
      <span className="text-base font-semibold">Nothing left to pick</span>
    </p>
  );
}
