"use client";

import { Check, ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "./button";
import { cn } from "./class-names";
import { Menu, MenuItem, MenuRadio, MenuSeparator } from "./dropdown-menu";
import { SearchInput } from "./search-input";

export type FilterDefinition = {
  id: string;
  label: string;
  options: readonly { value: string; label: string; count?: number }[];
  value: string | null;
  onChange: (value: string | null) => void;
};

type FilterBarProps = {
  search?: { value: string; onChange: (value: string) => void; placeholder?: string };
  filters?: readonly FilterDefinition[];
  /** Clears everything at once; shown while something is set. */
  onClear?: () => void;
  /** Filters of another kind, and whether one of them is set. */
  children?: ReactNode;
  isNarrowed?: boolean;
  actions?: ReactNode;
};

/** Search and filters of a list. The caller keeps the values, in the address. */
export function FilterBar({ search, filters = [], onClear, children, isNarrowed = false, actions }: FilterBarProps) {
  const narrowed = isNarrowed || Boolean(search?.value) || filters.some((filter) => filter.value !== null);
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      {search && <SearchInput {...search} shortcut="/" className="w-full sm:w-72" />}
      {/* On a phone the chips are one scrolling row, so that the list stays in view. */}
      <div
        className={cn(
          "no-scrollbar flex items-center gap-2",
          "empty:hidden",
          "max-sm:-mx-4 max-sm:-my-1 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:flex-wrap",
          actions && "sm:grow",
        )}
      >
        {filters.map((filter) => (
          <FilterChip key={filter.id} filter={filter} />
        ))}
        {children}
        {narrowed && onClear && (
          <Button variant="ghost" icon={<X aria-hidden />} onClick={onClear}>
            Clear
          </Button>
        )}
        {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}

function FilterChip({ filter }: { filter: FilterDefinition }) {
  const chosen = filter.options.find((option) => option.value === filter.value);
  return (
    <Menu
      label={filter.label}
      align="start"
      trigger={
        <Button
          className={cn(
            "max-w-full",
            chosen &&
              "border-accent-text/50 bg-accent-subtle text-accent-text hover:bg-accent-subtle dark:bg-accent-subtle",
          )}
        >
          {chosen && <Check aria-hidden />}
          <span className="truncate">{chosen ? `${filter.label}: ${chosen.label}` : filter.label}</span>
          <ChevronDown aria-hidden className="opacity-70" />
        </Button>
      }
    >
      <MenuRadio
        value={filter.value ?? ""}
        onValue={filter.onChange}
        options={filter.options.map((option) => ({
          value: option.value,
          label: (
            <>
              <span className="flex-1">{option.label}</span>
              {option.count !== undefined && (
                <span className="pl-4 text-xs text-muted tabular">{formatQuantity(option.count)}</span>
              )}
            </>
          ),
        }))}
      />
      {chosen && (
        <>
          <MenuSeparator />
          <MenuItem icon={<X aria-hidden />} onSelect={() => filter.onChange(null)}>
            Any
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
