"use client";

import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { type ReactNode, useId, useState } from "react";
import { cn } from "./class-names";
import { ClearButton } from "./clear-button";
import type { ControlProps } from "./field";
import { inputHeight, inputStyle } from "./input-style";
import { Spinner } from "./spinner";

export type ComboboxProps<Item> = ControlProps & {
  value: Item | null;
  onValue: (item: Item | null) => void;
  items: readonly Item[];
  query: string;
  onQuery: (query: string) => void;
  itemId: (item: Item) => string;
  itemLabel: (item: Item) => string;
  itemHint?: (item: Item) => ReactNode;
  loading?: boolean;
  empty?: ReactNode;
  clearable?: boolean;
};

/** Chooses one of many by typing. The caller searches, usually on the server; this shows the results. */
export function Combobox<Item>(props: ComboboxProps<Item>) {
  const {
    value,
    onValue,
    itemId,
    itemLabel,
    placeholder = "Search and choose",
    label,
    clearable = false,
    size = "md",
    className,
  } = props;
  const [open, setOpen] = useState(false);
  const listId = useId();
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <div className={cn("relative", className)}>
        <Popover.Trigger
          id={props.id}
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-label={label}
          aria-describedby={props["aria-describedby"]}
          aria-required={props["aria-required"]}
          aria-invalid={props.invalid || undefined}
          disabled={props.disabled}
          className={cn(inputStyle, inputHeight[size], "flex items-center justify-between gap-2 text-left")}
        >
          <span className={cn("truncate", value === null ? "text-faint" : clearable && "pr-6")}>
            {value === null ? placeholder : itemLabel(value)}
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </Popover.Trigger>
        {clearable && value !== null && !props.disabled && (
          <ClearButton
            label={`Clear ${label ?? "choice"}`}
            onClick={() => onValue(null)}
            className="inset-y-0 right-7 my-auto"
          />
        )}
      </div>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "z-50 w-(--radix-popover-trigger-width) min-w-64 animate-appear overflow-hidden rounded-lg border",
            "border-border bg-raised shadow-large",
          )}
        >
          <Choices
            {...props}
            listId={listId}
            onChoose={(item) => {
              onValue(item);
              setOpen(false);
            }}
            chosenId={value === null ? null : itemId(value)}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ChoicesProps<Item> = ComboboxProps<Item> & {
  listId: string;
  chosenId: string | null;
  onChoose: (item: Item) => void;
};

function Choices<Item>({
  items,
  query,
  onQuery,
  itemId,
  itemLabel,
  itemHint,
  loading = false,
  empty,
  label,
  listId,
  chosenId,
  onChoose,
}: ChoicesProps<Item>) {
  return (
    <Command shouldFilter={false} label={label ?? "Search"}>
      <div className="flex items-center gap-2 border-b border-border px-2.5">
        <Command.Input
          value={query}
          onValueChange={onQuery}
          placeholder="Type to search"
          className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-faint pointer-coarse:h-11"
        />
        {loading && <Spinner className="text-muted" />}
      </div>
      <Command.List id={listId} className="max-h-72 overflow-y-auto overscroll-contain p-1">
        {items.length === 0 && (
          <div role="status" className="px-2 py-5 text-center text-sm text-muted">
            {loading ? "Searching…" : (empty ?? "Nothing found. Try other words.")}
          </div>
        )}
        {items.map((item) => {
          const id = itemId(item);
          return (
            <Command.Item
              key={id}
              value={id}
              onSelect={() => onChoose(item)}
              className={cn(
                "flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm",
                "data-[selected=true]:bg-subtle pointer-coarse:min-h-11",
              )}
            >
              <Check aria-hidden className={cn("size-4 shrink-0 text-accent-text", id !== chosenId && "invisible")} />
              <span className="min-w-0 flex-1 truncate">{itemLabel(item)}</span>
              {itemHint && <span className="shrink-0 text-xs text-muted tabular">{itemHint(item)}</span>}
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
