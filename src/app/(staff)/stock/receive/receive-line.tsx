"use client";

import { Copy, Trash2 } from "lucide-react";
import { useState } from "react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import type { ChangeSerials } from "@/app/(staff)/_serials/serials";
import { useArrivalFaults } from "@/app/(staff)/_serials/use-arrival-faults";
import { useCan } from "@/client/person";
import { formatVariant } from "@/modules/catalog/product";
import { understoodAs } from "@/shared/typed-number";
import { Button } from "@/ui/button";
import { cn } from "@/ui/class-names";
import { Field } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { Input } from "@/ui/input";
import { deferred } from "@/ui/on-demand";
import { QuantityStepper } from "@/ui/quantity-stepper";
import { useRegion } from "@/ui/region";
import { Skeleton } from "@/ui/skeleton";
import { costKind, issuesOf, type ReceiveLine } from "./receive-draft";

type ReceiveLineProps = {
  line: ReceiveLine;
  /** The line that the last scan counted onto. */
  isLatest: boolean;
  onChange: (change: Partial<ReceiveLine>) => void;
  /** Applied to the line as it is by then. */
  onSerials: ChangeSerials;
  onAddLot: () => void;
  onRemove: () => void;
};

/** Fetched when the first item with serial numbers is on the list: few shops have any. */
const SerialsField = deferred(
  () => import("@/app/(staff)/_serials/serials-field").then((file) => file.SerialsField),
  () => <Skeleton className="h-11" />,
);

/** Goods to receive: how many, at what cost, of which lot. */
export function ReceiveLineItem({ line, isLatest, onChange, onSerials, onAddLot, onRemove }: ReceiveLineProps) {
  // A scan may fill in a lot at any time; once shown, the boxes stay while somebody empties them to type again.
  const [isLotAsked, setLotAsked] = useState(false);
  const isLotShown = isLotAsked || line.lotCode !== "" || line.expiresOn !== "";
  const name = formatVariant(line.title, line.optionValues);
  return (
    <li
      className={cn(
        "flex flex-col gap-3 rounded-lg border bg-surface p-3 shadow-small transition-colors sm:p-4",
        isLatest ? "border-success-text/60 bg-success-subtle/40" : "border-border",
      )}
    >
      <div
        className={cn(
          "grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 gap-y-3",
          "xl:grid-cols-[minmax(0,1fr)_11rem_10rem_auto] xl:gap-x-3",
        )}
      >
        <div className="min-w-0">
          <GoodsName goods={line} className="text-base font-semibold" />
          <p className="text-sm text-muted">
            {line.sku}
            {line.lotCode && ` · lot ${line.lotCode}`}
          </p>
        </div>
        <IconButton
          label={`Remove ${name}`}
          icon={<Trash2 aria-hidden />}
          onClick={onRemove}
          className="xl:order-last"
        />
        <div className="max-xl:col-span-2 max-xl:grid max-xl:grid-cols-2 max-xl:gap-3 xl:contents">
          <QuantityStepper
            hideLabel
            label={`Quantity of ${name}${unitOf(line) ? ` in ${line.unit}` : ""}`}
            value={line.quantity}
            min={1}
            onValue={(quantity) => onChange({ quantity })}
          />
          <UnitCost line={line} name={name} onChange={onChange} />
        </div>
      </div>
      {line.serials ? (
        <Serials line={line} serials={line.serials} onSerials={onSerials} />
      ) : isLotShown ? (
        <LotFields
          line={line}
          onChange={(change) => {
            setLotAsked(true);
            onChange(change);
          }}
          onAddLot={onAddLot}
        />
      ) : (
        <Button variant="ghost" size="sm" className="-ml-2 self-start" onClick={() => setLotAsked(true)}>
          Add lot or expiry date
        </Button>
      )}
    </li>
  );
}

type PartProps = Pick<ReceiveLineProps, "line" | "onChange">;

type SerialsProps = { line: ReceiveLine; serials: readonly string[]; onSerials: ChangeSerials };

/** What is still to be entered is said by the count; only what can't be right is a fault. */
function Serials({ line, serials, onSerials }: SerialsProps) {
  const isTooMany = serials.length > line.quantity;
  const faults = useArrivalFaults(line.variantId, serials);
  return (
    <SerialsField
      label={`Serial numbers of ${line.sku}`}
      variantId={line.variantId}
      serials={serials}
      wanted={line.quantity}
      change={onSerials}
      faults={faults}
      error={isTooMany ? issuesOf(line).serials : undefined}
    />
  );
}

function UnitCost({ line, name, onChange }: PartProps & { name: string }) {
  const maySee = useCan("catalog.see-cost");
  const { currency } = useRegion();
  if (!maySee) return null;
  return (
    <Field
      label={`Unit cost of ${name}`}
      hideLabel
      error={issuesOf(line).cost}
      hint={understoodAs(line.cost, costKind())}
    >
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            size="lg"
            inputMode="decimal"
            placeholder="Unit cost"
            value={line.cost}
            onChange={(event) => onChange({ cost: event.target.value })}
            className="pr-12 text-right tabular"
          />
          <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-xs text-muted">
            {currency}
          </span>
        </div>
      )}
    </Field>
  );
}

function LotFields({ line, onChange, onAddLot }: PartProps & { onAddLot: () => void }) {
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label="Lot" optional error={issuesOf(line).lot}>
          {(control) => (
            <Input
              {...control}
              value={line.lotCode}
              maxLength={40}
              placeholder="As on the label"
              onChange={(event) => onChange({ lotCode: event.target.value })}
            />
          )}
        </Field>
        <Field label="Expires on" optional>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={line.expiresOn}
              onChange={(event) => onChange({ expiresOn: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Button variant="ghost" size="sm" icon={<Copy aria-hidden />} className="-ml-2 self-start" onClick={onAddLot}>
        Add another lot
      </Button>
    </div>
  );
}
