import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { EventDefinition } from "@/shared/event";
import type { KnownProduct, KnownVariant } from "./product-rows";

type AuditFields = Record<string, unknown>;

/** A variant as the history stores it. */
const toAuditVariant = (variant: KnownVariant): AuditFields => ({
  variantId: variant.id,
  sku: variant.sku,
  options: variant.optionValues,
  price: variant.price,
  cost: variant.cost,
  unit: variant.unit,
  backorder: variant.backorder,
  hasSerials: variant.hasSerials,
  barcodes: variant.barcodes,
  packs: variant.packs,
  archived: variant.archived,
});

const toAuditProduct = (product: KnownProduct): AuditFields => ({
  title: product.title,
  handle: product.handle,
  description: product.description,
  vendor: product.vendor,
  categoryId: product.categoryId,
  taxCategoryId: product.taxCategoryId,
  options: product.optionNames,
  archived: product.archived,
});

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs, on both sides. */
function difference(before: AuditFields, after: AuditFields): [AuditFields, AuditFields] {
  const keys = Object.keys(after).filter((key) => !isSame(before[key], after[key]));
  return [
    Object.fromEntries(keys.map((key) => [key, before[key]])),
    Object.fromEntries(keys.map((key) => [key, after[key]])),
  ];
}

/**
 * What the history stores of a change: the fields that differ, and the variants that differ. Null if nothing does.
 */
function describeChange(
  before: KnownProduct | null,
  after: KnownProduct,
): { before: AuditFields | null; after: AuditFields } | null {
  if (!before)
    return { before: null, after: { ...toAuditProduct(after), variants: after.variants.map(toAuditVariant) } };
  const [fieldsBefore, fieldsAfter] = difference(toAuditProduct(before), toAuditProduct(after));
  const variantsBefore: AuditFields[] = [];
  const variantsAfter: AuditFields[] = [];
  for (const variant of after.variants) {
    const known = before.variants.find(({ id }) => id === variant.id);
    if (!known) variantsAfter.push(toAuditVariant(variant));
    else if (!isSame(toAuditVariant(known), toAuditVariant(variant))) {
      const [was, is] = difference(toAuditVariant(known), toAuditVariant(variant));
      variantsBefore.push({ variantId: known.id, sku: known.sku, ...was });
      variantsAfter.push({ variantId: variant.id, sku: variant.sku, ...is });
    }
  }
  if (Object.keys(fieldsAfter).length === 0 && variantsAfter.length === 0) return null;
  if (variantsAfter.length === 0) return { before: fieldsBefore, after: fieldsAfter };
  return { before: { ...fieldsBefore, variants: variantsBefore }, after: { ...fieldsAfter, variants: variantsAfter } };
}

/** Records what differs in the history. False when nothing does; then no event is emitted. */
export function recordProductChange(ctx: TxContext, before: KnownProduct | null, after: KnownProduct): boolean {
  const change = describeChange(before, after);
  if (!change) return false;
  recordChange(ctx, { entity: "product", entityId: after.id, label: after.title, confidential: ["cost"], ...change });
  return true;
}

type ProductFact = EventDefinition<{ productId: string; variantIds: string[] }>;

export const emitProductEvent = (ctx: TxContext, fact: ProductFact, product: KnownProduct): void =>
  emit(ctx, fact, { productId: product.id, variantIds: product.variants.map(({ id }) => id) });
