"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import * as z from "zod";
import type { Backorders } from "@/app/(staff)/_orders/on-backorder";
import { OrderRefusal } from "@/app/(staff)/_orders/order-refusal";
import type { Order } from "@/app/(staff)/orders/order-data";
import { trpc } from "@/client/trpc";
import { CancelLine } from "@/modules/orders/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { partOf } from "@/modules/orders/order-sums";
import { formatMoney, toMoney, toRate } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { toQuantity } from "@/shared/quantity";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { NumberField } from "@/ui/number-field";
import { notify } from "@/ui/toast";

export type LinePart = { act: "cancel" | "restore"; lineId: string };
type Line = Order["lines"][number];
/** The line is the one of now: others may ship or change it meanwhile. */
type Part = { act: LinePart["act"]; line: Line };
const LinePartForm = z.strictObject({ quantity: CancelLine.shape.quantity });

const WORDS = {
  cancel: {
    title: "Cancel items of",
    description: "They are released for other orders. The rest of the order stays as it is.",
    submit: "Cancel items",
    keep: "Keep items",
    done: "cancelled",
    undone: "The items are restored",
    notUndone: "The items were not restored",
  },
  restore: {
    title: "Restore items of",
    description: "They are reserved again for this order, if they are available; what may be backordered can wait.",
    submit: "Restore items",
    keep: "Leave cancelled",
    done: "restored",
    undone: "The items are cancelled again",
    notUndone: "The items were not cancelled again",
  },
} as const satisfies Record<LinePart["act"], object>;

type LinePartDialogProps = {
  order: Order;
  part: LinePart | null;
  open: boolean;
  onOpen: (open: boolean) => void;
};

export function LinePartDialog({ order, part, open, onOpen }: LinePartDialogProps) {
  // Kept while the dialog fades out.
  const [asked, setAsked] = useState(part);
  if (part && part !== asked) setAsked(part);
  const line = order.lines.find(({ id }) => id === asked?.lineId);
  if (!asked || !line) return null;
  const { title, description } = WORDS[asked.act];
  const isReopened = asked.act === "restore" && order.status === "completed";
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`${title} ${line.sku}`}
      description={`${description}${isReopened ? " The order is open again then." : ""}`}
    >
      <Asked order={order} part={{ act: asked.act, line }} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

const mostOf = ({ act, line }: Part): number => (act === "cancel" ? line.open : line.cancelled);

/** Begins with all of it: then Enter is enough. */
function Asked({ order, part, onDone }: { order: Order; part: Part; onDone: () => void }) {
  const { act, line } = part;
  const form = useZodForm(LinePartForm, { quantity: mostOf(part) });
  const { change, backorder } = useLinePart(order, part, onDone);
  const { submit, keep } = WORDS[act];
  return (
    <Form
      form={form}
      label={submit}
      pending={change.isPending}
      onSubmit={({ quantity }) => change.mutate({ orderId: order.id, orderLineId: line.id, quantity })}
    >
      <NumberField
        name="quantity"
        label="Quantity"
        hint={`${mostOf(part)} ${act === "cancel" ? "left to ship" : "cancelled"}.`}
      />
      <Effect part={part} currency={order.currency} />
      <OrderRefusal of={change.error} onBackorder={backorder} />
      <FormActions>
        <DialogCancel>{keep}</DialogCancel>
        <SubmitButton>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** What the line bills then, by the rule that the server goes by. */
function Effect({ part, currency }: { part: Part; currency: string }) {
  const typed: unknown = useWatch({ name: "quantity" });
  const { act, line } = part;
  if (typeof typed !== "number" || !Number.isSafeInteger(typed) || typed < 1 || typed > mostOf(part)) return null;
  const kept = line.quantity - line.cancelled + (act === "cancel" ? -typed : typed);
  const before = totalOf(line, line.quantity - line.cancelled);
  const after = totalOf(line, kept);
  return (
    <p role="status" className="text-sm text-muted">
      This line then bills {formatMoney(after, currency)} instead of {formatMoney(before, currency)}, tax included.
    </p>
  );
}

function totalOf(line: Line, quantity: number): number {
  const { net, tax } = partOf(
    {
      quantity: toQuantity(line.quantity),
      unitPrice: toMoney(line.unitPrice),
      discountRate: toRate(line.discountRate),
      taxRate: toRate(line.taxRate),
      pricesIncludeTax: line.pricesIncludeTax,
      netTotal: toMoney(line.amounts.ordered.net),
      taxTotal: toMoney(line.amounts.ordered.tax),
    },
    toQuantity(quantity),
  );
  return net + tax;
}

function useLinePart({ number }: Order, { act, line }: Part, onDone: () => void) {
  const { client } = trpc.useUtils();
  const { done, undone, notUndone } = WORDS[act];
  type Sent = { orderId: string; orderLineId: string; quantity: number };
  const undo = async ({ orderId, orderLineId, quantity }: Sent, waited: number) => {
    const sent = { orderId, orderLineId, quantity };
    const acceptBackorders = [{ variantId: line.variantId, quantity: Math.min(waited, quantity) }];
    try {
      if (act === "restore") await client.orders.cancelLine.mutate(sent);
      else await client.orders.restoreLine.mutate({ ...sent, ...(waited > 0 && { acceptBackorders }) });
      notify.success(undone);
    } catch (error) {
      notify.error(notUndone, { ...(error instanceof Error && { description: error.message }) });
    }
  };
  /** What waited waits again when it is undone, and nothing else. */
  const onMutate = () => ({ waited: line.waiting });
  const onSuccess = (_: unknown, sent: Sent, { waited }: ReturnType<typeof onMutate>) => {
    notify.success(`${formatCount(sent.quantity, "item")} of ${line.sku} ${done} in ${formatOrderNumber(number)}`, {
      action: { label: "Undo", run: () => void undo(sent, waited) },
    });
    onDone();
  };
  const cancel = trpc.orders.cancelLine.useMutation({ onMutate, onSuccess });
  const restore = trpc.orders.restoreLine.useMutation({ onMutate, onSuccess });
  const refused = restore.variables;
  const backorder = refused && ((acceptBackorders: Backorders) => restore.mutate({ ...refused, acceptBackorders }));
  return { change: act === "cancel" ? cancel : restore, backorder };
}
