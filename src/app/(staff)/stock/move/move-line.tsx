"use client";

import { Trash2 } from "lucide-react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { LotMark } from "@/app/(staff)/_goods/lot-mark";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import { formatVariant } from "@/modules/catalog/product";
import { formatQuantity } from "@/shared/quantity";
import { cn } from "@/ui/class-names";
import { IconButton } from "@/ui/icon-button";
import { QuantityStepper } from "@/ui/quantity-stepper";
import type { MoveLine } from "./move-draft";

type MoveLineProps = {
  line: MoveLine;
  /** What is left of it in its bin; undefined until that is loaded. */
  free: number | undefined;
  isLatest: boolean;
  onQuantity: (quantity: number) => void;
  onPutBack: () => void;
};

/** A line of the move: its quantity, and what is left in the bin it comes from. */
export function MoveLineItem({ line, free, isLatest, onQuantity, onPutBack }: MoveLineProps) {
  const name = formatVariant(line.title, line.optionValues);
  const isShort = free !== undefined && line.quantity > free;
  return (
    <li
      className={cn(
        "flex flex-col gap-3 rounded-lg border bg-surface p-3 shadow-small sm:p-4",
        isShort ? "border-danger" : isLatest ? "border-success-text/60 bg-success-subtle/40" : "border-border",
      )}
    >
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <GoodsName goods={line} className="text-base font-semibold" />
          <p className="text-sm text-muted">
            {[line.sku, line.hasSerials && lotName({ lotCode: line.lotCode, hasSerials: true })]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <IconButton label={`Remove ${name}`} icon={<Trash2 aria-hidden />} onClick={onPutBack} />
      </div>
      <div className="flex flex-wrap items-end justify-between gap-3">
        {!line.hasSerials && (
          <div className="min-w-52 flex-1 sm:max-w-64">
            <QuantityStepper
              hideLabel
              label={`Quantity of ${name}`}
              value={line.quantity}
              min={1}
              max={Math.max(free ?? line.quantity, 1)}
              onValue={onQuantity}
            />
          </div>
        )}
        <div className="text-sm text-muted sm:text-right">
          {line.lotCode && !line.hasSerials && (
            <p>
              <LotMark {...line} />
            </p>
          )}
          <p role={isShort ? "alert" : undefined} className={cn(isShort && "font-medium text-danger-text")}>
            {free === undefined
              ? `From ${line.fromCode}`
              : isShort
                ? `Only ${formatQuantity(free, unitOf(line))} left in ${line.fromCode}`
                : `${formatQuantity(free, unitOf(line))} available in ${line.fromCode}`}
          </p>
        </div>
      </div>
    </li>
  );
}
