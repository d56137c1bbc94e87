"use client";

import { ChooseBetween } from "@/app/(staff)/_conflict/choose-between";
import { categoryPath } from "@/app/(staff)/_goods/category-path";
import { changedByOthers, mergeEdits } from "@/app/(staff)/products/edit-conflict";
import { type Inputs, trpc } from "@/client/trpc";
import { Button } from "@/ui/button";

type Edit = Inputs["catalog"]["editProduct"];

type ResolveConflictProps = {
  base: Edit;
  mine: Edit;
  theirs: Edit;
  changedBy: string | null;
  changedAt: string;
  pending: boolean;
  onSave: (merged: Edit) => void;
  onEdit: (merged: Edit) => void;
};

/** Two people changed one product: the merged values are saved at once or edited further. */
export function ResolveConflict({
  base,
  mine,
  theirs,
  changedBy,
  changedAt,
  pending,
  onSave,
  onEdit,
}: ResolveConflictProps) {
  const categories = trpc.catalog.listCategories.useQuery();
  const taxes = trpc.catalog.listTaxes.useQuery();
  const names = {
    categoryPath: (id: string) => categoryPath(categories.data ?? [], id),
    taxName: (id: string) => taxes.data?.find((tax) => tax.id === id)?.name ?? "Another tax category",
  };
  return (
    <ChooseBetween
      what="this product"
      who={changedBy ?? "Someone"}
      changedAt={changedAt}
      changed={changedByOthers(base, mine, theirs, names)}
      actions={(choices, isOpen) => (
        <>
          <Button disabled={pending || isOpen} onClick={() => onEdit(mergeEdits(base, mine, theirs, choices))}>
            Continue editing
          </Button>
          <Button
            variant="primary"
            pending={pending}
            disabled={isOpen}
            onClick={() => onSave(mergeEdits(base, mine, theirs, choices))}
          >
            Save with these values
          </Button>
        </>
      )}
    />
  );
}
