"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { IconButton } from "./icon-button";

/** What one can do with the chosen rows; floats above the list while some are chosen. */
export function SelectionBar({
  count,
  onClear,
  children,
}: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}) {
  return (
    <div
      role="region"
      aria-label="Selected rows"
      className={cn(
        "sticky bottom-20 z-20 mx-auto flex max-w-full animate-appear flex-wrap items-center gap-2 rounded-xl",
        "border border-border bg-raised py-1.5 pr-1.5 pl-4 shadow-large",
        "md:bottom-4",
      )}
    >
      <span role="status" className="text-sm font-medium whitespace-nowrap tabular">
        {count.toLocaleString("en-GB")} selected
      </span>
      {children}
      <IconButton label="Clear selection" icon={<X aria-hidden />} onClick={onClear} />
    </div>
  );
}
