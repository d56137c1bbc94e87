import type { ReactNode } from "react";
import { cn } from "@/ui/class-names";

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" } as const;

type DescriptionListProps = {
  items: readonly { label: ReactNode; value: ReactNode; wide?: boolean }[];
  columns?: keyof typeof COLUMNS;
};

/** Facts with their names. In one column they stand side by side, so that a narrow card stays short. */
export function DescriptionList({ items, columns = 1 }: DescriptionListProps) {
  return (
    <dl className={cn("grid gap-x-6 gap-y-2 text-sm", COLUMNS[columns])}>
      {items.map((item, index) => (
        <div
          key={index}
          className={cn("min-w-0", columns === 1 && "grid grid-cols-[minmax(6rem,2fr)_minmax(0,3fr)] gap-3", item.wide && "col-span-full")}
        >
          <dt className="text-muted">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value ?? <span className="text-faint">None</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
