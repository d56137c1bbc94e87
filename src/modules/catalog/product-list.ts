import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/platform/context";
import { decodeCursor, toPage } from "@/platform/database/paging";
import type { ListProducts } from "./contract";
import { matchesSearch } from "./queries";
import { categories, products, variants } from "./schema";

/** What a list may be sorted by: each has its index, and the cursor holds its value and the id. */
const SORTS = {
  title: {
    by: sql`lower(${products.title})`,
    cursor: z.tuple([z.string(), z.uuid()]),
    bound: (value: unknown) => sql`${value}`,
  },
  updatedAt: {
    by: sql`${products.updatedAt}`,
    cursor: z.tuple([z.iso.datetime(), z.uuid()]),
    bound: (value: unknown) => sql`${value}::timestamptz`,
  },
  price: {
    by: sql`${products.lowestPrice}`,
    cursor: z.tuple([z.number().int(), z.uuid()]),
    bound: (value: unknown) => sql`${value}::bigint`,
  },
} as const;

const inCategory = (categoryId: string): SQL => sql`${products.categoryId} in (
  with recursive below (id) as (
    select ${categoryId}::uuid union select ${categories.id} from ${categories} join below on ${categories.parentId} = below.id
  ) select id from below)`;

/** Products with what a list shows of their variants, one page by key, in one statement. */
export async function listProducts(ctx: Context, asked: ListProducts) {
  const { sort, descending, limit } = asked;
  const sorted = SORTS[sort];
  const order = descending ? desc : asc;
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
      variantCount: offered.variantCount,
      priceFrom: offered.priceFrom,
      priceTo: offered.priceTo,
      currency: offered.currency,
      skus: offered.skus,
    })
    .from(products)
    .leftJoin(categories, eq(categories.id, products.categoryId))
    .innerJoinLateral(offered, sql`true`)
    .where(and(...filtersOf(asked)))
    .orderBy(order(sorted.by), order(products.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => [keyOf(row, sort), row.productId]);
  return { nextCursor: page.nextCursor, rows: page.rows.map(toListed) };
}

function filtersOf({
  search,
  categoryId,
  vendor,
  status,
  sort,
  descending,
  cursor,
}: ListProducts): (SQL | undefined)[] {
  const filters: (SQL | undefined)[] = search ? matchesSearch(search) : [];
  if (status !== "all")
    filters.push(status === "archived" ? isNotNull(products.archivedAt) : isNull(products.archivedAt));
  if (categoryId) filters.push(inCategory(categoryId));
  if (vendor) filters.push(eq(products.vendor, vendor));
  if (cursor) {
    const sorted = SORTS[sort];
    const [value, id] = decodeCursor<[string | number, string]>(cursor, sorted.cursor);
    const beyond = descending ? sql`<` : sql`>`;
    filters.push(sql`(${sorted.by}, ${products.id}) ${beyond} (${sorted.bound(value)}, ${id}::uuid)`);
  }
  return filters;
}

type Row = { title: string; updatedAt: Date; lowestPrice: number };

function keyOf(row: Row, sort: ListProducts["sort"]): string | number {
  if (sort === "title") return row.title.toLowerCase();
  return sort === "price" ? row.lowestPrice : row.updatedAt.toISOString();
}

type Listed = { priceFrom: string | null; priceTo: string | null; archivedAt: Date | null; updatedAt: Date };

const toListed = <Of extends Listed>({ priceFrom, priceTo, archivedAt, ...row }: Of) => ({
  ...row,
  archived: archivedAt !== null,
  priceFrom: Number(priceFrom ?? 0),
  priceTo: Number(priceTo ?? 0),
});
