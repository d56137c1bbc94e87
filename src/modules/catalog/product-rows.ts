import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { newId } from "@/shared/id";
import { SHOP_CURRENCY } from "@/shared/shop";
import { BARCODES_PER_VARIANT_MAX, searchTextOf, type Unit } from "./product";
import { barcodes, packs, products, variants } from "./schema";

/** A product with its variants as they stand, in the shape that is compared and written. */
export type KnownVariant = {
  id: string;
  productId: string;
  sku: string;
  optionValues: string[];
  position: number;
  price: number;
  cost: number | null;
  unit: Unit;
  archived: boolean;
  barcodes: string[];
  packs: Pack[];
};
export type Pack = { name: string; numerator: number; denominator: number };
export type KnownProduct = {
  id: string;
  handle: string;
  title: string;
  description: string;
  vendor: string;
  categoryId: string | null;
  optionNames: string[];
  version: number;
  archived: boolean;
  variants: KnownVariant[];
};
export type ProductRow = KnownProduct;
export type VariantRow = KnownVariant;
export type BarcodeRow = { code: string; variantId: string };

/** Reads the products that `where` names, whole, in two statements. With `lock`, nobody else changes them meanwhile. */
export async function readProducts(
  ctx: Pick<Context, "db">,
  where: SQL,
  { lock = false } = {},
): Promise<KnownProduct[]> {
  const asked = ctx.db.select().from(products).where(where).orderBy(products.id);
  const found = lock ? await asked.for("update") : await asked;
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  // Tables are named by hand: of a select from one table Drizzle writes columns without it, and both have an `id`.
  const codes = sql<
    string[]
  >`array(select ${barcodes.code} from ${barcodes} where barcodes.variant_id = variants.id order by ${barcodes.code} limit ${BARCODES_PER_VARIANT_MAX})`;
  const packed = sql<
    Pack[]
  >`coalesce((select json_agg(json_build_object('name', ${packs.name}, 'numerator', ${packs.numerator}, 'denominator', ${packs.denominator}) order by ${packs.numerator}, ${packs.name}) from ${packs} where packs.variant_id = variants.id), '[]'::json)`;
  const rows = await ctx.db
    .select({ variant: variants, codes, packed })
    .from(variants)
    .where(inArray(variants.productId, ids))
    .orderBy(variants.productId, variants.position);
  const byProduct = new Map<string, KnownVariant[]>(ids.map((id) => [id, []]));
  for (const { variant, ...lists } of rows)
    byProduct.get(variant.productId)?.push(toKnownVariant(variant, lists.codes, lists.packed));
  return found.map((product) => ({
    id: product.id,
    handle: product.handle,
    title: product.title,
    description: product.description,
    vendor: product.vendor,
    categoryId: product.categoryId,
    optionNames: product.optionNames,
    version: product.version,
    archived: product.archivedAt !== null,
    variants: byProduct.get(product.id) ?? [],
  }));
}

const toKnownVariant = (variant: typeof variants.$inferSelect, codes: string[], packed: Pack[]): KnownVariant => ({
  id: variant.id,
  productId: variant.productId,
  sku: variant.sku,
  optionValues: variant.optionValues,
  position: variant.position,
  price: variant.price,
  cost: variant.cost,
  unit: variant.unit,
  archived: variant.archivedAt !== null,
  barcodes: codes,
  packs: packed,
});

const rowsOf = (rows: readonly Record<string, unknown>[]) => sql`${JSON.stringify(rows)}::jsonb`;

/** What the catalog keeps beside a product, so that lists search and sort by an index. */
function derived(product: ProductRow) {
  const onSale = product.variants.filter(({ archived }) => !archived);
  const prices = (onSale.length > 0 ? onSale : product.variants).map(({ price }) => price);
  return { search_text: searchTextOf(product), lowest_price: prices.length > 0 ? Math.min(...prices) : 0 };
}

const toProduct = (product: ProductRow) => ({
  id: product.id,
  handle: product.handle,
  title: product.title,
  description: product.description,
  vendor: product.vendor,
  category_id: product.categoryId,
  option_names: product.optionNames,
  archived: product.archived,
  ...derived(product),
});

const PRODUCT_COLUMNS = sql`id uuid, handle text, title text, description text, vendor text, category_id uuid, option_names text[], archived boolean, search_text text, lowest_price bigint`;

export async function insertProducts(ctx: TxContext, rows: readonly ProductRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${products} (id, handle, title, description, vendor, category_id, option_names, search_text, lowest_price, created_at, updated_at)
    select id, handle, title, description, vendor, category_id, option_names, search_text, lowest_price, ${ctx.now.toISOString()}::timestamptz, ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${rowsOf(rows.map(toProduct))}) as row (${PRODUCT_COLUMNS})`);
}

/** Writes products that were read locked; each gets its next version. */
export async function updateProducts(ctx: TxContext, rows: readonly ProductRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.execute(sql`
    update ${products} as product
    set title = row.title, description = row.description, vendor = row.vendor, category_id = row.category_id,
        option_names = row.option_names, search_text = row.search_text, lowest_price = row.lowest_price,
        archived_at = case when row.archived then coalesce(product.archived_at, ${ctx.now.toISOString()}::timestamptz) end,
        version = product.version + 1, updated_at = ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${rowsOf(rows.map(toProduct))}) as row (${PRODUCT_COLUMNS})
    where product.id = row.id`);
}

const toVariant = (variant: VariantRow) => ({
  id: variant.id,
  product_id: variant.productId,
  sku: variant.sku,
  option_values: variant.optionValues,
  position: variant.position,
  price: variant.price,
  cost: variant.cost,
  unit: variant.unit,
  archived: variant.archived,
});

const VARIANT_COLUMNS = sql`id uuid, product_id uuid, sku text, option_values text[], position integer, price bigint, cost bigint, unit text, archived boolean`;

export async function insertVariants(ctx: TxContext, rows: readonly VariantRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${variants} (id, product_id, sku, option_values, position, price, currency, cost, unit, archived_at, created_at, updated_at)
    select id, product_id, sku, option_values, position, price, ${SHOP_CURRENCY}, cost, unit,
           case when archived then ${ctx.now.toISOString()}::timestamptz end, ${ctx.now.toISOString()}::timestamptz, ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${rowsOf(rows.map(toVariant))}) as row (${VARIANT_COLUMNS})`);
}

/** SKUs and choices may change hands between the variants of a product, so they are laid aside first. */
export async function updateVariants(
  ctx: TxContext,
  rows: readonly VariantRow[],
  { swap = false } = {},
): Promise<void> {
  if (rows.length === 0) return;
  if (swap) {
    const ids = rows.map(({ id }) => id);
    await ctx.db
      .update(variants)
      .set({ sku: sql`${variants.id}::text`, optionValues: sql`array[${variants.id}::text]` })
      .where(inArray(variants.id, ids));
  }
  await ctx.db.execute(sql`
    update ${variants} as variant
    set sku = row.sku, option_values = row.option_values, position = row.position, price = row.price, cost = row.cost,
        archived_at = case when row.archived then coalesce(variant.archived_at, ${ctx.now.toISOString()}::timestamptz) end,
        updated_at = ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${rowsOf(rows.map(toVariant))}) as row (${VARIANT_COLUMNS})
    where variant.id = row.id`);
}

export async function insertBarcodes(ctx: TxContext, rows: readonly BarcodeRow[]): Promise<void> {
  if (rows.length === 0) return;
  const coded = rows.map(({ code, variantId }) => ({
    code,
    variant_id: variantId,
    kind: /^(\d{8}|\d{12,14})$/.test(code) ? "gtin" : "internal",
  }));
  await ctx.db.execute(sql`
    insert into ${barcodes} (code, variant_id, kind)
    select code, variant_id, kind from jsonb_to_recordset(${rowsOf(coded)}) as row (code text, variant_id uuid, kind text)`);
}

export const ofProduct = (productId: string) => eq(products.id, productId);

/** Text values as a list that a statement compares with, in one parameter: its text, and so its plan, stay the same. */
export const textsIn = (texts: readonly string[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;

/** Makes the packs of a variant what `wanted` says. A pack is known by its name. */
export async function replacePacks(ctx: TxContext, variantId: string, wanted: readonly Pack[]): Promise<void> {
  const isDropped = and(
    eq(packs.variantId, variantId),
    sql`lower(${packs.name}) not in ${textsIn(wanted.map(({ name }) => name.toLowerCase()))}`,
  );
  // A code of a pack that goes stays the variant's own.
  await ctx.db
    .update(barcodes)
    .set({ packId: null })
    .where(inArray(barcodes.packId, ctx.db.select({ id: packs.id }).from(packs).where(isDropped)));
  await ctx.db.delete(packs).where(isDropped);
  const rows = wanted.map((pack) => ({ id: newId(), ...pack }));
  await ctx.db.execute(sql`
    insert into ${packs} (id, variant_id, name, numerator, denominator)
    select pack.id, ${variantId}::uuid, pack.name, pack.numerator, pack.denominator
    from jsonb_to_recordset(${rowsOf(rows)}) as pack (id uuid, name text, numerator bigint, denominator bigint)
    on conflict (variant_id, lower(name)) do update
    set name = excluded.name, numerator = excluded.numerator, denominator = excluded.denominator`);
}
