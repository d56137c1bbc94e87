"use client";

import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";
import { ClearButton } from "./clear-button";
import type { ComboboxProps } from "./combobox-props";
import { selectStyle } from "./input-style";

export type TriggerProps = ComponentProps<"button">;
type ComboboxBoxProps<Item> = ComboboxProps<Item> & { trigger: (look: TriggerProps) => ReactNode };

/** What stands in a form: the choice, which opens the list, and what clears it. */
export function ComboboxBox<Item>(props: ComboboxBoxProps<Item>) {
  const { value, onValue, itemLabel, placeholder = "Search and choose", label, clearable = false, size = "md" } = props;
  return (
    <div className={cn("relative", props.className)}>
      {props.trigger({
        id: props.id,
        role: "combobox",
        "aria-label": label,
        "aria-describedby": props["aria-describedby"],
        "aria-required": props["aria-required"],
        "aria-invalid": props.invalid || undefined,
        disabled: props.disabled,
        className: selectStyle(size),
        children: (
          <>
            <span className={cn("truncate", value === null ? "text-faint" : clearable && "pr-6")}>
              {value === null ? placeholder : itemLabel(value)}
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
          </>
        ),
      })}
      {clearable && value !== null && !props.disabled && (
        <ClearButton
          label={`Clear ${label ?? "choice"}`}
          onClick={() => onValue(null)}
          className="inset-y-0 right-7 my-auto"
        />
      )}
    </div>
  );
}
