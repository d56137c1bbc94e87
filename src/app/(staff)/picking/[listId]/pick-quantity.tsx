"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import { unitOf } from "@/app/(staff)/_goods/goods";
import { formatQuantity } from "@/shared/quantity";
import { quantityKind } from "@/shared/typed-number";
import { soundAlarm } from "@/ui/alarm";
import { Button } from "@/ui/button";
import { cn } from "@/ui/class-names";
import { Input } from "@/ui/input";
import { useTypedNumber } from "@/ui/use-typed-number";
import type { PickTask } from "./pick-scan";

type PickQuantityProps = {
  task: PickTask;
  name: string;
  isAtBin: boolean;
  isBusy: boolean;
  onPick: (count: number) => void;
};

/** All that is left with one tap, or a part of it by hand: the box sets the number of the button. */
export function PickQuantity({ task: { row, left }, name, isAtBin, isBusy, onPick }: PickQuantityProps) {
  const [draft, setDraft] = useState<{ left: number; quantity: number | null }>({ left, quantity: left });
  // Whatever changes how many are left, the whole of it is proposed again.
  if (draft.left !== left) setDraft({ left, quantity: left });
  const typed = useTypedNumber<null, null>({
    value: draft.quantity,
    onValue: (quantity) => setDraft({ left, quantity }),
    kind: quantityKind,
    empty: null,
    unread: null,
  });
  const remarkId = useId();
  const box = useRef<HTMLInputElement>(null);

  const unit = unitOf(row);
  const { quantity } = draft;
  const count = quantity !== null && quantity >= 1 && quantity <= left ? quantity : null;
  const problem = typed.problem ?? (count === null ? `Enter 1 to ${formatQuantity(left, unit)}.` : null);
  const remark = problem ?? typed.understood;
  const shown = count === null ? null : formatQuantity(count, unit);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The next code is for the scan box, which hears of none that is typed into another.
    box.current?.blur();
    if (count === null) soundAlarm();
    else onPick(count);
  };
  return (
    <form onSubmit={submit} className="flex grow flex-col gap-1">
      <div className="flex gap-2">
        {left > 1 && (
          <span className="w-20 shrink-0">
            <Input
              ref={box}
              size="lg"
              aria-label={`Quantity of ${name}`}
              aria-describedby={remark ? remarkId : undefined}
              inputMode="numeric"
              enterKeyHint="done"
              invalid={problem !== null}
              disabled={!isAtBin}
              value={typed.text}
              onFocus={(event) => event.target.select()}
              onChange={(event) => typed.onText(event.target.value)}
              className="text-center font-semibold tabular"
            />
          </span>
        )}
        <Button
          type="submit"
          size="lg"
          variant="primary"
          className="flex-1"
          aria-label={shown === null ? `Pick ${name}` : `Pick ${shown} of ${name}`}
          disabled={!isAtBin || isBusy}
        >
          {shown === null ? "Pick" : `Pick ${shown}`}
        </Button>
      </div>
      {remark && (
        // Wraps in the width of what stands above, and asks for none of its own.
        <p
          id={remarkId}
          role="status"
          className={cn("w-0 min-w-full text-sm", problem === null ? "text-muted" : "text-danger-text")}
        >
          {remark}
        </p>
      )}
    </form>
  );
}
