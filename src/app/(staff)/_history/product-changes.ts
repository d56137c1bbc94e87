import * as z from "zod";
import { formatMoney, formatUnitCost } from "@/shared/money";
import { capitalize, type Change, type ChangeWords, isSame, readValues, recorded } from "./change";
import { lifecycleVerb } from "./lifecycle-changes";

const texts = recorded(z.array(z.string()));
const text = recorded(z.string().nullable());
const count = recorded(z.number().nullable());

const Variant = z.object({
  variantId: text,
  sku: text,
  options: texts,
  price: count,
  cost: count,
  unit: text,
  backorder: recorded(z.boolean()),
  hasSerials: recorded(z.boolean()),
  barcodes: texts,
  packs: z.unknown().optional(),
  archived: recorded(z.boolean()),
});
const Product = z.object({
  title: text,
  handle: text,
  description: text,
  vendor: text,
  categoryId: text,
  taxCategoryId: text,
  options: texts,
  variants: z.array(Variant).catch([]),
});

const LABELS: Readonly<Record<string, string>> = {
  title: "Title",
  handle: "Handle",
  description: "Description",
  vendor: "Vendor",
  categoryId: "Category",
  taxCategoryId: "Tax category",
  options: "Options",
  sku: "SKU",
  price: "Price",
  cost: "Cost",
  barcodes: "Barcodes",
  packs: "Packs",
  archived: "Archived",
  unit: "Unit",
  backorder: "Backorder",
  hasSerials: "Serial numbers",
};
/** Named as changed only: what they hold is too long to read, or an id. */
const UNREADABLE_FIELDS: ReadonlySet<string> = new Set(["description", "categoryId", "taxCategoryId", "packs"]);
const LINES_MAX = 12;

function formatValue(key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (key === "price" && typeof value === "number") return formatMoney(value);
  if (key === "cost" && typeof value === "number") return formatUnitCost(value);
  if (Array.isArray(value)) return value.map(String).join(", ") || "empty";
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

type Fields = Partial<Record<string, unknown>>;

const describeFields = (before: Fields, after: Fields, of: string): string[] =>
  Object.entries(LABELS)
    .filter(([key]) => after[key] !== undefined && !isSame(before[key], after[key]))
    .map(([key, label]) =>
      UNREADABLE_FIELDS.has(key)
        ? `${label}${of} changed`
        : `${label}${of}: ${formatValue(key, before[key])} → ${formatValue(key, after[key])}`,
    );

/** What changed as lines a person reads: `Price of TEE-S: €19.90 → €21.00`. */
function productDetails({ before, after }: Change): string[] {
  if (before === null) return [];
  const [was, is] = [readValues(Product, before), readValues(Product, after)];
  const ofVariants = is.variants.flatMap((variant) => {
    const known = was.variants.find(({ variantId }) => variantId === variant.variantId);
    return known ? describeFields(known, variant, ` of ${variant.sku}`) : [`${variant.sku} added`];
  });
  const lines = [...describeFields(was, is, ""), ...ofVariants];
  return lines.length > LINES_MAX ? [...lines.slice(0, LINES_MAX), `and ${lines.length - LINES_MAX} more`] : lines;
}

const TITLES_BY_IMPORT: Readonly<Record<string, string>> = { created: "Imported", edited: "Changed by import" };

function productTitle(change: Change): string {
  const verb = lifecycleVerb(change);
  return (change.action.includes("import") && TITLES_BY_IMPORT[verb]) || capitalize(verb);
}

export const PRODUCT_CHANGES: ChangeWords = { verb: lifecycleVerb, title: productTitle, details: productDetails };
