"use client";

import type { ReactNode } from "react";
import { formatQuantity } from "@/shared/quantity";
import { Quantity } from "@/ui/amount";

type AdjustOutcomeProps = { change: number | null; unit: string | undefined; recorded: number };

/** What an adjustment comes to: what is recorded, and what will be. */
export function AdjustOutcome({ change, unit, recorded }: AdjustOutcomeProps) {
  const after = change === null ? null : recorded + change;
  return (
    <dl aria-live="polite" className="grid grid-cols-3 gap-3 rounded-lg border border-border bg-subtle/60 px-3 py-2.5">
      <Figure name="Recorded">{formatQuantity(recorded, unit)}</Figure>
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
