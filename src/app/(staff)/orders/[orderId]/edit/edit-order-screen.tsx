"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { notifyExceeded } from "@/app/(staff)/_orders/notify-exceeded";
import { StatusBadge } from "@/app/(staff)/_orders/order-badges";
import { nameLines, openOrderOf } from "@/app/(staff)/orders/order-change";
import type { Order } from "@/app/(staff)/orders/order-data";
import type { Draft } from "@/app/(staff)/orders/order-draft";
import { OrderEditor, type OrderToSend } from "@/app/(staff)/orders/order-editor";
import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { canChange, canEdit, formatOrderNumber, statusLabel } from "@/modules/orders/order";
import { Button } from "@/ui/button";
import { LinkButton } from "@/ui/link-button";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import { ChangedMeanwhile } from "./changed-meanwhile";
import { useOrderEdit } from "./use-order-edit";

export function EditOrderScreen({ orderId }: { orderId: string }) {
  const order = trpc.orders.get.useQuery({ orderId });
  return (
    <Loaded query={order} skeleton={<DetailSkeleton />}>
      {(order) => <EditOrder order={order} />}
    </Loaded>
  );
}

function EditOrder({ order }: { order: Order }) {
  const number = formatOrderNumber(order.number);
  return (
    <>
      <PageHeader
        title={`Edit order ${number}`}
        breadcrumb={[
          { label: "Orders", href: "/orders" },
          { label: number, href: `/orders/${order.id}` },
          { label: "Edit" },
        ]}
        badge={<StatusBadge status={order.status} />}
      />
      {canEdit(order.status) || canChange(order.status) ? <Editing order={order} /> : <NoDraft order={order} />}
    </>
  );
}

function Editing({ order }: { order: Order }) {
  const editing = useOrderEdit(order);
  const [isChoosing, setChoosing] = useState(false);
  const { error, step, saved, send, clearError } = useSaveOrder(order, editing, () => setChoosing(true));
  const decided = () => {
    setChoosing(false);
    clearError();
  };
  if (editing.isBehind && isChoosing && !step)
    return <ChangedMeanwhile order={order} editing={editing} onDecided={decided} />;
  return (
    <>
      {editing.isBehind && !step && <SavedMeanwhile onChoose={() => setChoosing(true)} />}
      <OrderEditor
        draft={saved ?? editing.draft}
        open={canChange(order.status) ? openOrderOf(order) : null}
        own={order}
        savedAddresses={{ ...order, customerId: order.customer.id }}
        onDraft={editing.change}
        discard={
          editing.isChanged
            ? {
                label: "Discard my changes",
                hint: "Unsaved changes stay in this tab.",
                run: editing.discard,
              }
            : null
        }
        error={error}
        refused={canChange(order.status) ? "save" : "confirm"}
        pending={step}
        onSend={(input, wanted, shown) => (editing.isBehind ? setChoosing(true) : void send(input, wanted, shown))}
      />
    </>
  );
}

/** A notice, so that the form stays in place while someone types. */
function SavedMeanwhile({ onChoose }: { onChoose: () => void }) {
  return (
    <Notice
      tone="warning"
      className="mb-4"
      action={
        <Button size="sm" onClick={onChoose}>
          See both
        </Button>
      }
    >
      Someone changed this order while you were editing. Your entries are kept. When you save, you see both versions and
      choose.
    </Notice>
  );
}

function useSaveOrder(order: Order, editing: ReturnType<typeof useOrderEdit>, onRefused: () => void) {
  const router = useRouter();
  const utils = trpc.useUtils();
  const edit = trpc.orders.edit.useMutation();
  const change = trpc.orders.change.useMutation();
  const confirm = trpc.orders.confirm.useMutation();
  const [step, setStep] = useState<"save" | "confirm" | null>(null);
  // Shown until the order's page is there: from the answer on nothing more is kept.
  const [saved, setSaved] = useState<Draft | null>(null);

  const save = ({ acceptBackorders, ...input }: OrderToSend, shown: Draft): Promise<Outputs["orders"]["change"]> => {
    const seen = { ...input, orderId: order.id, version: editing.version };
    if (canEdit(order.status)) return edit.mutateAsync(seen);
    const lines = nameLines(shown.lines, input.lines, order.lines);
    const { retax } = editing.draft;
    const asked = { ...(acceptBackorders && { acceptBackorders }), ...(retax && { retax }) };
    return change.mutateAsync({ ...seen, lines, ...asked });
  };
  const clearError = () => {
    edit.reset();
    change.reset();
  };
  const send = async (input: OrderToSend, wanted: "save" | "confirm", shown: Draft) => {
    setStep(wanted);
    clearError();
    confirm.reset();
    try {
      const { version, exceeded } = await save(input, shown);
      notifyExceeded(exceeded);
      // From here on the draft is what was written, whether or not it can be confirmed.
      editing.saveAs(version);
      const { acceptBackorders } = input;
      const confirming = { orderId: order.id, version, ...(acceptBackorders && { acceptBackorders }) };
      if (wanted === "confirm") notifyExceeded((await confirm.mutateAsync(confirming)).exceeded);
      setSaved(editing.draft);
      editing.settle();
      notify.success(wanted === "confirm" ? `${formatOrderNumber(order.number)} is confirmed` : "Saved");
      router.push(`/orders/${order.id}`);
    } catch {
      // The refusal stands in the mutation and is shown beside the buttons; if someone else was first, theirs is
      // fetched.
      await utils.orders.get.invalidate({ orderId: order.id });
      setStep(null);
      onRefused();
    }
  };
  return { error: edit.error ?? change.error ?? confirm.error, step, saved, send, clearError };
}

/** Someone may have completed or cancelled the order while it was edited. */
function NoDraft({ order }: { order: Order }) {
  const { draft, isChanged } = useOrderEdit(order);
  return (
    <Notice
      tone="warning"
      title={`This order is ${statusLabel(order.status)}`}
      action={<LinkButton href={`/orders/${order.id}`}>Open the order</LinkButton>}
    >
      <p>Only drafts and open orders can be edited.</p>
      {isChanged && (
        <p>
          Your entries: {draft.lines.map((line) => `${line.quantity ?? "?"} × ${line.goods.sku}`).join(", ")}
          {draft.note && `, note “${draft.note}”`}.
        </p>
      )}
    </Notice>
  );
}
