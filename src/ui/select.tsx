"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { selectStyle } from "./input-style";
import { useOnFirstUse } from "./on-demand";
import { optionByTyping } from "./option-by-typing";
import type { SelectProps } from "./select-props";

const loadParts = () => import("./openable-select");
const FIRST_USE = {
  press: "pointerdown",
  opensBy: (key: string) => ["Enter", " ", "ArrowUp", "ArrowDown"].includes(key),
} as const;

/** From one letter of a word to the next. */
const TYPED_ON_MS_MAX = 1_000;

/** The letters that were typed at a closed list one after the other; null for a key that is none. */
function useTyping() {
  const last = useRef({ typed: "", at: Number.NEGATIVE_INFINITY });
  return ({ key, ctrlKey, metaKey, altKey, timeStamp }: KeyboardEvent): string | null => {
    if (ctrlKey || metaKey || altKey || key.length !== 1) return null;
    const before = timeStamp - last.current.at < TYPED_ON_MS_MAX ? last.current.typed : "";
    // A space within words belongs to them; else it opens the list.
    if (key === " " && before === "") return null;
    last.current = { typed: before + key, at: timeStamp };
    return last.current.typed;
  };
}

/** Chooses one of a few. The list itself is fetched when somebody comes near. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { loaded, triggerRef, trigger } = useOnFirstUse(loadParts, FIRST_USE);
  const typedWith = useTyping();
  if (loaded) return <loaded.OpenableSelect {...props} triggerRef={triggerRef} />;
  const { value, onValue, options, placeholder = "Choose", label, size = "md", invalid, className, ...rest } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <button
      {...rest}
      {...trigger}
      onKeyDown={(event) => {
        const typed = typedWith(event);
        if (typed === null) return trigger.onKeyDown(event);
        // Or the space would click.
        if (event.key === " ") event.preventDefault();
        const found = optionByTyping(options, value, typed);
        if (found) onValue(found.value);
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
