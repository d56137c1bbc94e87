"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { notifyExceeded } from "@/app/(staff)/_orders/notify-exceeded";
import { reservedText } from "@/app/(staff)/_orders/reserved-text";
import { type Draft, EMPTY_DRAFT, isDraft, isSameDraft } from "@/app/(staff)/orders/order-draft";
import { OrderEditor } from "@/app/(staff)/orders/order-editor";
import { Loaded } from "@/client/loaded";
import { usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import { usePersistentState } from "@/ui/use-persistent-state";

/** A new order, for a customer chosen before where the address names one. */
export function NewOrderScreen({ customerId }: { customerId: string | null }) {
  const customer = trpc.customers.get.useQuery({ customerId: customerId ?? "" }, { enabled: customerId !== null });
  return (
    <>
      <PageHeader title="New order" breadcrumb={[{ label: "Orders", href: "/orders" }, { label: "New" }]} />
      {customerId === null ? (
        <PlaceOrder customer={null} />
      ) : (
        <Loaded query={customer} skeleton={<DetailSkeleton />}>
          {(customer) => <PlaceOrder customer={customer} />}
        </Loaded>
      )}
    </>
  );
}

type Customer = { id: string; name: string };

/** An order being written, kept by this tab until it is placed: one for each person and each customer it began from. */
function useNewOrder(customer: Customer | null) {
  const { userId } = usePerson();
  const begun = useMemo(
    () => ({ ...EMPTY_DRAFT, customer: customer && { id: customer.id, name: customer.name } }),
    [customer],
  );
  const [draft, change] = usePersistentState({
    key: `quartermaster.new-order.${userId}.${customer?.id ?? ""}`,
    storage: "session",
    is: isDraft,
    empty: begun,
  });
  const discard = () => {
    change(() => begun);
    notify.info("The order was discarded", { action: { label: "Undo", run: () => change(() => draft) } });
  };
  return { draft, change, clear: () => change(() => begun), discard: isSameDraft(draft, begun) ? null : discard };
}

function PlaceOrder({ customer }: { customer: Customer | null }) {
  const router = useRouter();
  const { draft, change, clear, discard } = useNewOrder(customer);
  // Shown until the order's own page is there: the kept one is empty from the moment the order is placed.
  const [placed, setPlaced] = useState<Draft | null>(null);
  const place = trpc.orders.place.useMutation({
    onSuccess: ({ orderId, number, exceeded, backordered = 0 }, { confirm }) => {
      setPlaced(draft);
      clear();
      notify.success(
        confirm
          ? `${formatOrderNumber(number)} is placed and confirmed`
          : `${formatOrderNumber(number)} is saved as a draft`,
        backordered > 0 ? { description: reservedText(backordered) } : {},
      );
      notifyExceeded(exceeded);
      router.push(`/orders/${orderId}`);
    },
  });
  // The button stays busy while the order's page loads, so that nobody places the order twice.
  const isUnderWay = place.isPending || place.isSuccess;
  return (
    <OrderEditor
      draft={placed ?? draft}
      onDraft={change}
      discard={
        discard && {
          label: "Discard",
          hint: "Unsaved changes stay in this tab.",
          run: discard,
        }
      }
      error={place.error}
      pending={isUnderWay ? (place.variables.confirm ? "confirm" : "save") : null}
      onSend={(order, act) => place.mutate({ ...order, confirm: act === "confirm" })}
    />
  );
}
