import { asc, eq, sql } from "drizzle-orm";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { toRate } from "@/shared/money";
import type { ListDefaultTaxRates } from "./contract";
import { categories, products, taxRates, variants } from "./schema";

/** The rates that are set for categories and countries. */
export const listTaxRates = (ctx: Pick<Context, "db">) =>
  ctx.db
    .select({
      id: taxRates.id,
      categoryId: taxRates.categoryId,
      categoryName: categories.name,
      country: taxRates.country,
      rate: taxRates.rate,
    })
    .from(taxRates)
    .leftJoin(categories, eq(categories.id, taxRates.categoryId))
    .orderBy(asc(categories.name), asc(taxRates.country));

/**
 * The tax that a new line of each variant starts with, for a customer of this country (of the shop's where it is not
 * known). The nearest rate wins: of the category in the country, of the category, of the country, of the shop. A
 * category without a rate takes that of the one it stands in.
 */
export async function listDefaultTaxRates(ctx: Pick<Context, "db">, { country, variantIds }: ListDefaultTaxRates) {
  if (variantIds.length === 0) return [];
  const rows = await ctx.db.execute<{ variantId: string; rate: string }>(sql`
    with recursive asked as (
      select variant.id, product.category_id
        from ${variants} variant join ${products} product on product.id = variant.product_id
       where variant.id = any(${arrayOf(variantIds, "uuid")})),
    path as (
      select id, category_id, 0 as distance from asked where category_id is not null
      union all
      select path.id, category.parent_id, path.distance + 1
        from path join ${categories} category on category.id = path.category_id
       where category.parent_id is not null)
    select asked.id as "variantId", coalesce(nearest.rate, shop.tax_rate) as rate
      from asked cross join ${shopSettings} shop
      left join lateral (
        select known.rate
          from ${taxRates} known left join path on path.id = asked.id and path.category_id = known.category_id
         where (known.category_id is null or path.id is not null)
           and (known.country is null or known.country = coalesce(nullif(${country}, ''), shop.country))
         order by known.category_id is null, known.category_id is not null and known.country is null, path.distance
         limit 1) nearest on true`);
  return rows.map(({ variantId, rate }) => ({ variantId, rate: toRate(Number(rate)) }));
}
