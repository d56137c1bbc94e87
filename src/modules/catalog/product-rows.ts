import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { holdCurrency } from "@/modules/shop/lock-settings";
import type { Context, TxContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { arrayOf, insertRows, rowsOf } from "@/platform/database/rows";
import { newId } from "@/shared/id";
import { type Money, toMoney, toUnitCost, type UnitCost } from "@/shared/money";
import { BARCODES_PER_VARIANT_MAX, foldText, searchTextOf, type Unit } from "./product";
import { barcodes, packs, products, variants } from "./schema";

/** A product with its variants, in the shape that is compared and written. */
export type KnownProduct = {
  id: string;
  handle: string;
  title: string;
  description: string;
  vendor: string;
  categoryId: string | null;
  taxCategoryId: string | null;
  optionNames: string[];
  version: number;
  archived: boolean;
  variants: KnownVariant[];
};
export type KnownVariant = {
  id: string;
  productId: string;
  sku: string;
  optionValues: string[];
  position: number;
  price: number;
  cost: number | null;
  unit: Unit;
  backorder: boolean;
  hasSerials: boolean;
  archived: boolean;
  barcodes: string[];
  packs: Pack[];
};
export type Pack = { name: string; numerator: number; denominator: number };

export const ofProduct = (productId: string) => eq(products.id, productId);

/** The products of `where` with their variants, in two statements. With `lock`, under a row lock. */
export async function readProducts(
  ctx: Pick<Context, "db">,
  where: SQL,
  { lock = false } = {},
): Promise<KnownProduct[]> {
  const asked = ctx.db.select().from(products).where(where).orderBy(products.id);
  const found = lock ? await asked.for("update") : await asked;
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await ctx.db
    .select({ variant: variants, codes: codesOfVariant, packs: packsOfVariant })
    .from(variants)
    .where(sql`${variants.productId} = any(${arrayOf(ids, "uuid")})`)
    .orderBy(variants.productId, variants.position);
  const byProduct = new Map<string, KnownVariant[]>(ids.map((id) => [id, []]));
  for (const { variant, codes, packs: ofVariant } of rows)
    byProduct.get(variant.productId)?.push(toKnownVariant(variant, codes, ofVariant));
  return found.map((product) => ({
    id: product.id,
    handle: product.handle,
    title: product.title,
    description: product.description,
    vendor: product.vendor,
    categoryId: product.categoryId,
    taxCategoryId: product.taxCategoryId,
    optionNames: product.optionNames,
    version: product.version,
    archived: product.archivedAt !== null,
    variants: byProduct.get(product.id) ?? [],
  }));
}

// Tables are named here since Drizzle omits them in a select from one table, and both have an `id`.
const codesOfVariant = sql<string[]>`array(
  select code from ${barcodes} where barcodes.variant_id = variants.id
  order by code ${atMost(BARCODES_PER_VARIANT_MAX)})`;
const packsOfVariant = sql<Pack[]>`coalesce((
  select json_agg(json_build_object('name', name, 'numerator', numerator, 'denominator', denominator)
    order by numerator, name)
  from ${packs} where packs.variant_id = variants.id), '[]'::json)`;

const toKnownVariant = (variant: typeof variants.$inferSelect, codes: string[], ofVariant: Pack[]): KnownVariant => ({
  id: variant.id,
  productId: variant.productId,
  sku: variant.sku,
  optionValues: variant.optionValues,
  position: variant.position,
  price: variant.price,
  cost: variant.cost,
  unit: variant.unit,
  backorder: variant.backorder,
  hasSerials: variant.hasSerials,
  archived: variant.archivedAt !== null,
  barcodes: codes,
  packs: ofVariant,
});

type Listable = Pick<KnownProduct, "title" | "handle" | "vendor"> & {
  variants: readonly Pick<KnownVariant, "sku" | "optionValues" | "barcodes" | "price" | "archived">[];
};

/** Derived columns of a product, by which lists search and sort with an index. */
export function listingOf(product: Listable): { searchText: string; lowestPrice: Money } {
  const onSale = product.variants.filter(({ archived }) => !archived);
  const prices = (onSale.length > 0 ? onSale : product.variants).map(({ price }) => price);
  return { searchText: searchTextOf(product), lowestPrice: toMoney(prices.length > 0 ? Math.min(...prices) : 0) };
}

export async function insertProducts(ctx: TxContext, rows: readonly KnownProduct[]): Promise<void> {
  const made = { createdAt: ctx.now, updatedAt: ctx.now };
  await insertRows(
    ctx,
    products,
    rows.map((product) => ({
      id: product.id,
      handle: product.handle,
      title: product.title,
      description: product.description,
      vendor: product.vendor,
      categoryId: product.categoryId,
      taxCategoryId: product.taxCategoryId,
      optionNames: product.optionNames,
      ...listingOf(product),
      ...made,
    })),
  );
}

const CHANGEABLE_OF_PRODUCT = {
  id: "uuid",
  title: "text",
  description: "text",
  vendor: "text",
  categoryId: "uuid",
  taxCategoryId: "uuid",
  optionNames: "text[]",
  archived: "boolean",
  searchText: "text",
  lowestPrice: "bigint",
} as const;

/** Updates locked products; each gets its next version. */
export async function updateProducts(ctx: TxContext, changed: readonly KnownProduct[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map((product) => ({ ...product, ...listingOf(product) }));
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  await ctx.db.execute(sql`
    update ${products} as product
    set title = row.title, description = row.description, vendor = row.vendor, category_id = row."categoryId",
      tax_category_id = row."taxCategoryId", option_names = row."optionNames", search_text = row."searchText",
      lowest_price = row."lowestPrice",
      archived_at = case when row.archived then coalesce(product.archived_at, ${now}) end,
      version = product.version + 1, updated_at = ${now}
    from ${rowsOf("row", CHANGEABLE_OF_PRODUCT, rows)}
    where product.id = row.id`);
}

export async function insertVariants(ctx: TxContext, rows: readonly KnownVariant[]): Promise<void> {
  const currency = await holdCurrency(ctx);
  const made = { currency, createdAt: ctx.now, updatedAt: ctx.now };
  await insertRows(
    ctx,
    variants,
    rows.map(({ barcodes: _codes, packs: _packs, archived, price, cost, ...variant }) => ({
      ...variant,
      price: toMoney(price),
      cost: toCost(cost),
      archivedAt: archived ? ctx.now : null,
      ...made,
    })),
  );
}

const toCost = (cost: number | null): UnitCost | null => (cost === null ? null : toUnitCost(cost));

const CHANGEABLE_OF_VARIANT = {
  id: "uuid",
  sku: "text",
  optionValues: "text[]",
  position: "integer",
  price: "bigint",
  cost: "bigint",
  backorder: "boolean",
  hasSerials: "boolean",
  archived: "boolean",
} as const;

/** SKUs and options may move between the variants of a product; with `swap` they are released first. */
export async function updateVariants(
  ctx: TxContext,
  rows: readonly KnownVariant[],
  { swap = false } = {},
): Promise<void> {
  if (rows.length === 0) return;
  if (swap) {
    const ids = rows.map(({ id }) => id);
    await ctx.db
      .update(variants)
      .set({ sku: sql`${variants.id}::text`, optionValues: sql`array[${variants.id}::text]` })
      .where(sql`${variants.id} = any(${arrayOf(ids, "uuid")})`);
  }
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  await ctx.db.execute(sql`
    update ${variants} as variant
    set sku = row.sku, option_values = row."optionValues", position = row.position, price = row.price,
      cost = row.cost, backorder = row.backorder, has_serials = row."hasSerials", updated_at = ${now},
      archived_at = case when row.archived then coalesce(variant.archived_at, ${now}) end
    from ${rowsOf("row", CHANGEABLE_OF_VARIANT, rows)}
    where variant.id = row.id`);
}

export async function insertBarcodes(
  ctx: TxContext,
  rows: readonly { code: string; variantId: string }[],
): Promise<void> {
  const kindOf = (code: string) => (/^(\d{8}|\d{12,14})$/.test(code) ? ("gtin" as const) : ("internal" as const));
  await insertRows(
    ctx,
    barcodes,
    rows.map(({ code, variantId }) => ({ code, variantId, kind: kindOf(code) })),
  );
}

/** Replaces the packs of a variant by `wanted`. A pack is identified by its name. */
export async function replacePacks(ctx: TxContext, variantId: string, wanted: readonly Pack[]): Promise<void> {
  const names = wanted.map(({ name }) => foldText(name));
  const isDropped = and(eq(packs.variantId, variantId), sql`lower(${packs.name}) <> all(${arrayOf(names, "text")})`);
  // The barcodes of a deleted pack are kept for the variant itself.
  await ctx.db
    .update(barcodes)
    .set({ packId: null })
    .where(inArray(barcodes.packId, ctx.db.select({ id: packs.id }).from(packs).where(isDropped)));
  await ctx.db.delete(packs).where(isDropped);
  const rows = wanted.map((pack) => ({ id: newId(), ...pack }));
  await ctx.db.execute(sql`
    insert into ${packs} (id, variant_id, name, numerator, denominator)
    select pack.id, ${variantId}::uuid, pack.name, pack.numerator, pack.denominator
    from ${rowsOf("pack", { id: "uuid", name: "text", numerator: "bigint", denominator: "bigint" }, rows)}
    on conflict (variant_id, lower(name)) do update
    set name = excluded.name, numerator = excluded.numerator, denominator = excluded.denominator`);
}
