"use client";

import { useState } from "react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import type { Order } from "@/app/(staff)/orders/order-data";
import { ParsedInput } from "@/app/(staff)/orders/parsed-input";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatReturnNumber, RETURN_REASON_NAMES, RETURN_REASONS, type ReturnReason } from "@/modules/returns/return";
import { oneOf } from "@/shared/one-of";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { quantityKind } from "@/shared/typed-number";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import { notify } from "@/ui/toast";

type Line = Order["lines"][number];
type ReturnItemsDialogProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

/** Lets items that have shipped come back. */
export function ReturnItemsDialog({ order, open, onOpen }: ReturnItemsDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="lg"
      title={`Return items of order ${formatOrderNumber(order.number)}`}
      description="Nothing moves yet. What comes back is received on the page of the return."
    >
      <Items order={order} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

/** Null is text that isn't a quantity. */
type Asked = { quantity: number | null; reason: ReturnReason | null };
const NOTHING: Asked = { quantity: 0, reason: null };
const leftOf = ({ shipped, claimed }: Line): number => shipped - claimed;

function Items({ order, onDone }: { order: Order; onDone: () => void }) {
  const [asked, setAsked] = useState<ReadonlyMap<string, Asked>>(new Map());
  const authorise = trpc.returns.authorise.useMutation({
    onSuccess: ({ number }) => {
      notify.success(`Return ${formatReturnNumber(number)} is authorised`);
      onDone();
    },
  });
  const lines = order.lines.filter((line) => leftOf(line) > 0);
  const askedOf = ({ id }: Line) => asked.get(id) ?? NOTHING;
  const isWrong = (line: Line) => {
    const { quantity } = askedOf(line);
    return quantity === null || quantity < 0 || quantity > leftOf(line);
  };
  const chosen = lines.filter((line) => (askedOf(line).quantity ?? 0) > 0);
  const lacksReason = chosen.some((line) => askedOf(line).reason === null);
  const total = chosen.reduce((sum, line) => sum + (askedOf(line).quantity ?? 0), 0);
  const send = () =>
    authorise.mutate({
      orderId: order.id,
      lines: chosen.flatMap((line) => {
        const { quantity, reason } = askedOf(line);
        return quantity === null || reason === null ? [] : [{ orderLineId: line.id, quantity, reason }];
      }),
    });
  return (
    <div className="flex flex-col gap-4">
      <ol aria-label="Items to return" className="flex flex-col divide-y divide-border">
        {lines.map((line) => (
          <ItemLine
            key={line.id}
            line={line}
            asked={askedOf(line)}
            invalid={isWrong(line)}
            onChange={(change) => setAsked((now) => new Map(now).set(line.id, { ...askedOf(line), ...change }))}
          />
        ))}
      </ol>
      <RefusalNotice of={authorise.error} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto text-sm text-muted">
          {lines.some(isWrong) ? "Enter at most what can come back." : summaryOf(total, lacksReason)}
        </span>
        <DialogCancel />
        <Button
          variant="primary"
          shortcut="mod+enter"
          pending={authorise.isPending}
          disabled={total === 0 || lacksReason || lines.some(isWrong)}
          onClick={send}
        >
          Authorise return
        </Button>
      </div>
    </div>
  );
}

function summaryOf(total: number, lacksReason: boolean): string {
  if (total === 0) return "Nothing selected";
  return lacksReason ? "Choose why each comes back." : `Return ${formatCount(total, "item")}`;
}

type ItemLineProps = { line: Line; asked: Asked; invalid: boolean; onChange: (change: Partial<Asked>) => void };

function ItemLine({ line, asked, invalid, onChange }: ItemLineProps) {
  const left = leftOf(line);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0">
      <span className="min-w-0">
        <span className="font-medium">
          <GoodsName goods={line} /> <span className="text-xs font-normal text-muted">{line.sku}</span>
        </span>
        <span className="block text-xs text-muted tabular">
          {formatQuantity(left, unitOf(line))} can come back of {formatQuantity(line.shipped)} shipped
        </span>
      </span>
      <span className="flex shrink-0 flex-wrap items-start gap-2">
        <ParsedInput
          label={`Quantity of ${line.sku} to return`}
          className="w-20"
          value={asked.quantity}
          onValue={(quantity) => onChange({ quantity })}
          empty={0}
          kind={quantityKind}
          invalid={invalid}
        />
        <Button size="sm" aria-label={`Return all of ${line.sku}`} onClick={() => onChange({ quantity: left })}>
          All
        </Button>
        <Field label={`Reason for ${line.sku}`} hideLabel className="w-48">
          {(control) => (
            <Select
              {...control}
              value={asked.reason}
              placeholder="Reason"
              onValue={(value) => onChange({ reason: oneOf(RETURN_REASONS, value) })}
              options={RETURN_REASONS.map((value) => ({ value, label: RETURN_REASON_NAMES[value] }))}
            />
          )}
        </Field>
      </span>
    </li>
  );
}
