"use client";

import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import type { ReturnLine } from "@/app/(staff)/_returns/return-data";
import type { ChangeSerials } from "@/app/(staff)/_serials/serials";
import { ParsedInput } from "@/app/(staff)/orders/parsed-input";
import {
  DISPOSITION_NAMES,
  DISPOSITIONS,
  OUTCOME_NAMES,
  OUTCOMES,
  RETURN_REASON_NAMES,
} from "@/modules/returns/return";
import { formatQuantity } from "@/shared/quantity";
import { moneyKind } from "@/shared/typed-number";
import { cn } from "@/ui/class-names";
import { Field } from "@/ui/field";
import { deferred } from "@/ui/on-demand";
import { QuantityStepper } from "@/ui/quantity-stepper";
import { Select } from "@/ui/select";
import { isBySerial, type ReceiveLine } from "./receive-draft";

type ReceiveLineProps = {
  line: ReturnLine;
  draft: ReceiveLine;
  currency: string;
  onChange: (change: Partial<ReceiveLine>) => void;
  /** Applied at once, to what is chosen by then. */
  onSerials: ChangeSerials;
};

/** Fetched for items that have serial numbers alone. */
const SerialChoice = deferred(() => import("@/app/(staff)/_serials/serial-choice").then((file) => file.SerialChoice));

/** An item that is awaited: how many came, and once any did, what becomes of them. */
export function ReceiveLineItem(props: ReceiveLineProps) {
  const { line, draft, onChange, onSerials } = props;
  const isDone = line.awaited === 0;
  return (
    <li
      className={cn(
        "flex flex-col gap-3 rounded-lg border bg-surface p-3 shadow-small sm:p-4",
        draft.quantity > 0 ? "border-success-text/60" : "border-border",
      )}
    >
      <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-[minmax(0,1fr)_11rem]">
        <div className="min-w-0">
          <GoodsName goods={line} className="text-base font-semibold" />
          <p className="text-sm text-muted">
            {line.sku} · {RETURN_REASON_NAMES[line.reason]} ·{" "}
            {isDone ? "all received" : `${formatQuantity(line.awaited, unitOf(line))} awaited`}
          </p>
        </div>
        {!isDone && !isBySerial(line) && (
          <QuantityStepper
            hideLabel
            label={`Quantity of ${line.sku} received`}
            value={draft.quantity}
            max={line.awaited}
            onValue={(quantity) => onChange({ quantity })}
          />
        )}
      </div>
      {!isDone && isBySerial(line) && (
        <SerialChoice
          label={`Serial numbers of ${line.sku} received`}
          variantId={line.variantId}
          known={line.lots.flatMap(({ code }) => (code === null ? [] : { serial: code }))}
          chosen={draft.serials}
          wanted={line.awaited}
          strange="Did not ship with this order"
          error={draft.quantity > line.awaited ? `Only ${formatQuantity(line.awaited)} awaited.` : undefined}
          change={onSerials}
        />
      )}
      {draft.quantity > 0 && <Ends {...props} />}
    </li>
  );
}

function Ends({ line, draft, currency, onChange }: ReceiveLineProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
      <Field label="Customer gets">
        {(control) => (
          <Select
            {...control}
            size="lg"
            value={draft.outcome}
            onValue={(outcome) => onChange({ outcome })}
            options={OUTCOMES.map((value) => ({ value, label: OUTCOME_NAMES[value] }))}
          />
        )}
      </Field>
      {draft.outcome !== "reject" && (
        <Field label="Items">
          {(control) => (
            <Select
              {...control}
              size="lg"
              value={draft.disposition}
              onValue={(disposition) => onChange({ disposition })}
              options={DISPOSITIONS.map((value) => ({ value, label: DISPOSITION_NAMES[value] }))}
            />
          )}
        </Field>
      )}
      {line.lots.length > 1 && !isBySerial(line) && (
        <Field label="Lot">
          {(control) => (
            <Select
              {...control}
              size="lg"
              value={draft.lotId === undefined ? null : (draft.lotId ?? "")}
              onValue={(lotId) => onChange({ lotId: lotId || null })}
              options={line.lots.map(({ lotId, code }) => ({ value: lotId ?? "", label: code ?? "No lot" }))}
            />
          )}
        </Field>
      )}
      {draft.outcome === "refund" && (
        <Field label="Restocking fee" optional>
          {() => (
            <ParsedInput
              size="lg"
              label={`Restocking fee for ${line.sku}`}
              value={draft.fee}
              empty={0}
              onValue={(fee) => onChange({ fee })}
              kind={moneyKind(currency)}
              unit={currency}
            />
          )}
        </Field>
      )}
    </div>
  );
}
