"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Return } from "@/app/(staff)/_returns/return-data";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { DescriptionList } from "@/ui/description-list";
import { onDemand } from "@/ui/on-demand";
import { notify } from "@/ui/toast";

const RefundDialog = onDemand(() => import("./refund-dialog").then((file) => file.RefundDialog));

/** What a return comes to in money, and the order that replaces what is replaced. */
export function ReturnMoney({ found }: { found: Return }) {
  const { money, currency } = found;
  const [isRefunding, setRefunding] = useState(false);
  const mayRefund = useCan("returns.refund") && money.due + money.shippingDue > 0 && money.credited > 0;
  const amount = (minor: number) => <Money minor={minor} currency={currency} />;
  return (
    <Card>
      <CardHeader title="Money" />
      <DescriptionList
        items={[
          { label: "Credited", value: amount(money.credited) },
          ...(money.fee > 0 ? [{ label: "Restocking fee", value: amount(money.fee) }] : []),
          { label: "Given back", value: amount(money.refunded) },
          { label: "To give back", value: <strong className="font-semibold">{amount(money.due)}</strong> },
        ]}
      />
      {isNotPaid(money) && (
        <p className="mt-2 text-xs text-muted">
          The customer has paid nothing above what they owe: they owe less instead.
        </p>
      )}
      {money.fee > 0 && (
        <p className="mt-2 text-xs text-muted">
          The fee is a line of an invoice, once what came back is on none. Crediting all of that invoice takes it back,
          and the next one has it again. Crediting an amount off the fee waives so much of it.
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {mayRefund && (
          <Button size="sm" onClick={() => setRefunding(true)}>
            Record refund
          </Button>
        )}
        <Exchange found={found} />
      </div>
      <RefundDialog found={found} open={isRefunding && mayRefund} onOpen={setRefunding} />
    </Card>
  );
}

const isNotPaid = ({ credited, refunded, due }: Return["money"]): boolean => credited > refunded && due === 0;

function Exchange({ found }: { found: Return }) {
  const router = useRouter();
  const mayExchange = useCan("returns.exchange");
  const exchange = trpc.returns.exchange.useMutation({
    onSuccess: ({ orderId, number }) => {
      notify.success(`${formatOrderNumber(number)} is a draft with what is replaced`);
      router.push(`/orders/${orderId}`);
    },
  });
  const isOpen = found.receipts.some((receipt) => receipt.outcome === "replace" && receipt.exchangeOrderId === null);
  if (!mayExchange || !isOpen) return null;
  return (
    <>
      <Button size="sm" pending={exchange.isPending} onClick={() => exchange.mutate({ returnId: found.id })}>
        Place replacement order
      </Button>
      <RefusalNotice of={exchange.error} />
    </>
  );
}
