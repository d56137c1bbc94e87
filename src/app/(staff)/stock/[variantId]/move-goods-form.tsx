"use client";

import { useState } from "react";
import * as z from "zod";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { BookedGoods } from "@/app/(staff)/_posting/adjustment";
import { StockRefusal } from "@/app/(staff)/_posting/stock-refusal";
import { usePosting } from "@/app/(staff)/_posting/use-posting";
import { trpc } from "@/client/trpc";
import { formatQuantity } from "@/shared/quantity";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { NumberField } from "@/ui/number-field";
import { TextField } from "@/ui/text-field";

const NOTE_CHARACTERS_MAX = 1_000;

const moveOf = (free: number) =>
  z.strictObject({
    quantity: z
      .number("Enter a quantity.")
      .int()
      .min(1, "Move 1 or more.")
      .max(free, `No more than ${formatQuantity(free)} can be moved from here.`),
    note: z.string().trim().max(NOTE_CHARACTERS_MAX),
  });

type MoveGoodsFormProps = {
  goods: BookedGoods;
  /** What lies there. */
  free: number;
  /** An item with a serial number: how many is not asked. */
  isOne: boolean;
  onDone: () => void;
};

/** Carries goods of one kind from one bin to another. */
export function MoveGoodsForm({ goods, free, isOne, onDone }: MoveGoodsFormProps) {
  const { warehouses } = useWarehouses();
  const [toId, setToId] = useState(goods.locationId);
  const [isAsked, setAsked] = useState(false);
  const { post, isPending, error } = usePosting(trpc.inventory.moveStock.useMutation());
  const form = useZodForm(moveOf(free), { quantity: free, note: "" });
  const isElsewhere = toId !== goods.locationId;
  const send = ({ quantity, note }: { quantity: number; note: string }) => {
    setAsked(true);
    if (!isElsewhere) return;
    const { variantId, lotId, locationId } = goods;
    post(
      { note, lines: [{ variantId, lotId, fromLocationId: locationId, toLocationId: toId, quantity }] },
      { title: `${goods.name} moved`, undo: "managers", onPosted: onDone },
    );
  };
  return (
    <Form form={form} onSubmit={send} pending={isPending} label="Move stock">
      <StockRefusal of={error} />
      <BinPicker
        label="To"
        warehouses={warehouses}
        binId={toId}
        onBin={setToId}
        error={isAsked && !isElsewhere ? "Choose a different bin from the one you move from." : undefined}
      />
      {!isOne && (
        <NumberField
          name="quantity"
          label="Quantity"
          hint={`${formatQuantity(free, goods.unit)} can be moved from ${goods.locationCode}.`}
          unit={goods.unit}
          size="lg"
        />
      )}
      <TextField name="note" label="Note" optional rows={2} />
      <FormActions>
        <SubmitButton>Move stock</SubmitButton>
      </FormActions>
    </Form>
  );
}
