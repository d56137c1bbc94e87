import type { ReactNode } from "react";
import { cn } from "./class-names";

/** A placeholder, inside a line of text too. Hidden from screen readers: the region around it announces the loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-4 animate-pulse rounded-md bg-border/70", className)} />;
}

/** The region around skeletons, which announces the loading to screen readers. */
export function Loading({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">Loading</span>
      {children}
    </div>
  );
}

const WIDTHS = ["w-24", "w-40", "w-28", "w-16", "w-20", "w-32"] as const;

export function TableSkeleton({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <Loading className="overflow-hidden rounded-lg border border-border bg-surface">
      <div className="h-9 border-b border-border bg-subtle/50" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b border-border px-4 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            <div key={column} className={cn("min-w-0 flex-1", column > 1 && "hidden md:block")}>
              <Skeleton className={cn("h-3 max-w-full", WIDTHS[(row + column) % WIDTHS.length])} />
            </div>
          ))}
        </div>
      ))}
    </Loading>
  );
}

export function StatSkeleton() {
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-4">
      <Skeleton className="h-3 w-20" />
      <Skeleton className="h-7 w-28" />
      <Skeleton className="h-3 w-16" />
    </div>
  );
}

export function DetailSkeleton() {
  return (
    <Loading className="flex flex-col gap-4">
      <Skeleton className="h-7 w-64" />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4">
          {WIDTHS.map((width) => (
            <Skeleton key={width} className={cn("max-w-full", width)} />
          ))}
        </div>
        <div className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4">
          <Skeleton className="w-24" />
          <Skeleton className="w-40" />
          <Skeleton className="w-32" />
        </div>
      </div>
    </Loading>
  );
}
