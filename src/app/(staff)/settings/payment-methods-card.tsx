"use client";

import { useState } from "react";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { onDemand } from "@/ui/on-demand";
import { DetailSkeleton } from "@/ui/skeleton";
import { MethodList } from "./payment-method-list";

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
            <MethodList label="Payment methods" methods={methods} />
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
