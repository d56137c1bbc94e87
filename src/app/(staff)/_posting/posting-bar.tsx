import type { ReactNode } from "react";
import { cn } from "@/ui/class-names";

/** A summary and the button that posts, in reach of the thumb above the bar of a phone. */
export function PostingBar({
  summary,
  problem,
  children,
}: {
  summary: ReactNode;
  problem?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      className={cn(
        "sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 flex flex-col gap-2 border-t",
        "border-border bg-surface px-4 py-3 shadow-large",
        "md:bottom-4 md:mx-0 md:rounded-lg md:border",
      )}
    >
      {problem}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="text-sm text-muted">{summary}</div>
        <div className="flex flex-1 justify-end gap-2 max-sm:basis-full max-sm:[&>*:last-child]:flex-1">{children}</div>
      </div>
    </div>
  );
}
