"use client";

import { useRouter } from "next/navigation";
import { EMPTY_DRAFT } from "@/app/(staff)/orders/order-draft";
import { OrderEditor } from "@/app/(staff)/orders/order-editor";
import { QueryError } from "@/app/(staff)/stock/query-error";
import { trpc } from "@/client/trpc";
import { sayNumber } from "@/modules/orders/order";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";

/** A new order, for a customer chosen before where the address names one. */
export function NewOrderScreen({ customerId }: { customerId: string | null }) {
  const customer = trpc.orders.customerById.useQuery({ customerId: customerId ?? "" }, { enabled: customerId !== null });
  return (
    <>
      <PageHeader title="New order" breadcrumb={[{ label: "Orders", href: "/orders" }, { label: "New" }]} />
      {customerId === null ? (
        <PlaceOrder customer={null} />
      ) : customer.data ? (
        <PlaceOrder customer={customer.data} />
      ) : customer.error ? (
        <QueryError error={customer.error} onRetry={() => void customer.refetch()} />
      ) : (
        <DetailSkeleton />
      )}
    </>
  );
}

function PlaceOrder({ customer }: { customer: { id: string; name: string } | null }) {
  const router = useRouter();
  const place = trpc.orders.place.useMutation({
    onSuccess: ({ orderId, number }, { confirm }) => {
      notify.success(confirm ? `${sayNumber(number)} is placed and confirmed` : `${sayNumber(number)} is saved as a draft`);
      router.push(`/orders/${orderId}`);
    },
  });
  // The button stays busy while the order's page loads, so that nobody places the order twice.
  const isUnderWay = place.isPending || place.isSuccess;
  return (
    <OrderEditor
      start={{ ...EMPTY_DRAFT, customer }}
      error={place.error}
      pending={isUnderWay ? (place.variables.confirm ? "confirm" : "save") : null}
      onSend={(order, act) => place.mutate({ ...order, confirm: act === "confirm" })}
    />
  );
}
