"use client";

import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import { trpc } from "@/client/trpc";
import { formatQuantity } from "@/shared/quantity";
import { Quantity } from "@/ui/amount";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { NumberField } from "@/ui/number-field";
import { RadioGroup } from "@/ui/radio-group";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { type Adjustment, adjustmentOf, changeOf, REASON_OPTIONS } from "./adjustment";
import { StockRefusal } from "./stock-refusal";
import { usePosting } from "./use-posting";

/** Goods of one kind in one bin, as the books have them. */
export type BookedGoods = {
  variantId: string;
  name: string;
  unit?: string | undefined;
  locationId: string;
  locationCode: string;
  lotId: string | null;
  lotCode: string | null;
  onHand: number;
};

type AdjustStockFormProps = { goods: BookedGoods; onDone: () => void };

/** Corrects recorded stock by a counted quantity or by a difference. */
export function AdjustStockForm({ goods, onDone }: AdjustStockFormProps) {
  const { post, isPending, error } = usePosting(trpc.inventory.adjustStock.useMutation());
  const form = useZodForm(adjustmentOf(goods.onHand), {
    way: "counted",
    counted: null,
    change: null,
    reason: "counted",
    note: "",
  });
  const send = (values: Adjustment) => {
    const change = changeOf(goods.onHand, values);
    if (change === null) return;
    const { variantId, locationId, lotId } = goods;
    post(
      { variantId, locationId, lotId, change, reason: values.reason, note: values.note },
      { title: `${goods.name} adjusted in ${goods.locationCode}`, onPosted: onDone },
    );
  };
  const figures = useWatch({ control: form.control });
  return (
    <Form form={form} onSubmit={send} pending={isPending} label="Adjust stock">
      <StockRefusal of={error} />
      <Figures goods={goods} way={figures.way ?? "counted"} onWay={(way) => form.setValue("way", way)} />
      <Outcome change={changeOf(goods.onHand, figures)} goods={goods} />
      <SelectField name="reason" label="Reason" options={REASON_OPTIONS} />
      <TextField name="note" label="Note" optional rows={2} placeholder="What happened" />
      <FormActions>
        <SubmitButton>Adjust stock</SubmitButton>
      </FormActions>
    </Form>
  );
}

type Way = Adjustment["way"];

function Figures({ goods, way, onWay }: { goods: BookedGoods; way: Way; onWay: (way: Way) => void }) {
  return (
    <>
      <RadioGroup<Way>
        label="Enter"
        value={way}
        onValue={onWay}
        options={[
          { value: "counted", label: "The counted quantity" },
          { value: "change", label: "The difference" },
        ]}
      />
      {way === "counted" ? (
        <NumberField key="counted" name="counted" label="Counted" unit={goods.unit} nullable size="lg" />
      ) : (
        <NumberField
          key="change"
          name="change"
          label="Change"
          hint="Use a minus sign for less, for example -3."
          unit={goods.unit}
          nullable
          size="lg"
        />
      )}
    </>
  );
}

function Outcome({ change, goods }: { change: number | null; goods: BookedGoods }) {
  const after = change === null ? null : goods.onHand + change;
  return (
    <dl aria-live="polite" className="grid grid-cols-3 gap-3 rounded-lg border border-border bg-subtle/60 px-3 py-2.5">
      <Figure name="Recorded">{formatQuantity(goods.onHand, goods.unit)}</Figure>
      <Figure name="Change">
        {change === null ? (
          "-"
        ) : (
          <Quantity value={change} signed tone={change < 0 ? "danger" : change > 0 ? "success" : "muted"} />
        )}
      </Figure>
      <Figure name="New quantity">
        {after === null ? "-" : <Quantity value={after} tone={after < 0 ? "danger" : "neutral"} />}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-lg font-semibold tabular">{children}</dd>
    </div>
  );
}
