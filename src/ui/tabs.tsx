"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { formatQuantity } from "@/shared/quantity";
import { cn } from "./class-names";

const LIST_STYLE = "no-scrollbar relative flex gap-1 overflow-x-auto border-b border-border";
const TAB_STYLE =
  "relative flex h-9 shrink-0 items-center gap-1.5 rounded-t-md px-2.5 text-sm font-medium text-muted " +
  "outline-offset-[-2px] hover:text-foreground " +
  "after:absolute after:inset-x-2.5 after:-bottom-px after:h-0.5 after:rounded-full after:bg-transparent " +
  "pointer-coarse:h-11";
const SELECTED_STYLE = "text-foreground after:bg-accent";

function Count({ count }: { count: number | undefined }) {
  if (count === undefined) return null;
  return <span className="rounded-full bg-subtle px-1.5 text-xs text-muted tabular">{formatQuantity(count)}</span>;
}

type TabsProps<Value extends string> = {
  value: Value;
  onValue: (value: Value) => void;
  label: string;
  tabs: readonly { value: Value; label: ReactNode; count?: number | undefined; content?: ReactNode }[];
};

/** Where a key leads from the tab at `index`; null for other keys. */
function nextIndex(key: string, index: number, count: number): number | null {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

/** On a phone there may be more tabs than fit: the one that is chosen is in sight. */
function useInSight(value: string) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = ref.current;
    const tab = list?.querySelector<HTMLElement>("[aria-selected=true]");
    if (list && tab) list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.clientWidth) / 2;
  }, [value]);
  return ref;
}

/**
 * Tabs within a page, as the ARIA practices describe them: one stop for Tab, and arrows choose. Only the selected one
 * is mounted; without contents they are a filter above a list.
 */
export function Tabs<Value extends string>({ value, onValue, label, tabs }: TabsProps<Value>) {
  const id = useId();
  const list = useInSight(value);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const next = nextIndex(
      event.key,
      tabs.findIndex((tab) => tab.value === value),
      tabs.length,
    );
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    document.getElementById(`${id}-${tab.value}`)?.focus();
    onValue(tab.value);
  };
  return (
    <div>
      <div ref={list} role="tablist" aria-label={label} className={LIST_STYLE}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-${tab.value}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onValue(tab.value)}
            onKeyDown={move}
            className={cn(TAB_STYLE, tab.value === value && SELECTED_STYLE)}
          >
            {tab.label}
            <Count count={tab.count} />
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.value}
          role="tabpanel"
          id={`${id}-${tab.value}-panel`}
          aria-labelledby={`${id}-${tab.value}`}
          hidden={tab.value !== value}
          tabIndex={-1}
          className={cn(tab.content !== undefined && "pt-4 outline-none")}
        >
          {tab.value === value && tab.content}
        </div>
      ))}
    </div>
  );
}
