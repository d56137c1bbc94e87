"use client";

import { type ComponentProps, type KeyboardEvent, useEffect, useEffectEvent, useRef } from "react";

type ChoiceInputProps = Omit<
  ComponentProps<"input">,
  "type" | "role" | "ref" | "checked" | "onChange" | "onKeyDown"
> & {
  type: "checkbox" | "radio" | "switch";
  checked: boolean;
  /** With whether Shift was held, by which a list is chosen from one row to another. */
  onChecked: (checked: boolean, withShift: boolean) => void;
};

/** Enter sends a form from a text alone: a scanner ends each of its codes with one, wherever the focus is. */
const keepEnter = (event: KeyboardEvent) => {
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
};

/** The browser's own box or button, which brings its keys and its names with it; how it looks is its caller's. */
export function ChoiceInput({ type, checked, onChecked, ...rest }: ChoiceInputProps) {
  const input = useRef<HTMLInputElement>(null);
  // Who clicked before the page was awake has changed the box and nothing else; and some browsers put back, after a
  // reload, what was there before.
  const showAsItIs = useEffectEvent(() => {
    if (input.current) input.current.checked = checked;
  });
  useEffect(() => showAsItIs(), []);
  return (
    <input
      {...rest}
      {...(type === "switch" ? { type: "checkbox", role: type } : { type })}
      ref={input}
      checked={checked}
      onChange={({ target, nativeEvent }) =>
        onChecked(target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }
      onKeyDown={keepEnter}
    />
  );
}
