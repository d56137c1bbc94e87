import { and, asc, eq, isNull, like, type SQL, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { containing } from "@/platform/database/search";
import { can } from "@/shared/access";
import { lookupFormsOf, normalizeCode } from "./barcode";
import { type FindByCode, productNotFound, type ProductRef, type SearchVariants } from "./contract";
import { foldPath, foldText } from "./product";
import { ofProduct, readProducts } from "./product-rows";
import { barcodes, categories, packs, products, variantColumns, variants } from "./schema";

const SEARCH_WORDS_MAX = 8;
const CATEGORIES_MAX = 5_000;
const VENDORS_MAX = 500;

/** The words of a search, normalized as in `search_text`: codes in their stored form. */
const wordsOf = (search: string): string[] =>
  foldText(search)
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, SEARCH_WORDS_MAX)
    .map((word) => normalizeCode(word).toLowerCase());

/** Products in whose words and codes every word of the search is found. */
export const matchesSearch = (search: string): SQL[] =>
  wordsOf(search).map((word) => like(products.searchText, containing(word)));

/** Omits the key when the caller may not see costs. */
const seenCost = (ctx: Context, cost: number | null) => (can(ctx.actor, "catalog.see-cost") ? { cost } : {});

/** Everything a product's page shows. @throws Refusal when there is no such product */
export async function getProduct(ctx: Context, { productId }: ProductRef) {
  const [[product], [row]] = await Promise.all([
    readProducts(ctx, ofProduct(productId)),
    ctx.db
      .select({ categoryName: categories.name, createdAt: products.createdAt, updatedAt: products.updatedAt })
      .from(products)
      .leftJoin(categories, eq(categories.id, products.categoryId))
      .where(ofProduct(productId)),
  ]);
  if (!product || !row) throw productNotFound({ productId });
  return {
    ...product,
    ...row,
    variants: product.variants.map(({ cost, ...variant }) => ({ ...variant, ...seenCost(ctx, cost) })),
  };
}

const pricedColumns = {
  variantId: variants.id,
  productId: products.id,
  ...variantColumns,
  price: variants.price,
  currency: variants.currency,
};
const isArchived = sql<boolean>`(${variants.archivedAt} is not null or ${products.archivedAt} is not null)`;
const scannedColumns = { ...pricedColumns, archived: isArchived };

/** The variant that a scanned or typed code means: a barcode in any of its forms, else a SKU. Null where none does. */
export async function findByCode(ctx: Context, { code }: FindByCode) {
  const forms = lookupFormsOf(code).filter((form) => form !== "");
  if (forms.length === 0) return null;
  const byBarcode = await ctx.db
    .select({
      ...scannedColumns,
      code: barcodes.code,
      pack: { id: packs.id, name: packs.name, numerator: packs.numerator, denominator: packs.denominator },
    })
    .from(barcodes)
    .innerJoin(variants, eq(variants.id, barcodes.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(packs, eq(packs.id, barcodes.packId))
    .where(sql`${barcodes.code} = any(${arrayOf(forms, "text")})`)
    .limit(1);
  if (byBarcode[0]) return byBarcode[0];
  const [bySku] = await ctx.db
    .select({ ...scannedColumns, code: variants.sku })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`lower(${variants.sku}) = lower(${forms[0] ?? ""})`)
    .limit(1);
  return bySku ? { ...bySku, pack: null } : null;
}

/** Variants to choose from while typing: a whole SKU first, then those whose own words match best. */
export async function searchVariants(ctx: Context, { query, limit }: SearchVariants) {
  const words = wordsOf(query);
  const own = sql`lower(${variants.sku} || ' ' || array_to_string(${variants.optionValues}, ' '))`;
  const ownMatches = words.map((word) => sql`(${own} like ${containing(word)})::integer`);
  const score = ownMatches.length > 0 ? sql.join(ownMatches, sql` + `) : sql`0::integer`;
  return ctx.db
    .select(pricedColumns)
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(and(isNull(products.archivedAt), isNull(variants.archivedAt), ...matchesSearch(query)))
    .orderBy(
      sql`(lower(${variants.sku}) = ${foldText(query)}) desc`,
      sql`(${score}) desc`,
      sql`lower(${products.title})`,
      asc(products.id),
      asc(variants.position),
    )
    .limit(limit);
}

/** All categories with the number of products directly in each. Screens build the tree. */
export async function listCategories(ctx: Context) {
  const inUse = ctx.db
    .select({ categoryId: products.categoryId, productCount: sql<number>`count(*)::integer`.as("product_count") })
    .from(products)
    .where(isNull(products.archivedAt))
    .groupBy(products.categoryId)
    .as("in_use");
  const rows = await ctx.db
    .select({
      id: categories.id,
      parentId: categories.parentId,
      name: categories.name,
      productCount: sql<number>`coalesce(${inUse.productCount}, 0)`,
    })
    .from(categories)
    .leftJoin(inUse, eq(inUse.categoryId, categories.id))
    .orderBy(sql`lower(${categories.name})`, categories.id)
    .limit(CATEGORIES_MAX);
  return rows;
}

/** Every category's id by its folded path, `apparel>shirts`. */
export async function listCategoryPaths(ctx: Pick<Context, "db">): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ id: categories.id, parentId: categories.parentId, name: categories.name })
    .from(categories);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (row: (typeof rows)[number]): string[] => {
    const parent = row.parentId === null ? undefined : byId.get(row.parentId);
    return parent ? [...pathOf(parent), row.name] : [row.name];
  };
  return new Map(rows.map((row) => [foldPath(pathOf(row)), row.id]));
}

/** Vendors of products, for filters and suggestions. */
export async function listVendors(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ vendor: products.vendor })
    .from(products)
    .where(sql`${products.vendor} <> ''`)
    .orderBy(products.vendor)
    .limit(VENDORS_MAX);
  return rows.map(({ vendor }) => vendor);
}

/** Variants as people see them, by id. */
export const variantsById = (ctx: Pick<Context, "db">, variantIds: readonly string[]) =>
  ctx.db
    .select({ id: variants.id, productId: products.id, ...variantColumns })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`${variants.id} = any(${arrayOf(variantIds, "uuid")})`);
