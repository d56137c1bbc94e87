"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { NumberField } from "@/ui/number-field";
import { RadioGroup } from "@/ui/radio-group";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { AdjustOutcome } from "./adjust-outcome";
import { AdjustRefusal } from "./adjust-refusal";
import { changeOf, reasonOptions, type BookedGoods } from "./adjustment";
import type { Adjustment } from "./adjustment-input";
import { type AdjustmentEntry, useAdjustment } from "./use-adjustment";

type AdjustStockFormProps = { goods: BookedGoods; onDone: () => void };

/** Corrects recorded stock by a counted quantity or by a difference. */
export function AdjustStockForm({ goods, onDone }: AdjustStockFormProps) {
  const adjust = useAdjustment(goods, onDone);
  // A count is compared with what was recorded when it was entered, and not with what is recorded by now.
  const [recorded, setRecorded] = useState(goods.onHand);
  const form = useZodForm(async () => (await import("./adjustment-input")).adjustmentOf(recorded), {
    way: "counted",
    counted: null,
    change: null,
    reason: "counted",
    note: "",
  });
  const figures = useWatch({ control: form.control });
  const isEntered = figures.way === "counted" && figures.counted !== null;
  if (!isEntered && recorded !== goods.onHand) setRecorded(goods.onHand);
  const change = changeOf(recorded, figures);
  // A yes is for what was sent: the question goes while the form says something else.
  const entered = JSON.stringify([recorded, figures]);
  const [sentAs, setSentAs] = useState<string | null>(null);
  return (
    <Form
      form={form}
      onSubmit={(values) => {
        const sent = changeOf(recorded, values);
        if (sent === null) return;
        setSentAs(entered);
        adjust.send(entryOf(values, recorded, sent), sent);
      }}
      pending={adjust.isPending}
      label="Adjust stock"
    >
      <AdjustRefusal adjust={adjust} isAsSent={entered === sentAs} />
      <Figures goods={goods} way={figures.way ?? "counted"} onWay={(way) => form.setValue("way", way)} />
      {recorded !== goods.onHand && (
        <RecordedHasChanged from={recorded} to={goods.onHand} onUse={() => setRecorded(goods.onHand)} />
      )}
      <AdjustOutcome change={change} unit={goods.unit} recorded={recorded} />
      <SelectField name="reason" label="Reason" options={reasonOptions(change)} />
      <TextField name="note" label="Note" optional rows={2} placeholder="What happened" />
      <FormActions>
        <SubmitButton>{change === 0 ? "Record the count" : "Adjust stock"}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** Someone moved or shipped items while these were counted: was the count made before or after that? */
function RecordedHasChanged({ from, to, onUse }: { from: number; to: number; onUse: () => void }) {
  return (
    <Notice
      tone="warning"
      title={`Recorded has changed from ${formatQuantity(from)} to ${formatQuantity(to)}`}
      action={
        <Button size="sm" onClick={onUse}>
          Use {formatQuantity(to)}
        </Button>
      }
    >
      Check the bin. If your count is still right, compare it with the new quantity.
    </Notice>
  );
}

type Way = Adjustment["way"];

const entryOf = ({ way, reason, note }: Adjustment, recorded: number, change: number): AdjustmentEntry => ({
  reason,
  note,
  ...(way === "counted" ? { count: { quantity: recorded + change, recorded } } : { change }),
});

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
