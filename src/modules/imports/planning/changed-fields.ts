import { cutText } from "@/modules/catalog/product";
import type { KnownProduct, KnownVariant } from "@/modules/catalog/product-rows";
import type { ImportField } from "@/modules/imports/import-format";
import type { GroupedRow } from "@/modules/imports/import-group";
import type { KnownCodes } from "./import-codes";

/** One field of an existing item with what it is and what it would be. Amounts are whole units, as stored. */
export type ChangedField = { field: ImportField; before: string | number | null; after: string | number | null };

const TEXT_CHARACTERS_SHOWN_MAX = 160;
const shown = (value: string | number | null) =>
  typeof value === "string" ? cutText(value, TEXT_CHARACTERS_SHOWN_MAX) : value;

const differing = (fields: readonly ChangedField[]): ChangedField[] =>
  fields
    .filter(({ before, after }) => before !== after)
    .map(({ field, before, after }) => ({ field, before: shown(before), after: shown(after) }));

type Change<Of> = { before: Of; after: Of };

export const productFieldsChanged = (
  { known }: { known: KnownCodes },
  { categoryPath }: GroupedRow,
  { before, after }: Change<KnownProduct>,
): ChangedField[] => {
  const nameOf = (id: string | null) => (id === null ? null : (known.categoryNames.get(id) ?? null));
  const taxOf = (taxId: string | null) =>
    taxId === null ? null : ([...known.taxIds.values()].find(({ id }) => id === taxId)?.name ?? null);
  const category =
    before.categoryId === after.categoryId ? nameOf(before.categoryId) : (categoryPath?.join(" > ") ?? null);
  return differing([
    { field: "title", before: before.title, after: after.title },
    { field: "description", before: before.description, after: after.description },
    { field: "vendor", before: before.vendor, after: after.vendor },
    { field: "category", before: nameOf(before.categoryId), after: category },
    { field: "taxCategory", before: taxOf(before.taxCategoryId), after: taxOf(after.taxCategoryId) },
  ]);
};

const listOf = (codes: readonly string[]): string | null => (codes.length === 0 ? null : codes.join(", "));

export const variantFieldsChanged = (before: KnownVariant, after: KnownVariant): ChangedField[] =>
  differing([
    { field: "sku", before: before.sku, after: after.sku },
    { field: "price", before: before.price, after: after.price },
    { field: "cost", before: before.cost, after: after.cost },
    { field: "barcode", before: listOf(before.barcodes), after: listOf(after.barcodes) },
  ]);
