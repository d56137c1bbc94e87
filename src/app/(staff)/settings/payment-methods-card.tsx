"use client";

import { useState } from "react";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import type { PaymentMethod } from "@/modules/shop/payment-method";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { onDemand } from "@/ui/on-demand";
import { DetailSkeleton } from "@/ui/skeleton";

const PaymentMethodsDialog = onDemand(() =>
  import("./payment-methods-dialog").then((file) => file.PaymentMethodsDialog),
);

/** How the shop is paid. */
export function PaymentMethodsCard() {
  const methods = trpc.shop.listPaymentMethods.useQuery();
  const [isEditing, setEditing] = useState(false);
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader
        title="Payment methods"
        description="Chosen when a payment or a refund is recorded, in this order."
        className="mb-0"
      />
      <Loaded inline query={methods} skeleton={<DetailSkeleton />}>
        {(methods) => (
          <>
            <Methods methods={methods} />
            <Button className="self-start" onClick={() => setEditing(true)}>
              Edit payment methods
            </Button>
            <PaymentMethodsDialog methods={methods} open={isEditing} onOpen={setEditing} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

const Methods = ({ methods }: { methods: readonly PaymentMethod[] }) => (
  <ul aria-label="Payment methods" className="divide-y divide-border text-sm">
    {methods.map(({ id, name, isDefault, isArchived }) => (
      <li key={id} className="flex items-center gap-2 py-1.5">
        <span className="min-w-0 break-words">{name}</span>
        {isDefault && <Badge>Default</Badge>}
        {isArchived && <Badge tone="warning">Archived</Badge>}
      </li>
    ))}
  </ul>
);
