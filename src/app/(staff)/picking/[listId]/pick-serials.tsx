"use client";

import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import type { PickTask } from "./pick-scan";

const SHOWN_MAX = 10;

type PickSerialsProps = { task: PickTask; isDisabled: boolean; onPick: (serial: string) => void };

/** The items that are proposed, each picked with a tap. Any other in the bin is picked by scanning it instead. */
export function PickSerials({ task: { row, rows, left }, isDisabled, onPick }: PickSerialsProps) {
  const proposed = rows.flatMap(({ lotCode }) => lotCode ?? []);
  const more = proposed.length - SHOWN_MAX;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-2">
      <p className="text-sm text-muted">
        {left === 1 ? "This one is proposed." : "These are proposed."} Scan another in the bin to take that instead.
      </p>
      <ul aria-label={`Serial numbers of ${row.sku} to pick`} className="flex flex-wrap gap-2">
        {proposed.slice(0, SHOWN_MAX).map((serial) => (
          <li key={serial} className="min-w-0">
            <Button
              size="lg"
              variant="primary"
              className="max-w-full wrap-anywhere"
              disabled={isDisabled}
              onClick={() => onPick(serial)}
            >
              Pick {serial}
            </Button>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-sm text-muted">and {formatCount(more, "more item")}</p>}
    </div>
  );
}
