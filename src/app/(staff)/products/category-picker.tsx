"use client";

import { useState } from "react";
import { useController } from "react-hook-form";
import { type Category, categoryPath } from "@/app/(staff)/_goods/category-path";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { holdsEachWord } from "@/shared/search-form";
import { Button } from "@/ui/button";
import { ComboboxField } from "@/ui/combobox-field";

const SHOWN_MAX = 50;

/** Chooses a category, or makes the one that was typed. `A > B` makes B in A. */
export function CategoryField({ name }: { name: string }) {
  const [query, setQuery] = useState("");
  const categories = trpc.catalog.listCategories.useQuery();
  const all = categories.data ?? [];
  const { field } = useController({ name });
  const chosenId: unknown = field.value;
  const items = all.filter(({ id }) => holdsEachWord(categoryPath(all, id), query)).slice(0, SHOWN_MAX);
  return (
    <ComboboxField<Category>
      name={name}
      label="Category"
      optional
      nullable
      clearable
      value={all.find(({ id }) => id === chosenId) ?? null}
      onValue={() => setQuery("")}
      items={items}
      query={query}
      onQuery={setQuery}
      loading={categories.isPending}
      itemId={({ id }) => id}
      itemLabel={({ id }) => categoryPath(all, id)}
      placeholder="Choose a category"
      empty={<MakeCategory path={query} categories={all} onMade={(categoryId) => field.onChange(categoryId)} />}
    />
  );
}

function MakeCategory({
  path,
  categories,
  onMade,
}: {
  path: string;
  categories: readonly Category[];
  onMade: (categoryId: string) => void;
}) {
  const mayMake = useCan("catalog.create-category");
  const utils = trpc.useUtils();
  const create = trpc.catalog.createCategory.useMutation({
    onSuccess: async ({ categoryId }) => {
      await utils.catalog.listCategories.invalidate();
      onMade(categoryId);
    },
  });
  const names = path
    .split(">")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const name = names.at(-1);
  if (!mayMake || name === undefined) return "No category matches.";
  const parentPath = names.slice(0, -1).join(" > ").toLowerCase();
  const parent = categories.find(({ id }) => categoryPath(categories, id).toLowerCase() === parentPath);
  if (parentPath !== "" && !parent) return `There is no category ${names.slice(0, -1).join(" > ")}. Create it first.`;
  return (
    <span className="flex flex-col gap-2">
      <Button
        size="sm"
        pending={create.isPending}
        onClick={() => create.mutate({ name, parentId: parent?.id ?? null })}
      >
        Create “{path.trim()}”
      </Button>
      <RefusalNotice of={create.error} />
    </span>
  );
}
