"use client";

import { type ReactNode, useState } from "react";
import { useWatch } from "react-hook-form";
import { RefusalNotice, refusalOf } from "@/client/refusal";
import { formatQuantity } from "@/shared/quantity";
import { Quantity } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { NumberField } from "@/ui/number-field";
import { RadioGroup } from "@/ui/radio-group";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { changeOf, reasonOptions, type BookedGoods } from "./adjustment";
import type { Adjustment } from "./adjustment-input";
import { PromisedNotice } from "./promised-notice";
import { StockRefusal } from "./stock-refusal";
import { useAdjustment } from "./use-adjustment";

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
        setSentAs(entered);
        adjust.send(values, recorded);
      }}
      pending={adjust.isPending}
      label="Adjust stock"
    >
      <AdjustRefusal adjust={adjust} isAsSent={entered === sentAs} />
      <Figures goods={goods} way={figures.way ?? "counted"} onWay={(way) => form.setValue("way", way)} />
      {recorded !== goods.onHand && (
        <RecordedHasChanged from={recorded} to={goods.onHand} onUse={() => setRecorded(goods.onHand)} />
      )}
      <Outcome change={change} goods={goods} recorded={recorded} />
      <SelectField name="reason" label="Reason" options={reasonOptions(change)} />
      <TextField name="note" label="Note" optional rows={2} placeholder="What happened" />
      <FormActions>
        <SubmitButton>{change === 0 ? "Record the count" : "Adjust stock"}</SubmitButton>
      </FormActions>
    </Form>
  );
}

type AdjustRefusalProps = { adjust: ReturnType<typeof useAdjustment>; isAsSent: boolean };

function AdjustRefusal({ adjust, isAsSent }: AdjustRefusalProps) {
  if (adjust.isAboveLimit && isAsSent) return <SecondPersonNotice adjust={adjust} />;
  if (adjust.promised === null) return <StockRefusal of={adjust.error} />;
  if (!isAsSent) return null;
  return <PromisedNotice loss={adjust.promised} onAccept={adjust.sendAccepted} error={adjust.acceptedError} />;
}

/** Above the limit of the person: what they entered is kept, and sent to somebody else with one press. */
function SecondPersonNotice({ adjust }: { adjust: ReturnType<typeof useAdjustment> }) {
  return (
    <>
      <Notice
        tone="warning"
        title="This needs a second person"
        action={
          <Button size="sm" variant="primary" pending={adjust.isPending} onClick={adjust.sendForApproval}>
            Send for approval
          </Button>
        }
      >
        {adjust.error && <p>{refusalOf(adjust.error).message}</p>}
      </Notice>
      <RefusalNotice of={adjust.askError} />
    </>
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

type OutcomeProps = { change: number | null; goods: BookedGoods; recorded: number };

function Outcome({ change, goods, recorded }: OutcomeProps) {
  const after = change === null ? null : recorded + change;
  return (
    <dl aria-live="polite" className="grid grid-cols-3 gap-3 rounded-lg border border-border bg-subtle/60 px-3 py-2.5">
      <Figure name="Recorded">{formatQuantity(recorded, goods.unit)}</Figure>
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
