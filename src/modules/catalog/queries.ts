import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { normalizeCode } from "@/modules/catalog/codes/barcode";
import { countOfScan, readScan, type ScannedForm } from "@/modules/catalog/codes/scan";
import { getShopSettings } from "@/modules/shop/queries";
import type { Context, ReadContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import { containsEachWord, quickForm } from "@/platform/database/search";
import { can } from "@/shared/access";
import { searchForm } from "@/shared/search-form";
import { type FindByCode, type ListVendors, productNotFound, type ProductRef } from "./contract";
import { foldPath, unitsInPacks } from "./product";
import { ofProduct, readProducts } from "./product-rows";
import { barcodes, categories, packs, products, variantColumns, variants } from "./schema";

const CATEGORIES_MAX = 5_000;
/** Typed letters lead to any of them. */
const VENDORS_OFFERED_MAX = 50;

/** A code is kept in one form, whichever of its forms is searched. */
const codeForms = (word: string): string[] => [searchForm(normalizeCode(word))];

/** Products in whose words and codes every word of the search is found, and all for an empty search. */
export const matchesSearch = (search: string | undefined): SQL | undefined =>
  containsEachWord(products.searchForm, search, codeForms);

/** Variants whose own words, or those of their product, hold every word of the search. Needs both tables. */
export const variantMatchesSearch = (search: string): SQL | undefined =>
  and(matchesSearch(search), containsEachWord(wordsOfVariant, search, codeForms));

/** Its own words are kept and come first: those of its product are worked out only where they do not match. */
const wordsOfProduct = sql`(${products.title} || ' ' || ${products.vendor})`;
const codes = sql`string_agg(${barcodes.code}, ' ')`;
const wordsOfVariant = [
  variants.searchForm,
  quickForm(wordsOfProduct, sql`search_forms(${wordsOfProduct})`),
  sql`(select ${quickForm(codes, sql`search_forms(${codes})`)} from ${barcodes}
    where ${barcodes.variantId} = ${variants.id})`,
];

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

export const pricedColumns = {
  variantId: variants.id,
  productId: products.id,
  ...variantColumns,
  price: variants.price,
  currency: variants.currency,
};
const isArchived = sql<boolean>`(${variants.archivedAt} is not null or ${products.archivedAt} is not null)`;
const scannedColumns = { ...pricedColumns, archived: isArchived };

/**
 * The variant that a scanned or typed code means, and what the label says of lot, expiry, serial number and count: by a
 * barcode in any of its forms, else a SKU, else by what the code may stand for. Null where none does.
 */
export async function findByCode(ctx: Context, { code }: FindByCode) {
  const { forms, guesses, label } = readScan(code, ctx.now.getUTCFullYear());
  if (forms.length === 0) return null;
  const ranked = [...forms, ...guesses];
  const held = await listByBarcodes(
    ctx,
    ranked.map((form) => form.code),
  );
  const holder = (among: readonly ScannedForm[]) =>
    among.flatMap((form) => held.filter((row) => row.code === form.code).map((row) => ({ ...row, of: form.of })))[0];
  const found = holder(forms) ?? (await findBySku(ctx, forms)) ?? holder(guesses);
  if (!found) return null;
  const { lot, expiresOn, serial } = label;
  const unitsOfCode = found.pack ? (unitsInPacks(found.pack, 1) ?? 1) : 1;
  return { ...found, lot, expiresOn, serial, count: countOfScan(label, found.of, found.unit, unitsOfCode) };
}

const listByBarcodes = (ctx: Context, codes: readonly string[]) =>
  ctx.db
    .select({
      ...scannedColumns,
      code: barcodes.code,
      pack: { id: packs.id, name: packs.name, numerator: packs.numerator, denominator: packs.denominator },
    })
    .from(barcodes)
    .innerJoin(variants, eq(variants.id, barcodes.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(packs, eq(packs.id, barcodes.packId))
    .where(sql`${barcodes.code} = any(${arrayOf(codes, "text")})`);

async function findBySku(ctx: Context, forms: readonly ScannedForm[]) {
  const texts = arrayOf(
    forms.map((form) => form.code),
    "text",
  );
  const [bySku] = await ctx.db
    .select({ ...scannedColumns, code: variants.sku })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`lower(${variants.sku}) in (select lower(form) from unnest(${texts}) as form)`)
    .limit(1);
  return bySku ? { ...bySku, pack: null, of: "item" as const } : null;
}

/** All categories with the number of products directly in each. Screens build the tree. */
export async function listCategories(ctx: ReadContext) {
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
      version: categories.version,
      productCount: sql<number>`coalesce(${inUse.productCount}, 0)`,
    })
    .from(categories)
    .leftJoin(inUse, eq(inUse.categoryId, categories.id))
    .orderBy(inLetters(categories.name, (await getShopSettings(ctx)).locale), categories.id)
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

/** Vendors of products to choose from: the first of those in whose name each word of the search is found. */
export async function listVendors(ctx: ReadContext, { search }: ListVendors): Promise<string[]> {
  // The name of each is looked through once, however many products it has.
  const named = ctx.db
    .select({ vendor: products.vendor })
    .from(products)
    .where(sql`${products.vendor} <> ''`)
    .groupBy(products.vendor)
    .as("named");
  const rows = await ctx.db
    .select({ vendor: named.vendor })
    .from(named)
    .where(containsEachWord(quickForm(named.vendor, sql`search_forms(${named.vendor})`), search))
    .orderBy(inLetters(named.vendor, (await getShopSettings(ctx)).locale))
    .limit(VENDORS_OFFERED_MAX);
  return rows.map(({ vendor }) => vendor);
}

/** Variants as people see them, by id. */
export const variantsById = (ctx: Pick<Context, "db">, variantIds: readonly string[]) =>
  ctx.db
    .select({ id: variants.id, productId: products.id, ...variantColumns })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`${variants.id} = any(${arrayOf(variantIds, "uuid")})`);
