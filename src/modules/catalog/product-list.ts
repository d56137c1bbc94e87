import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { getShopSettings } from "@/modules/shop/queries";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import type { ListProducts } from "./contract";
import { matchesSearch } from "./queries";
import { categories, products, variants } from "./schema";

/** What a list may be sorted by: each has its index. */
const sortsOf = (locale: string) => ({
  title: keyset([inLetters(products.title, locale), "text"], [products.id, "uuid"]),
  updatedAt: keyset([products.updatedAt, "timestamptz"], [products.id, "uuid"]),
  price: keyset([products.lowestPrice, "bigint"], [products.id, "uuid"]),
});

const inCategory = (categoryId: string): SQL => sql`${products.categoryId} in (
  with recursive below (id) as (
    select ${categoryId}::uuid
    union
    select ${categories.id} from ${categories} join below on ${categories.parentId} = below.id
  ) select id from below)`;

/** Products with what a list shows of their variants, one page by key, in one statement. */
export async function listProducts(ctx: ReadContext, asked: ListProducts) {
  const { locale } = await getShopSettings(ctx);
  const sorted = sortsOf(locale)[asked.sort];
  const offered = ctx.db
    .select({
      variantCount: sql<number>`count(*)::integer`.as("variant_count"),
      priceFrom: sql<string | null>`min(${variants.price})`.as("price_from"),
      priceTo: sql<string | null>`max(${variants.price})`.as("price_to"),
      currency: sql<string | null>`min(${variants.currency})`.as("currency"),
      skus: sql<string[]>`coalesce((array_agg(${variants.sku} order by ${variants.position}))[1:3], '{}')`.as("skus"),
    })
    .from(variants)
    .where(and(eq(variants.productId, products.id), isNull(variants.archivedAt)))
    .as("offered");
  const rows = await ctx.db
    .select({
      productId: products.id,
      handle: products.handle,
      title: products.title,
      vendor: products.vendor,
      categoryId: products.categoryId,
      categoryName: categories.name,
      version: products.version,
      archivedAt: products.archivedAt,
      updatedAt: products.updatedAt,
      lowestPrice: products.lowestPrice,
      keys: sorted.keys,
      variantCount: offered.variantCount,
      priceFrom: offered.priceFrom,
      priceTo: offered.priceTo,
      currency: offered.currency,
      skus: offered.skus,
    })
    .from(products)
    .leftJoin(categories, eq(categories.id, products.categoryId))
    .innerJoinLateral(offered, sql`true`)
    .where(and(...filtersOf(asked), sorted.after(asked)))
    .orderBy(...sorted.order(asked))
    .limit(asked.limit + 1);
  const page = sorted.toPage(rows, asked);
  return { nextCursor: page.nextCursor, rows: page.rows.map(toListed) };
}

function filtersOf({ search, categoryId, vendor, status }: ListProducts): (SQL | undefined)[] {
  return [
    matchesSearch(search),
    { active: isNull(products.archivedAt), archived: isNotNull(products.archivedAt), all: undefined }[status],
    categoryId ? inCategory(categoryId) : undefined,
    vendor ? eq(products.vendor, vendor) : undefined,
  ];
}

type Listed = { priceFrom: string | null; priceTo: string | null; archivedAt: Date | null; updatedAt: Date };

const toListed = <Of extends Listed>({ priceFrom, priceTo, archivedAt, ...row }: Of) => ({
  ...row,
  archived: archivedAt !== null,
  priceFrom: Number(priceFrom ?? 0),
  priceTo: Number(priceTo ?? 0),
});
