"use client";

import { ChevronDown } from "lucide-react";
import type { KeyboardEvent } from "react";
import { selectStyle } from "./input-style";
import { useOnFirstUse } from "./on-demand";
import { optionByLetter } from "./option-by-letter";
import type { SelectProps } from "./select-props";

const loadParts = () => import("./openable-select");
const FIRST_USE = {
  press: "pointerdown",
  opensBy: (key: string) => ["Enter", " ", "ArrowUp", "ArrowDown"].includes(key),
} as const;

/** Chooses one of a few. The list itself is fetched when somebody comes near. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { loaded, triggerRef, trigger } = useOnFirstUse(loadParts, FIRST_USE);
  if (loaded) return <loaded.OpenableSelect {...props} triggerRef={triggerRef} />;
  const { value, onValue, options, placeholder = "Choose", label, size = "md", invalid, className, ...rest } = props;
  const chosen = options.find((option) => option.value === value);
  const chooseByLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey || key.length !== 1 || key === " ") return;
    const next = optionByLetter(options, value, key);
    if (next) onValue(next.value);
  };
  return (
    <button
      {...rest}
      {...trigger}
      onKeyDown={(event) => {
        trigger.onKeyDown(event);
        chooseByLetter(event);
      }}
      ref={triggerRef}
      type="button"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-controls={undefined}
      aria-label={label}
      aria-invalid={invalid || undefined}
      data-placeholder={chosen ? undefined : ""}
      className={selectStyle(size, className)}
    >
      <span className="truncate">{chosen?.label ?? placeholder}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
    </button>
  );
}
