"use client";

import { useMemo, useState } from "react";
import { type Category, categoryPath } from "@/app/(staff)/_goods/category-path";
import { trpc } from "@/client/trpc";
import { holdsEachWord } from "@/shared/search-form";
import { Combobox } from "@/ui/combobox";

const SHOWN_MAX = 50;

type SearchedFilterProps = { value: string | null; onChange: (value: string | null) => void };

/** Any vendor, found by what it contains: a shop may have thousands. */
export function VendorFilter({ value, onChange }: SearchedFilterProps) {
  const [query, setQuery] = useState("");
  const found = trpc.catalog.listVendors.useQuery({ search: query });
  return (
    <Combobox<string>
      label="Vendor"
      className="w-44 shrink-0"
      value={value}
      onValue={onChange}
      items={found.data ?? []}
      query={query}
      onQuery={setQuery}
      loading={found.isFetching}
      failed={found.isError}
      itemId={(vendor) => vendor}
      itemLabel={(vendor) => vendor}
      placeholder="Vendor"
      empty="No vendor matches."
      clearable
    />
  );
}

/** Any category, found by the names of its path. */
export function CategoryFilter({ value, onChange }: SearchedFilterProps) {
  const [query, setQuery] = useState("");
  const categories = trpc.catalog.listCategories.useQuery();
  const { data: all = NONE } = categories;
  const named = useMemo(() => all.map(({ id }) => ({ id, path: categoryPath(all, id) })), [all]);
  return (
    <Combobox<Named>
      label="Category"
      className="w-44 shrink-0"
      value={named.find(({ id }) => id === value) ?? null}
      onValue={(category) => onChange(category?.id ?? null)}
      items={named.filter(({ path }) => holdsEachWord(path, query)).slice(0, SHOWN_MAX)}
      query={query}
      onQuery={setQuery}
      loading={categories.isPending}
      itemId={({ id }) => id}
      itemLabel={({ path }) => path}
      placeholder="Category"
      empty="No category matches."
      clearable
    />
  );
}

type Named = { id: string; path: string };
const NONE: readonly Category[] = [];
