import type { ReactNode } from "react";
import { cn } from "./class-names";

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" } as const;

type DescriptionListProps = {
  items: readonly { label: ReactNode; value: ReactNode; wide?: boolean }[];
  columns?: keyof typeof COLUMNS;
};

/** Values with their labels; in a single column side by side, so that a narrow card stays short. */
export function DescriptionList({ items, columns = 1 }: DescriptionListProps) {
  return (
    <dl
      className={cn(
        "grid grid-cols-1 gap-y-2 text-sm",
        columns === 1 ? "grid-cols-[fit-content(9rem)_minmax(0,1fr)] gap-x-3" : "gap-x-6",
        COLUMNS[columns],
      )}
    >
      {items.map((item, index) => (
        <div
          key={index}
          className={cn(
            "min-w-0",
            columns === 1 && "col-span-full grid grid-cols-subgrid items-baseline",
            item.wide && "col-span-full",
          )}
        >
          <dt className="text-muted">{item.label}</dt>
          <dd className="min-w-0">{item.value ?? <span className="text-faint">None</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
