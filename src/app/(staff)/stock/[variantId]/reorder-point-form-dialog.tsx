"use client";

import { useState } from "react";
import * as z from "zod";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { SetReorderPoint } from "@/modules/inventory/contract";
import { reorderPointChangedMeanwhile } from "@/modules/inventory/refusals";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { NumberField } from "@/ui/number-field";

export type StockAtWarehouse = Outputs["inventory"]["listAvailabilityByWarehouse"][number];

type ReorderPointDialogProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  at: StockAtWarehouse;
  variantId: string;
  unit: string | undefined;
};

/** Sets the quantity at which a variant is low at a warehouse. */
export function ReorderPointFormDialog(props: ReorderPointDialogProps) {
  return (
    <Dialog
      open={props.open}
      onOpen={props.onOpen}
      size="sm"
      title={`Reorder point at ${props.at.warehouseName}`}
      description="At or below this available quantity, stock counts as low here."
    >
      <ReorderPointForm {...props} />
    </Dialog>
  );
}

const Saved = z.object({ quantity: z.number().nullable() });
const ReorderPoint = z.strictObject({ quantity: SetReorderPoint.shape.quantity });

function ReorderPointForm({ at, variantId, unit, onOpen }: ReorderPointDialogProps) {
  // What the person last saw: after a refusal, the figure that it named.
  const [seen, setSeen] = useState<number | null>(at.reorderPoint);
  const set = trpc.inventory.setReorderPoint.useMutation({
    onSuccess: () => onOpen(false),
    onError: (error) => {
      const { code, details } = refusalOf(error);
      const saved = Saved.safeParse(details);
      if (code === reorderPointChangedMeanwhile.code && saved.success) setSeen(saved.data.quantity);
    },
  });
  const form = useZodForm(ReorderPoint, { quantity: at.reorderPoint });
  return (
    <Form
      form={form}
      onSubmit={({ quantity }) => set.mutate({ warehouseId: at.warehouseId, variantId, quantity, seen })}
      pending={set.isPending}
      error={set.error && refusalOf(set.error).message}
      label="Reorder point"
    >
      <NumberField name="quantity" label="Reorder point" hint="Leave empty to turn this off." unit={unit} nullable />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
