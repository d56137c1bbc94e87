"use client";

import type { NumberKind } from "@/shared/typed-number";
import { cn } from "@/ui/class-names";
import { Input } from "@/ui/input";
import type { InputSize } from "@/ui/input-style";
import { SCANNED_THROUGH } from "@/ui/use-scanner";
import { useTypedNumber } from "@/ui/use-typed-number";

type ParsedInputProps = {
  value: number | null;
  onValue: (value: number | null) => void;
  kind: NumberKind;
  /** The box was emptied, where that is something else than what can't be read. */
  onClear?: () => void;
  /** The value of an empty box; by default one that cannot be read. */
  empty?: number | null;
  label: string;
  id?: string;
  unit?: string;
  size?: InputSize;
  /** Makes a button of the unit: for numbers that may be of one kind or another. */
  onUnit?: { label: string; run: () => void };
  placeholder?: string | undefined;
  invalid?: boolean;
  disabled?: boolean;
  className?: string;
};

/** A number in a cell. What was typed stays as it was typed; a value set from elsewhere, as by a scan, replaces it. */
export function ParsedInput({
  value,
  onValue,
  onClear,
  kind,
  empty = null,
  label,
  id,
  unit,
  size = "md",
  onUnit,
  placeholder,
  invalid,
  disabled,
  className,
}: ParsedInputProps) {
  const typed = useTypedNumber({ value, onValue, kind, empty, unread: null });
  const remark = typed.problem ?? typed.understood;
  return (
    <span className={cn("block", className)}>
      <span className="relative block">
        <Input
          aria-label={label}
          id={id}
          {...{ [SCANNED_THROUGH]: "" }}
          size={size}
          inputMode={kind.digits === 0 ? "numeric" : "decimal"}
          invalid={invalid}
          disabled={disabled}
          placeholder={placeholder}
          value={typed.text}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            typed.onText(event.target.value);
            if (event.target.value.trim() === "") onClear?.();
          }}
          className={cn("text-right tabular", unit && (unit.length > 1 ? "pr-11" : "pr-6"))}
        />
        {unit && (onUnit ? <UnitButton unit={unit} disabled={disabled} {...onUnit} /> : <Unit unit={unit} />)}
      </span>
      {remark && (
        <span
          role="status"
          className={cn("mt-1 block text-right text-xs", typed.problem ? "text-danger-text" : "text-muted")}
        >
          {remark}
        </span>
      )}
    </span>
  );
}

function Unit({ unit }: { unit: string }) {
  return (
    <span aria-hidden className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-xs text-muted">
      {unit}
    </span>
  );
}

type UnitButtonProps = { unit: string; label: string; disabled: boolean | undefined; run: () => void };

function UnitButton({ unit, label, disabled, run }: UnitButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={run}
      className={cn(
        "absolute inset-y-1 right-1 min-w-6 rounded-md px-1 text-xs text-muted",
        "hover:bg-subtle hover:text-foreground disabled:pointer-events-none",
      )}
    >
      {unit}
    </button>
  );
}
