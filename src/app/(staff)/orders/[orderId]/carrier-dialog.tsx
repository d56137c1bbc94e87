"use client";

import { type FormEvent, useState } from "react";
import { CarrierFields } from "@/app/(staff)/_parcels/parcel-fields";
import type { Order } from "@/app/(staff)/orders/order-data";
import { RefusalNotice, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { carrierSetMeanwhile } from "@/modules/orders/carried/refusals";
import { formatOrderNumber } from "@/modules/orders/order";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { notify } from "@/ui/toast";

type CarrierDialogProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

export function CarrierDialog({ order, open, onOpen }: CarrierDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Carrier of order ${formatOrderNumber(order.number)}`}
      description="Whoever packs its parcels begins with it. Parcels that are packed stay as they are."
    >
      <Choice order={order} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

type Fields = { carrierId: string | null; service: string };

const fieldsOf = ({ carrierId, carrierService }: Order): Fields => ({ carrierId, service: carrierService });
const toSend = ({ carrierId, service }: Fields) => (carrierId === null ? null : { carrierId, service });

function Choice({ order, onDone }: { order: Order; onDone: () => void }) {
  const [fields, setFields] = useState(() => fieldsOf(order));
  // As it was when this was opened. Who is told that others changed it has seen that, too.
  const [opened] = useState(() => fieldsOf(order));
  const number = formatOrderNumber(order.number);
  const set = trpc.orders.setCarrier.useMutation({
    onSuccess: ({ carrier }) => {
      notify.success(carrier === "" ? `${number} has no carrier` : `${number} goes with ${carrier}`);
      onDone();
    },
  });
  const isTold = set.error !== null && refusalOf(set.error).code === carrierSetMeanwhile.code;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const seen = toSend(isTold ? fieldsOf(order) : opened);
    set.mutate({ orderId: order.id, carrier: toSend(fields), seen });
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={send}>
      <CarrierFields fields={fields} onFields={(change) => setFields((now) => ({ ...now, ...change }))} />
      <RefusalNotice of={set.error} />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <Button type="submit" variant="primary" shortcut="mod+enter" pending={set.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
