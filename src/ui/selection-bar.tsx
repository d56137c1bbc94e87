import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./class-names";

type SelectionBarProps = {
  /** "Selected orders". */
  label: string;
  /** "3 orders selected". */
  count: string;
  onClear: () => void;
  /** Above what can be done. */
  notice?: ReactNode;
  children: ReactNode;
};

/** What can be done with chosen rows, above the end of the page however long the list is. */
export const SelectionBar = ({ label, count, onClear, notice, children }: SelectionBarProps) => (
  <section
    aria-label={label}
    className={cn(
      "sticky bottom-3 z-20 mt-3 flex flex-col gap-2 rounded-lg border border-border bg-raised p-2 shadow-large",
      "max-md:bottom-18",
    )}
  >
    {notice}
    <div className="no-scrollbar flex items-center gap-2 max-md:overflow-x-auto">
      <span role="status" className="shrink-0 px-1 text-sm font-medium tabular">
        {count}
      </span>
      {children}
      <Button variant="ghost" className="ml-auto" icon={<X aria-hidden />} onClick={onClear}>
        Clear selection
      </Button>
    </div>
  </section>
);
