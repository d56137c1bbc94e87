import type { ChangedField, Side } from "@/app/(staff)/_conflict/choose-between";
import type { Inputs } from "@/client/trpc";
import { formatOptions } from "@/modules/catalog/product";
import { formatMoney, formatUnitCost } from "@/shared/money";

type EditProduct = Inputs["catalog"]["editProduct"];
type EditedVariant = EditProduct["variants"][number];

const PRODUCT_FIELDS = {
  title: "Title",
  description: "Description",
  vendor: "Vendor",
  categoryId: "Category",
  taxCategoryId: "Tax category",
  optionNames: "Options",
} as const;
const VARIANT_FIELDS = {
  sku: "SKU",
  optionValues: "Option values",
  price: "Price",
  cost: "Cost",
  barcodes: "Barcodes",
  packs: "Packs",
  backorder: "Without stock",
  hasSerials: "Serial numbers",
  archived: "Archived",
} as const;
type ProductField = keyof typeof PRODUCT_FIELDS;
type VariantField = keyof typeof VARIANT_FIELDS;

const productFields = Object.keys(PRODUCT_FIELDS).filter((key): key is ProductField => key in PRODUCT_FIELDS);
const variantFields = Object.keys(VARIANT_FIELDS).filter((key): key is VariantField => key in VARIANT_FIELDS);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What others changed since `base` was read, each with both values. Fields that only I changed are left out. */
export function changedByOthers(
  base: EditProduct,
  mine: EditProduct,
  theirs: EditProduct,
  { categoryPath, taxName }: { categoryPath: (id: string) => string; taxName: (id: string) => string },
): ChangedField[] {
  const format = (field: ProductField, edit: EditProduct): string => {
    if (field === "categoryId") return edit.categoryId ? categoryPath(edit.categoryId) : "";
    if (field === "taxCategoryId") return edit.taxCategoryId ? taxName(edit.taxCategoryId) : "As its category";
    return field === "optionNames" ? (edit.optionNames ?? []).join(", ") : (edit[field] ?? "");
  };
  const ofProduct = productFields
    .filter((field) => !isSame(base[field], theirs[field]))
    .map((field) => ({
      path: field,
      label: PRODUCT_FIELDS[field],
      base: format(field, base),
      mine: format(field, mine),
      theirs: format(field, theirs),
      isContested: !isSame(base[field], mine[field]) && !isSame(mine[field], theirs[field]),
    }));
  return [...ofProduct, ...theirs.variants.flatMap((variant) => changedInVariant(base, mine, variant))];
}

const findVariant = (edit: EditProduct, variantId: string | null | undefined) =>
  edit.variants.find((variant) => typeof variantId === "string" && variant.variantId === variantId);

function changedInVariant(base: EditProduct, mine: EditProduct, theirs: EditedVariant): ChangedField[] {
  const name = theirs.sku || formatOptions(theirs.optionValues ?? []);
  const was = findVariant(base, theirs.variantId);
  if (!was)
    return [
      {
        path: `${theirs.variantId}.new`,
        label: `${name}`,
        base: "",
        mine: "",
        theirs: "New variant",
        isContested: false,
      },
    ];
  const left = findVariant(mine, theirs.variantId) ?? was;
  return variantFields
    .filter((field) => !isSame(was[field], theirs[field]))
    .map((field) => ({
      path: `${theirs.variantId}.${field}`,
      label: `${VARIANT_FIELDS[field]} of ${name}`,
      base: formatVariantField(was, field),
      mine: formatVariantField(left, field),
      theirs: formatVariantField(theirs, field),
      isContested: !isSame(was[field], left[field]) && !isSame(left[field], theirs[field]),
    }));
}

function formatVariantField(variant: EditedVariant, field: VariantField): string {
  if (field === "price") return formatMoney(variant.price);
  if (field === "cost") return typeof variant.cost === "number" ? formatUnitCost(variant.cost) : "";
  if (field === "optionValues") return formatOptions(variant.optionValues ?? []);
  if (field === "barcodes") return (variant.barcodes ?? []).join(", ");
  if (field === "packs") return (variant.packs ?? []).map((pack) => pack.name).join(", ");
  if (field === "backorder") return variant.backorder ? "Backorder" : "Don't sell";
  if (field === "hasSerials") return variant.hasSerials ? "One for each item" : "None";
  return field === "archived" ? (variant.archived ? "Archived" : "Active") : (variant.sku ?? "");
}

/**
 * My edit on top of what is there now: what I changed is kept, what only others changed too; `choices` settle the rest.
 */
export function mergeEdits(
  base: EditProduct,
  mine: EditProduct,
  theirs: EditProduct,
  choices: Readonly<Record<string, Side>>,
): EditProduct {
  const takesTheirs = (path: string, was: unknown, left: unknown, is: unknown): boolean => {
    if (isSame(was, left)) return true;
    if (isSame(was, is)) return false;
    return choices[path] === "theirs";
  };
  const merged: EditProduct = { ...mine, version: theirs.version };
  const take = <Field extends ProductField>(field: Field) => {
    if (takesTheirs(field, base[field], mine[field], theirs[field])) merged[field] = theirs[field];
  };
  for (const field of productFields) take(field);
  merged.variants = [
    ...mine.variants.map((left) =>
      mergeVariant(left, findVariant(base, left.variantId), findVariant(theirs, left.variantId), takesTheirs),
    ),
    ...theirs.variants.filter(({ variantId }) => !findVariant(mine, variantId)),
  ];
  return merged;
}

type TakesTheirs = (path: string, was: unknown, left: unknown, is: unknown) => boolean;

function mergeVariant(
  left: EditedVariant,
  was: EditedVariant | undefined,
  is: EditedVariant | undefined,
  takesTheirs: TakesTheirs,
): EditedVariant {
  if (!was || !is) return left;
  const merged: EditedVariant = { ...left };
  const take = <Field extends VariantField>(field: Field) => {
    if (takesTheirs(`${is.variantId}.${field}`, was[field], left[field], is[field])) merged[field] = is[field];
  };
  for (const field of variantFields) take(field);
  return merged;
}
