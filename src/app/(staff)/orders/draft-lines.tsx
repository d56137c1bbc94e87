"use client";

import { cn } from "@/ui/class-names";
import type { OpenOrder } from "./order-change";
import type { Draft, DraftLine } from "./order-draft";
import { LINE_COLUMNS, OrderLineEditor } from "./order-line-editor";
import type { DraftTaxes } from "./use-default-tax";
import type { DraftPrices } from "./use-listed-prices";

type DraftLinesProps = {
  draft: Draft;
  open: OpenOrder | null;
  taxes: DraftTaxes;
  prices: DraftPrices;
  /** What may be put on a line of it; undefined until that is loaded. */
  availableOf: (variantId: string) => number | undefined;
  onLines: (change: (lines: DraftLine[]) => DraftLine[]) => void;
};

/** The lines of an order that is being written; nothing while there are none. */
export function DraftLines({ draft, open, taxes, prices, availableOf, onLines }: DraftLinesProps) {
  const { lines, pricesIncludeTax = false } = draft;
  if (lines.length === 0) return null;
  return (
    <div className="@container">
      <div
        aria-hidden
        className={cn(
          "mt-4 hidden gap-x-3 border-b border-border pb-1.5 text-xs font-medium text-muted",
          "[&>*:not(:first-child)]:text-right",
          "@xl:grid",
          LINE_COLUMNS,
        )}
      >
        <span className="hidden @3xl:inline">Product</span>
        <span>Quantity</span>
        <span>{pricesIncludeTax ? "Price with tax" : "Price"}</span>
        <span>Discount</span>
        <span>Tax</span>
        <span>Net</span>
        <span />
      </div>
      <ol aria-label="Lines of the order">
        {lines.map((line) => (
          <OrderLineEditor
            key={line.key}
            line={line}
            tax={taxes.lines.get(line.goods.variantId)}
            listed={prices.get(line.key)}
            pricesIncludeTax={pricesIncludeTax}
            shipped={open?.shipped.get(line.key) ?? 0}
            available={availableOf(line.goods.variantId)}
            onLine={(change) =>
              onLines((now) => now.map((each) => (each.key === line.key ? { ...each, ...change } : each)))
            }
            onRemove={() => onLines((now) => now.filter((each) => each.key !== line.key))}
          />
        ))}
      </ol>
    </div>
  );
}
