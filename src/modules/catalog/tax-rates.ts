import { asc, eq, type SQL, sql } from "drizzle-orm";
import { shopSettings } from "@/modules/shop/schema";
import type { ReadContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import type { Rate } from "@/shared/money";
import type { ListDefaultTaxRates } from "./contract";
import { categories, products, taxRates, variants } from "./schema";

/** The rates that are set for categories and countries. */
export const listTaxRates = (ctx: Pick<ReadContext, "db">) =>
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
    .orderBy(inLetters(categories.name), asc(taxRates.country), asc(taxRates.id));

/**
 * The tax that a new line of a variant starts with, for a customer of this country (of the shop's where it is not
 * known), in a statement over `products`. The nearest category with a rate that applies wins, from the product's own
 * upwards, and in it the rate of the country; then a rate of the country alone, then the shop's.
 */
export const defaultTaxRate = (country: SQL) =>
  sql<Rate>`coalesce((
    with recursive path as (
      select ${products.categoryId} as category_id, 0 as distance
      union all
      select category.parent_id, path.distance + 1
        from path join ${categories} category on category.id = path.category_id
       where category.parent_id is not null)
    select known.rate
      from ${taxRates} known left join path on path.category_id = known.category_id
     where (known.category_id is null or path.category_id is not null)
       and (known.country is null
         or known.country = coalesce(nullif(${country}, ''), (select country from ${shopSettings})))
     order by path.distance nulls last, known.country is null
     limit 1), (select tax_rate from ${shopSettings}))`.mapWith(taxRates.rate);

export const listDefaultTaxRates = (ctx: Pick<ReadContext, "db">, { country, variantIds }: ListDefaultTaxRates) =>
  ctx.db
    .select({ variantId: variants.id, rate: defaultTaxRate(sql`${country}::text`) })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`${variants.id} = any(${arrayOf(variantIds, "uuid")})`);
