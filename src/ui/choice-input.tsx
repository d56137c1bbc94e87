"use client";

import { type ComponentProps, type KeyboardEvent, useEffect, useEffectEvent, useRef } from "react";

type ChoiceInputProps = Omit<
  ComponentProps<"input">,
  "type" | "role" | "ref" | "checked" | "onChange" | "onKeyDown"
> & {
  type: "checkbox" | "radio" | "switch";
  checked: boolean;
  onChecked: (checked: boolean) => void;
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
      onChange={(event) => onChecked(event.target.checked)}
      onKeyDown={keepEnter}
    />
  );
}
