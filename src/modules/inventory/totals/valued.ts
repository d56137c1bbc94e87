import { eq, type SQL, sql } from "drizzle-orm";
import { productEdited, productsChanged } from "@/modules/catalog/contract";
import { variants } from "@/modules/catalog/schema";
import { stockChanged } from "@/modules/inventory/contract";
import { stockAvailability } from "@/modules/inventory/schema";
import { arrayOf } from "@/platform/database/rows";
import { factReaders, outbox } from "@/platform/outbox/schema";
import { namesOf } from "@/shared/staleness";
import { stockValues } from "./schema";

/** Whose position says how far the kept value of stock has come. */
export const VALUES_READER = "stock-values";

/** Of which something else is on hand, or which cost something else: `facts` have the columns of the outbox. */
export const revaluedBy = (facts: SQL): SQL => sql`
  select jsonb_array_elements_text(payload -> 'variantIds')::uuid from ${facts}
  where name = any(${arrayOf(namesOf(stockChanged, productEdited), "text")})
  union
  select id from ${variants} where product_id = any(array(
    select jsonb_array_elements_text(payload -> 'productIds')::uuid from ${facts}
    where name = any(${arrayOf(namesOf(productsChanged), "text")})))`;

/** What is on hand, at the catalog's costs, of the items that `isAsked` names by `variant_id`. */
export const valuedNow = (isAsked: SQL): SQL => sql`
  select held.warehouse_id, held.variant_id, held.on_hand, variant.cost
  from (select * from ${stockAvailability} where on_hand > 0 and ${isAsked}) held
  join ${variants} variant on variant.id = held.variant_id`;

/** The same as it is kept. */
export const valuedAsKept = (isAsked: SQL): SQL => sql`
  select warehouse_id, variant_id, on_hand, cost from ${stockValues} where ${isAsked}`;

/** The figures of such rows, or of what they add to others: as the columns of `warehouse_values`. */
export const valueOf = (sign: SQL = sql`1`): SQL => sql`
  coalesce(sum(${sign} * on_hand::numeric * coalesce(cost, 0)), 0) as value,
  coalesce(sum(${sign} * on_hand), 0) as units,
  coalesce(sum(${sign}) filter (where cost is null), 0) as without_cost`;

export const valuesReader: SQL = sql`(
  select position from ${factReaders} where ${eq(factReaders.name, VALUES_READER)})`;

/** Facts that the kept value has not followed yet, at most so many of those with a position and of those without. */
export const unvalued = (end: SQL): SQL => sql`
  (select name, payload from ${outbox} where kind = 'event' and position > ${valuesReader} order by position ${end})
  union all
  (select name, payload from ${outbox} where kind = 'event' and position is null order by id ${end})`;
