"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { StatusBadge } from "@/app/(staff)/orders/order-badges";
import type { Draft } from "@/app/(staff)/orders/order-draft";
import { OrderEditor, type OrderToSend } from "@/app/(staff)/orders/order-editor";
import type { Order } from "@/app/(staff)/orders/order-data";
import { QueryError } from "@/app/(staff)/stock/query-error";
import { trpc } from "@/client/trpc";
import { canEdit, sayNumber, sayStatus } from "@/modules/orders/order";
import { Button } from "@/ui/button";
import { LinkButton } from "@/ui/link-button";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import { notify } from "@/ui/toast";

export function EditOrderScreen({ orderId }: { orderId: string }) {
  const order = trpc.orders.byId.useQuery({ orderId });
  if (order.error && !order.data) return <QueryError error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data) return <DetailSkeleton />;
  return <EditOrder order={order.data} />;
}

const draftOf = ({ customer, warehouseId, note, lines }: Order): Draft => ({
  customer, warehouseId, note,
  lines: lines.map(({ id, variantId, sku, title, optionValues, unit, quantity, unitPrice, discountRate, taxRate }) => ({
    key: id, goods: { variantId, sku, title, optionValues, unit }, quantity, unitPrice, discountRate, taxRate,
  })),
});

function EditOrder({ order }: { order: Order }) {
  const number = sayNumber(order.number);
  // The order as it was when writing began. The page moves on with others' changes; what is being written does not.
  const [begun, setBegun] = useState(order);
  const [version, setVersion] = useState(order.version);
  return (
    <>
      <PageHeader title={`Edit order ${number}`} breadcrumb={[{ label: "Orders", href: "/orders" }, { label: number, href: `/orders/${order.id}` }, { label: "Edit" }]} badge={<StatusBadge status={order.status} />} />
      {!canEdit(order.status) ? (
        <Notice tone="warning" title={`This order is ${sayStatus(order.status)}`} action={<LinkButton href={`/orders/${order.id}`}>Open the order</LinkButton>}>Only a draft can be written anew.</Notice>
      ) : (
        <>
          {order.version > version && <SavedMeanwhile order={order} onKeep={() => setVersion(order.version)} onTake={() => { setBegun(order); setVersion(order.version); }} />}
          <Editing key={begun.version} order={begun} version={version} onVersion={setVersion} />
        </>
      )}
    </>
  );
}

function SavedMeanwhile({ order, onKeep, onTake }: { order: Order; onKeep: () => void; onTake: () => void }) {
  return (
    <Notice
      tone="warning"
      className="mb-4"
      title="Someone else saved this order while you were editing"
      action={<span className="flex flex-wrap gap-2"><Button size="sm" onClick={onTake}>Take theirs</Button><Button size="sm" onClick={onKeep}>Keep mine</Button></span>}
    >
      <p>Theirs: {order.lines.map((line) => `${line.quantity} × ${line.sku}`).join(", ")}{order.note && `, note “${order.note}”`}.</p>
      <p>What you wrote is still below. Compare with <TextLink href={`/orders/${order.id}`}>the order as saved</TextLink>, then choose.</p>
    </Notice>
  );
}

type EditingProps = { order: Order; version: number; onVersion: (version: number) => void };

function Editing({ order, version, onVersion }: EditingProps) {
  const router = useRouter();
  const edit = trpc.orders.edit.useMutation();
  const confirm = trpc.orders.confirm.useMutation();
  const [act, setAct] = useState<"save" | "confirm" | null>(null);

  const send = async (input: OrderToSend, wanted: "save" | "confirm") => {
    setAct(wanted);
    confirm.reset();
    try {
      const saved = await edit.mutateAsync({ ...input, orderId: order.id, version });
      // From here on the draft is what was written, whether or not it can be confirmed.
      onVersion(saved.version);
      if (wanted === "confirm") await confirm.mutateAsync({ orderId: order.id });
      notify.success(wanted === "confirm" ? `${sayNumber(order.number)} is confirmed` : "Saved");
      router.push(`/orders/${order.id}`);
    } catch {
      // The refusal stands in the mutation and is shown beside the buttons.
      setAct(null);
    }
  };

  return <OrderEditor start={draftOf(order)} error={edit.error ?? confirm.error} pending={act} onSend={(input, wanted) => void send(input, wanted)} />;
}
