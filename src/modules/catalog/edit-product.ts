import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { users } from "@/modules/users/schema";
import { auditEntries } from "@/platform/audit/schema";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { can } from "@/shared/access";
import { newId } from "@/shared/id";
import { assertArchivable } from "./assert-archivable";
import { refuseTakenCodes, assertCodesAvailable, assertValidOptions } from "./assert-codes-available";
import { choiceInvalid, costHidden, type EditProduct, productChanged, productEdited, unitFixed } from "./contract";
import { lockProduct, lockVariants } from "./lock-product";
import { makeSku } from "./product";
import { recordProductChange, emitProductEvent } from "./product-change";
import {
  insertBarcodes,
  insertVariants,
  type KnownProduct,
  type KnownVariant,
  replacePacks,
  updateProducts,
  updateVariants,
} from "./product-rows";
import { barcodes } from "./schema";
import { lockTaxCategory } from "./taxes/lock-tax-category";

/** Saves an edited product. @throws Refusal with the stored product when its version is not the one that was read. */
export async function editProduct(ctx: Context, input: EditProduct) {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockProduct(ctx, input.productId);
    if (before.version !== input.version) throw await changedByOther(ctx, before);
    if (input.variants.some(({ cost }) => cost !== undefined) && !can(ctx.actor, "catalog.see-cost"))
      throw costHidden({});
    const after = applyEdit(before, input);
    assertValidOptions(after);
    if (after.taxCategoryId !== null) await lockTaxCategory(ctx, after.taxCategoryId, "key share");
    await assertCodesAvailable(ctx, after);
    await assertVariantsArchivable(ctx, before, after, input.acceptUse);

    const answer = { productId: after.id, variantIds: after.variants.map(({ id }) => id) };
    if (!recordProductChange(ctx, before, after)) return { ...answer, version: before.version };
    await refuseTakenCodes(after.handle, () => write(ctx, before, after), turnedOn(before, after));
    emitProductEvent(ctx, productEdited, after);
    return { ...answer, version: before.version + 1 };
  });
}

/** Variants whose pieces have serial numbers from now on. */
function turnedOn(before: KnownProduct, after: KnownProduct): KnownVariant[] {
  const had = new Set(before.variants.filter(({ hasSerials }) => hasSerials).map(({ id }) => id));
  return after.variants.filter(({ id, hasSerials }) => hasSerials && !had.has(id));
}

/** An edit that archives variants asks what archiving the product asks. */
async function assertVariantsArchivable(
  ctx: TxContext,
  before: KnownProduct,
  after: KnownProduct,
  accepted: string | undefined,
): Promise<void> {
  const inUse = new Set(before.variants.filter(({ archived }) => !archived).map(({ id }) => id));
  const archived = after.variants.filter((variant) => variant.archived && inUse.has(variant.id));
  if (archived.length === 0) return;
  const thingIds = archived.map(({ id }) => id);
  await lockVariants(ctx, thingIds);
  await assertArchivable(ctx, { label: archived.map(({ sku }) => sku).join(", "), thingIds, accepted });
}

async function changedByOther(ctx: TxContext, product: KnownProduct) {
  const [change] = await ctx.db
    .select({ name: users.name, at: auditEntries.occurredAt })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(eq(auditEntries.entityId, product.id))
    .orderBy(desc(auditEntries.id))
    .limit(1);
  const changedAt = (change?.at ?? ctx.now).toISOString();
  return productChanged({
    current: toEdit(product, can(ctx.actor, "catalog.see-cost")),
    changedBy: change?.name ?? null,
    changedAt,
  });
}

/** A product in the shape of an edit, with costs only for roles that see them. */
const toEdit = (product: KnownProduct, seesCost: boolean): EditProduct => ({
  productId: product.id,
  version: product.version,
  title: product.title,
  description: product.description,
  vendor: product.vendor,
  categoryId: product.categoryId,
  taxCategoryId: product.taxCategoryId,
  optionNames: product.optionNames,
  variants: product.variants.map((variant) => ({
    variantId: variant.id,
    sku: variant.sku,
    optionValues: variant.optionValues,
    price: variant.price,
    unit: variant.unit,
    backorder: variant.backorder,
    hasSerials: variant.hasSerials,
    barcodes: variant.barcodes,
    packs: variant.packs,
    archived: variant.archived,
    ...(seesCost ? { cost: variant.cost } : {}),
  })),
});

function applyEdit(before: KnownProduct, input: EditProduct): KnownProduct {
  const edited = input.variants.map((variant, index) => applyVariant(before, variant, index + 1));
  const named = new Set(edited.map(({ id }) => id));
  const untouched = before.variants.filter(({ id }) => !named.has(id));
  return {
    ...before,
    title: input.title,
    description: input.description,
    vendor: input.vendor,
    categoryId: input.categoryId,
    taxCategoryId: input.taxCategoryId === undefined ? before.taxCategoryId : input.taxCategoryId,
    optionNames: input.optionNames,
    variants: [...edited, ...untouched],
  };
}

function applyVariant(product: KnownProduct, input: EditProduct["variants"][number], position: number): KnownVariant {
  const known = product.variants.find(({ id }) => id === input.variantId);
  if (input.variantId !== null && !known)
    throw choiceInvalid({ reason: "One of the variants belongs to another product. Reload the page and try again." });
  if (known && known.unit !== input.unit) throw unitFixed({ sku: known.sku, unit: known.unit });
  return {
    id: known?.id ?? newId(),
    productId: product.id,
    sku: input.sku || known?.sku || makeSku(product.handle, input.optionValues),
    optionValues: input.optionValues,
    position: known?.position ?? product.variants.length + position,
    price: input.price,
    cost: input.cost === undefined ? (known?.cost ?? null) : input.cost,
    unit: input.unit,
    backorder: input.backorder ?? known?.backorder ?? false,
    hasSerials: input.hasSerials ?? known?.hasSerials ?? false,
    archived: input.archived,
    barcodes: [...new Set(input.barcodes)].sort(),
    packs: input.packs,
  };
}

async function write(ctx: TxContext, before: KnownProduct, after: KnownProduct): Promise<void> {
  const known = new Map(before.variants.map((variant) => [variant.id, variant]));
  const changed = after.variants.filter((variant) => JSON.stringify(known.get(variant.id)) !== JSON.stringify(variant));
  await updateProducts(ctx, [after]);
  await ctx.db.delete(barcodes).where(
    and(
      inArray(barcodes.variantId, changed.length > 0 ? changed.map(({ id }) => id) : [after.id]),
      sql`${barcodes.code} <> all(${arrayOf(
        changed.flatMap((variant) => variant.barcodes),
        "text",
      )})`,
    ),
  );
  await updateVariants(
    ctx,
    changed.filter(({ id }) => known.has(id)),
    { swap: changed.length > 1 },
  );
  await insertVariants(
    ctx,
    changed.filter(({ id }) => !known.has(id)),
  );
  await moveBarcodes(ctx, before, changed);
  for (const { id, packs } of changed)
    if (JSON.stringify(known.get(id)?.packs ?? []) !== JSON.stringify(packs)) await replacePacks(ctx, id, packs);
}

/** One edit may move a barcode from one variant of the product to another. */
async function moveBarcodes(ctx: TxContext, before: KnownProduct, changed: readonly KnownVariant[]): Promise<void> {
  const holderOf = new Map(
    before.variants.flatMap(({ id, barcodes: codes }) => codes.map((code) => [code, id] as const)),
  );
  const wanted = changed.flatMap(({ id, barcodes: codes }) => codes.map((code) => ({ code, variantId: id })));
  for (const { code, variantId } of wanted) {
    const holder = holderOf.get(code);
    if (holder !== undefined && holder !== variantId)
      await ctx.db.update(barcodes).set({ variantId }).where(eq(barcodes.code, code));
  }
  await insertBarcodes(
    ctx,
    wanted.filter(({ code }) => !holderOf.has(code)),
  );
}
