"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { ReturnBadge } from "@/app/(staff)/_returns/return-badge";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { formatReturnNumber } from "@/modules/returns/return";
import { formatQuantity } from "@/shared/quantity";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { onDemand } from "@/ui/on-demand";
import { Section } from "@/ui/page";
import { TextLink } from "@/ui/text-link";

const ReturnItemsDialog = onDemand(() => import("./return-items-dialog").then((file) => file.ReturnItemsDialog));

/** What came back of an order, what may, and the way to let more come back. */
export function OrderReturns({ order }: { order: Order }) {
  const { data: returns } = trpc.returns.listOfOrder.useQuery({ orderId: order.id });
  const [isAsking, setAsking] = useState(false);
  const mayAuthorise = useCan("returns.authorise") && order.lines.some(({ shipped, claimed }) => shipped > claimed);
  if (!returns || (returns.length === 0 && !mayAuthorise)) return null;
  return (
    <Section
      title="Returns"
      actions={
        mayAuthorise && (
          <Button size="sm" icon={<Undo2 aria-hidden />} shortcut="r" onClick={() => setAsking(true)}>
            Return items
          </Button>
        )
      }
    >
      {returns.length > 0 && (
        <Card>
          <ol aria-label="Returns" className="flex flex-col divide-y divide-border text-sm">
            {returns.map((each) => (
              <ReturnOfOrder key={each.id} of={each} />
            ))}
          </ol>
        </Card>
      )}
      <ReturnItemsDialog order={order} open={isAsking && mayAuthorise} onOpen={setAsking} />
    </Section>
  );
}

function ReturnOfOrder({ of: each }: { of: Outputs["returns"]["listOfOrder"][number] }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0">
      <span className="flex items-center gap-2">
        <TextLink href={`/returns/${each.id}`}>{formatReturnNumber(each.number)}</TextLink>
        <ReturnBadge status={each.status} />
      </span>
      <span className="flex flex-wrap items-center gap-x-4 text-muted">
        <span className="tabular">
          {formatQuantity(each.received)} of {formatQuantity(each.quantity)} received
        </span>
        <DateTime at={each.authorisedAt} mode="date" />
        <Money minor={each.credited} currency={each.currency} className="font-medium text-foreground" />
      </span>
    </li>
  );
}
