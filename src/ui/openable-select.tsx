"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { RefObject } from "react";
import { cn } from "./class-names";
import { selectStyle } from "./input-style";
import { popupLook } from "./popup-look";
import type { SelectOption, SelectProps } from "./select-props";

type OpenableSelectProps<Value extends string> = SelectProps<Value> & {
  triggerRef: RefObject<HTMLButtonElement | null>;
};

/** Values must not be empty: Radix reserves the empty text for "nothing chosen". */
export function OpenableSelect<Value extends string>(props: OpenableSelectProps<Value>) {
  const {
    triggerRef,
    value,
    onValue,
    options,
    placeholder = "Choose",
    label,
    size = "md",
    disabled,
    invalid,
    id,
    className,
    ...aria
  } = props;
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValue(option.value);
  };
  return (
    <Radix.Root value={value ?? ""} onValueChange={choose} disabled={disabled ?? false}>
      <Radix.Trigger
        {...aria}
        ref={triggerRef}
        id={id}
        aria-label={label}
        aria-invalid={invalid || undefined}
        className={selectStyle(size, className)}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          {...popupLook(
            "max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden",
          )}
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <SelectItem key={option.value} {...option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function SelectItem({ value, label, hint, disabled = false }: SelectOption) {
  return (
    <Radix.Item
      value={value}
      disabled={disabled}
      className={cn(
        "flex min-h-8 cursor-default items-center gap-2 rounded-md py-1 pr-2 pl-7 text-sm outline-none select-none",
        "data-[disabled]:opacity-50 data-[highlighted]:bg-subtle pointer-coarse:min-h-10",
      )}
    >
      <span className="absolute left-3 size-4">
        <Radix.ItemIndicator>
          <Check aria-hidden className="size-4 text-accent-text" />
        </Radix.ItemIndicator>
      </span>
      <Radix.ItemText>{label}</Radix.ItemText>
      {hint && <span className="ml-auto pl-4 text-xs text-muted">{hint}</span>}
    </Radix.Item>
  );
}
