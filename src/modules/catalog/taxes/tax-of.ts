import { asc, desc, type SQL, sql } from "drizzle-orm";
import { categories, products } from "@/modules/catalog/schema";
import { shopSettings } from "@/modules/shop/schema";
import type { ReadContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { taxCategories, taxCategoryRates } from "./schema";
import { type GoodsTax, STANDARD_TAX_ID } from "./tax";

/** ISO 3166-1, empty where it is not known; a postcode in the form of `postcodeForm`; a day of the shop's calendar. */
type Place = { country: SQL; postcode: SQL; day: SQL };

/**
 * The tax of a product, as one value for a statement over `products`. Its tax category is its own, or else that of the
 * nearest category upwards which has one, or else the standard one. Of the rates that have begun, the nearest one wins:
 * the category's before the standard's, then that of the country before that of every country, then that of the longest
 * beginning of the postcode; and of these the latest. Without any it is the shop's default. What is reverse charged to
 * a company has that of the standard category for everybody else.
 */
export const taxOf = ({ country, postcode, day }: Place) => sql<GoodsTax>`(
  with recursive path as (
    select ${products.taxCategoryId} as tax_category_id, ${products.categoryId} as upper_id
    union all
    select upper.tax_category_id, upper.parent_id
      from path join ${categories} upper on upper.id = path.upper_id
     where path.tax_category_id is null)
  select jsonb_build_object('category', mine.name, 'code', mine.code, 'reason', mine.reason, 'rate',
    case when mine.code in ('S', 'AE') then coalesce((
      select known.rate from ${taxCategoryRates} known
       where known.tax_category_id in (mine.id, ${STANDARD_TAX_ID}::uuid)
         and known.country in ('', coalesce(nullif(${country}, ''), (select country from ${shopSettings})))
         and starts_with(${postcode}, known.region)
         and known.valid_from <= ${day}
       order by known.tax_category_id = mine.id desc, known.country desc, length(known.region) desc,
                known.valid_from desc
       limit 1), (select tax_rate from ${shopSettings})) else 0 end)
    from ${taxCategories} mine
   where mine.id = coalesce(
     (select tax_category_id from path where tax_category_id is not null), ${STANDARD_TAX_ID}::uuid))`;

/** The tax categories of the shop with their rates, the standard one first; of a place the latest rate first. */
export async function listTaxes(ctx: Pick<ReadContext, "db">) {
  const [found, rates, ofCategories] = await Promise.all([
    ctx.db
      .select({
        id: taxCategories.id,
        name: taxCategories.name,
        code: taxCategories.code,
        reason: taxCategories.reason,
        reasonCode: taxCategories.reasonCode,
        isStandard: taxCategories.isStandard,
        version: taxCategories.version,
      })
      .from(taxCategories)
      .orderBy(desc(taxCategories.isStandard), inLetters(taxCategories.name), asc(taxCategories.id)),
    ctx.db
      .select()
      .from(taxCategoryRates)
      .orderBy(asc(taxCategoryRates.country), asc(taxCategoryRates.region), desc(taxCategoryRates.validFrom)),
    ctx.db
      .select({ categoryId: categories.id, taxCategoryId: categories.taxCategoryId })
      .from(categories)
      .where(sql`${categories.taxCategoryId} is not null`)
      .orderBy(inLetters(categories.name), asc(categories.id)),
  ]);
  return found.map((category) => ({
    ...category,
    rates: rates
      .filter(({ taxCategoryId }) => taxCategoryId === category.id)
      .map(({ taxCategoryId: _, ...rate }) => rate),
    categoryIds: ofCategories.flatMap(({ categoryId, taxCategoryId }) =>
      taxCategoryId === category.id ? [categoryId] : [],
    ),
  }));
}
