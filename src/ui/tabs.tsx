"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { formatQuantity } from "@/shared/quantity";
import { cn } from "./class-names";

const LIST_STYLE = "no-scrollbar flex gap-1 overflow-x-auto border-b border-border";
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

/** Tabs within a page. Only the selected one is mounted; without contents they are a filter above a list. */
export function Tabs<Value extends string>({ value, onValue, label, tabs }: TabsProps<Value>) {
  const choose = (next: string) => {
    const tab = tabs.find((candidate) => candidate.value === next);
    if (tab) onValue(tab.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose}>
      <Radix.List aria-label={label} className={LIST_STYLE}>
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(TAB_STYLE, tab.value === value && SELECTED_STYLE)}
          >
            {tab.label}
            <Count count={tab.count} />
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          tabIndex={-1}
          className={cn(tab.content !== undefined && "pt-4 outline-none")}
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
