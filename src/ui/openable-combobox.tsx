"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { Popover } from "radix-ui";
import { type RefObject, useId, useState } from "react";
import { SEARCH_CHARACTERS_MAX } from "@/shared/search-length";
import { cn } from "./class-names";
import { ComboboxBox, type TriggerProps } from "./combobox-box";
import type { ComboboxProps } from "./combobox-props";
import { NOT_SEARCHED } from "./not-searched";
import { popupLook } from "./popup-look";
import { Spinner } from "./spinner";

type OpenableComboboxProps<Item> = ComboboxProps<Item> & { triggerRef: RefObject<HTMLButtonElement | null> };

export function OpenableCombobox<Item>({ triggerRef, ...props }: OpenableComboboxProps<Item>) {
  const { value, onValue, itemId } = props;
  const [open, setOpen] = useState(false);
  const listId = useId();
  const trigger = (look: TriggerProps) => (
    <Popover.Trigger {...look} ref={triggerRef} aria-expanded={open} aria-controls={open ? listId : undefined} />
  );
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <ComboboxBox {...props} trigger={trigger} />
      <Popover.Portal>
        <Popover.Content align="start" {...popupLook("w-(--radix-popover-trigger-width) min-w-64 overflow-hidden")}>
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
  failed = false,
  empty,
  label,
  listId,
  chosenId,
  onChoose,
}: ChoicesProps<Item>) {
  const [marked, setMarked] = useState("");
  const ids = items.map(itemId);
  // What Enter chooses: cmdk would go on marking one that was found before and is gone, and then nothing is marked.
  const shown = ids.includes(marked) ? marked : (ids[0] ?? "");
  return (
    <Command shouldFilter={false} label={label ?? "Search"} value={shown} onValueChange={setMarked}>
      <div className="flex items-center gap-2 border-b border-border px-2.5">
        <Command.Input
          value={query}
          onValueChange={onQuery}
          maxLength={SEARCH_CHARACTERS_MAX}
          placeholder="Type to search"
          className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-faint pointer-coarse:h-11"
        />
        {loading && <Spinner className="text-muted" />}
      </div>
      <Command.List id={listId} className="max-h-72 overflow-y-auto overscroll-contain p-1">
        {items.length === 0 && (
          <div role="status" className="px-2 py-5 text-center text-sm text-muted">
            {loading ? "Searching…" : failed ? NOT_SEARCHED : (empty ?? "Nothing found. Try other words.")}
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
              {/* Where both have no room beside each other, the hint goes below: the label says which it is. */}
              <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
                <span className="max-w-full grow truncate">{itemLabel(item)}</span>
                {itemHint && <span className="max-w-full truncate text-xs text-muted tabular">{itemHint(item)}</span>}
              </span>
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
