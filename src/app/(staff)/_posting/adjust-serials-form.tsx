"use client";

import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { SerialChoice } from "@/app/(staff)/_serials/serial-choice";
import { type ChangeSerials, nameSome } from "@/app/(staff)/_serials/serials";
import { SerialsField } from "@/app/(staff)/_serials/serials-field";
import { standingFaults } from "@/app/(staff)/_serials/standing-faults";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { RadioGroup } from "@/ui/radio-group";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { AdjustOutcome } from "./adjust-outcome";
import { AdjustRefusal } from "./adjust-refusal";
import { reasonOptions, type BookedSerials } from "./adjustment";
import { changeOfSerials, differencesOf, type SerialWay, toSerialsEntry } from "./serials-adjustment";
import type { SerialsAdjustment } from "./serials-adjustment-input";
import { useAdjustment } from "./use-adjustment";

type AdjustSerialsFormProps = { goods: BookedSerials; onDone: () => void };

/** Corrects recorded stock of items that have serial numbers: which are in the bin, or which are more or gone. */
export function AdjustSerialsForm({ goods, onDone }: AdjustSerialsFormProps) {
  const adjust = useAdjustment(goods, onDone);
  const recorded = goods.serials;
  const form = useZodForm(async () => (await import("./serials-adjustment-input")).serialsAdjustmentOf(recorded), {
    way: "counted",
    counted: [],
    found: [],
    missing: [],
    reason: "counted",
    note: "",
  });
  const entered = useWatch({ control: form.control });
  const way = entered.way ?? "counted";
  const lists = { way, counted: [], found: [], missing: [], ...entered };
  const change = changeOfSerials(recorded, lists);
  // A yes is for what was sent: the question goes while the form says something else.
  const now = JSON.stringify([recorded, entered]);
  const [sentAs, setSentAs] = useState<string | null>(null);
  const send = (values: SerialsAdjustment) => {
    setSentAs(now);
    adjust.send(toSerialsEntry(recorded, values), changeOfSerials(recorded, values));
  };
  return (
    <Form form={form} onSubmit={send} pending={adjust.isPending} label="Adjust stock">
      <AdjustRefusal adjust={adjust} isAsSent={now === sentAs} />
      <RadioGroup<SerialWay>
        label="Enter"
        value={way}
        onValue={(next) => form.setValue("way", next)}
        options={[
          { value: "counted", label: "All that is in the bin" },
          { value: "found", label: "What was found" },
          { value: "missing", label: "What is gone" },
        ]}
      />
      <Serials key={way} way={way} goods={goods} faults={standingFaults(adjust.error)} />
      {way === "counted" && <Differences recorded={recorded} counted={lists.counted} />}
      <AdjustOutcome change={change} unit={undefined} recorded={recorded.length} />
      <SelectField name="reason" label="Reason" options={reasonOptions(change)} />
      <TextField name="note" label="Note" optional rows={2} placeholder="What happened" />
      <FormActions>
        <SubmitButton>{way === "counted" && change === 0 ? "Record the count" : "Adjust stock"}</SubmitButton>
      </FormActions>
    </Form>
  );
}

type SerialsProps = { way: SerialWay; goods: BookedSerials; faults: ReadonlyMap<string, string> };

function Serials({ way, goods, faults }: SerialsProps) {
  const { variantId, locationCode, serials: recorded } = goods;
  const { getValues, setValue, formState } = useFormContext<SerialsAdjustment>();
  const entered = useWatch<SerialsAdjustment, SerialWay>({ name: way });
  const error = formState.errors[way]?.message;
  const change: ChangeSerials = (next) =>
    setValue(way, next(getValues(way)), { shouldDirty: true, shouldValidate: formState.isSubmitted });
  if (way === "found")
    return (
      <SerialsField
        label="Serial numbers found"
        variantId={variantId}
        serials={entered}
        wanted={null}
        change={change}
        faults={faults}
        error={error}
      />
    );
  return (
    <SerialChoice
      label={way === "counted" ? "Serial numbers in the bin" : "Serial numbers gone"}
      error={error}
      variantId={variantId}
      known={recorded.map((serial) => ({ serial }))}
      chosen={entered}
      change={change}
      wanted={way === "counted" ? recorded.length : null}
      strange={`Not recorded in ${locationCode}`}
      takesOthers={way === "counted"}
    />
  );
}

type DifferencesProps = { recorded: readonly string[]; counted: readonly string[] };

/** A count that is as large as what is recorded may still be of others. */
function Differences({ recorded, counted }: DifferencesProps) {
  const { missing, extra } = differencesOf(recorded, counted);
  if (counted.length === 0 || missing.length + extra.length === 0) return null;
  return (
    <p role="status" className="text-sm text-muted wrap-anywhere">
      {[
        missing.length > 0 && `Recorded and not counted: ${nameSome(missing)}.`,
        extra.length > 0 && `Counted and not recorded here: ${nameSome(extra)}.`,
      ]
        .filter(Boolean)
        .join(" ")}
    </p>
  );
}
