"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { OrderRefusal } from "@/app/(staff)/_orders/order-refusal";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { Order } from "@/app/(staff)/orders/order-data";
import { ParsedInput } from "@/app/(staff)/orders/parsed-input";
import { availabilityOf } from "@/app/(staff)/orders/questions";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { quantityKind } from "@/shared/typed-number";
import { Button } from "@/ui/button";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import { notify } from "@/ui/toast";
import { beginSplit } from "./begin-split";

type Line = Order["lines"][number];
/** Another warehouse, and what it has of what the order waits for. */
type From = { warehouseId: string; items: readonly { variantId: string; available: number }[] };
type SplitOrderDialogProps = { order: Order; from?: From; open: boolean; onOpen: (open: boolean) => void };

/** Moves open items into an order of their own: to ship apart, later, or from another warehouse. */
export function SplitOrderDialog({ order, from, open, onOpen }: SplitOrderDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="lg"
      title={`Split order ${formatOrderNumber(order.number)}`}
      description="The items go into a second order at the same prices, and stay reserved."
    >
      <Parts order={order} from={from} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

/** Null is text that isn't a quantity. */
type Moved = ReadonlyMap<string, number | null>;

function Parts({ order, from, onDone }: { order: Order; from: From | undefined; onDone: () => void }) {
  const [moved, setMoved] = useState<Moved>(() => beginSplit(order.lines, from?.items));
  const [warehouseId, setWarehouseId] = useState(from?.warehouseId ?? order.warehouseId);
  const available = useAvailable(order, warehouseId);
  const split = useSplit(order, onDone);
  const open = order.lines.filter((line) => line.open > 0);
  const quantityOf = ({ id }: Line) => moved.get(id) ?? null;
  const isWrong = (line: Line) => {
    const quantity = moved.get(line.id);
    return quantity === null || (quantity ?? 0) > line.open;
  };
  const total = open.reduce((sum, line) => sum + (quantityOf(line) ?? 0), 0);
  const send = () =>
    split.mutate({
      orderId: order.id,
      version: order.version,
      ...(warehouseId !== order.warehouseId && { warehouseId }),
      lines: open.flatMap((line) => {
        const quantity = quantityOf(line) ?? 0;
        return quantity > 0 ? [{ orderLineId: line.id, quantity }] : [];
      }),
    });
  return (
    <div className="flex flex-col gap-4">
      <WarehouseField order={order} value={warehouseId} onValue={setWarehouseId} />
      <ol aria-label="Items to move" className="flex flex-col divide-y divide-border">
        {open.map((line) => (
          <LinePart
            key={line.id}
            line={line}
            available={available?.get(line.variantId)}
            quantity={quantityOf(line)}
            invalid={isWrong(line)}
            onQuantity={(quantity) => setMoved((now) => new Map(now).set(line.id, quantity))}
          />
        ))}
      </ol>
      <OrderRefusal of={split.error} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto text-sm text-muted">
          {total === 0 ? "Nothing selected" : `Move ${formatCount(total, "item")}`}
        </span>
        <DialogCancel />
        <Button
          variant="primary"
          shortcut="mod+enter"
          pending={split.isPending}
          disabled={total === 0 || open.some(isWrong)}
          onClick={send}
        >
          Split order
        </Button>
      </div>
    </div>
  );
}

type WarehouseFieldProps = { order: Order; value: string; onValue: (warehouseId: string) => void };

function WarehouseField({ order, value, onValue }: WarehouseFieldProps) {
  const { warehouses } = useWarehouses();
  if (warehouses.length < 2) return null;
  return (
    <Field
      label="Second order ships from"
      className="max-w-80"
      hint={value === order.warehouseId ? "The same warehouse." : "The items are reserved there instead."}
    >
      {(control) => (
        <Select
          {...control}
          value={value}
          onValue={onValue}
          options={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Field>
  );
}

type LinePartProps = {
  line: Line;
  /** In the other warehouse; undefined in the same one. */
  available: number | undefined;
  quantity: number | null;
  invalid: boolean;
  onQuantity: (quantity: number | null) => void;
};

function LinePart({ line, available, quantity, invalid, onQuantity }: LinePartProps) {
  const facts = [
    `${formatQuantity(line.open, unitOf(line))} open`,
    line.short > 0 && `${formatQuantity(line.short)} short`,
    line.backordered > 0 && `${formatQuantity(line.backordered)} backordered`,
    available !== undefined && `${formatQuantity(available)} available there`,
  ];
  return (
    <li className="flex items-center justify-between gap-3 py-3 first:pt-0">
      <span className="min-w-0">
        <span className="font-medium">
          <GoodsName goods={line} /> <span className="text-xs font-normal text-muted">{line.sku}</span>
        </span>
        <span className="block text-xs text-muted tabular">{facts.filter(Boolean).join(", ")}</span>
      </span>
      <span className="flex shrink-0 items-center gap-2">
        <ParsedInput
          label={`Quantity of ${line.sku} to move`}
          className="w-24"
          value={quantity}
          onValue={onQuantity}
          empty={0}
          kind={quantityKind}
          invalid={invalid}
        />
        <Button size="sm" aria-label={`Move all of ${line.sku}`} onClick={() => onQuantity(line.open)}>
          All
        </Button>
      </span>
    </li>
  );
}

/** What the other warehouse has of each product, live. */
function useAvailable({ lines, warehouseId: own }: Order, warehouseId: string): ReadonlyMap<string, number> | null {
  const asked = availabilityOf(warehouseId, lines);
  const isOther = warehouseId !== own;
  const { data } = trpc.inventory.listAvailability.useQuery(asked, { enabled: isOther });
  if (!isOther || !data) return null;
  const known = new Map(data.map(({ variantId, available }) => [variantId, available]));
  return new Map(asked.variantIds.map((variantId) => [variantId, known.get(variantId) ?? 0]));
}

function useSplit({ number: from }: Order, onDone: () => void) {
  const router = useRouter();
  return trpc.orders.split.useMutation({
    onSuccess: ({ orderId, number }) => {
      notify.success(`${formatOrderNumber(number)} is split off ${formatOrderNumber(from)}`);
      onDone();
      router.push(`/orders/${orderId}`);
    },
  });
}
