import { type AnyColumn, and, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod";
import { matchesSearch, variantMatchesSearch } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { matchesCustomer } from "@/modules/customers/queries";
import { customers } from "@/modules/customers/schema";
import type { ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { arrayOf } from "@/platform/database/rows";
import { containing, quickForm } from "@/platform/database/search";
import { searchForm } from "@/shared/search-form";
import { codeForm } from "./code-form";
import { codeOf, parseOrderName } from "./order";
import { type OrderQuery, type Place, placesOf } from "./order-places";
import { orderLines, orders, shipments } from "./schema";

const TRACKING_CHARACTERS_MIN = 4;
/** Of fewer the index has nothing to go by. */
const REFERENCE_CHARACTERS_MIN = 3;

const asked = alias(orders, "asked");

const holdsCode = (search: string, form: SQL, charactersMin: number): SQL | undefined => {
  const code = codeOf(search);
  return code.length < charactersMin ? undefined : sql`${form} like ${containing(code)}`;
};
/** Worked out for orders that are at hand. */
const atHand = (code: AnyColumn): SQL => codeForm(code, quickForm(code, sql`search_form(${code})`));

const shipmentMatches = (search: string, form: SQL) => holdsCode(search, form, TRACKING_CHARACTERS_MIN);
const AT_HAND = { tracking: atHand(shipments.tracking), reference: atHand(asked.customerReference) };
const INDEXED = { tracking: codeForm(shipments.tracking), reference: codeForm(asked.customerReference) };

/** `#1001` is one order, and so is `#1001-2`, its second shipment; `001` is part of the number of several. */
function numberMatches(search: string): SQL | undefined {
  const named = parseOrderName(search);
  if (named === null) return undefined;
  const { number, sequence, isCertain } = named;
  const whole = eq(asked.number, number);
  if (sequence !== null)
    return and(
      whole,
      sql`exists (select from ${shipments}
        where ${shipments.orderId} = ${asked.id} and ${shipments.sequence} = ${sequence})`,
    );
  return isCertain ? whole : or(whole, sql`${asked.number}::text like ${containing(searchForm(search.trim()))}`);
}

/**
 * The ids of the orders that a search finds: by number, by what the customer calls it, by customer, tracking number, or
 * by the SKU, title or barcode of a line; some more than once. Each part finds its orders by an index of its own.
 */
function hitsOf(search: string, { tracking, reference } = INDEXED): SQL {
  const [byNumber, byTracking] = [numberMatches(search), shipmentMatches(search, tracking)];
  const byReference = holdsCode(search, reference, REFERENCE_CHARACTERS_MIN);
  const parts = [
    byNumber && sql`select ${asked.id} from ${orders} "asked" where ${byNumber}`,
    byReference &&
      sql`select ${asked.id} from ${orders} "asked" where ${asked.customerReference} <> '' and ${byReference}`,
    sql`select ${asked.id} from ${customers}
          join ${orders} "asked" on ${asked.customerId} = ${customers.id}
         where ${matchesCustomer(customers.searchForm, search)}`,
    byTracking && sql`select ${shipments.orderId} from ${shipments} where ${byTracking}`,
    sql`select ${orderLines.orderId} from ${orderLines}
          join ${variants} on ${variants.id} = ${orderLines.variantId}
          join ${products} on ${products.id} = ${variants.productId}
         where ${variantMatchesSearch(search)}`,
  ];
  return sql`(${sql.join(
    parts.filter((part) => part !== undefined),
    sql` union all `,
  )}) as hit (id)`;
}

const HITS_MAX = 2_000;
/** Of a word that more products have, a page is looked for among the orders that come next before hits are. */
const PRODUCTS_MAX = 500;
/** A page of what many orders have is among so many that come next. */
const NEXT_MAX = 1_000;

const Ids = z.array(z.object({ id: z.string() }));
const Met = z.tuple([z.object({ walked: z.coerce.number(), ids: z.array(z.string()) })]);

/**
 * The condition that an order is found. Few are named by their ids. Of many a page is soon met among the orders that
 * come next: then it costs no more because more orders have the word. What is met there no more, as goods that are sold
 * no more, is found as a set.
 */
export async function matchesOrder(
  ctx: Pick<ReadContext, "db">,
  search: string,
  query: OrderQuery,
  pageRows: number,
): Promise<SQL> {
  const isCommon = await isOfManyProducts(ctx, search);
  const met = isCommon ? await meet(ctx, search, query, pageRows) : undefined;
  if (met) return isAmong(met);
  const hits = Ids.parse([...(await ctx.db.execute(sql`select id from ${hitsOf(search)} ${atMost(HITS_MAX + 1)}`))]);
  if (hits.length <= HITS_MAX) return isAmong(hits.map(({ id }) => id));
  const late = isCommon ? undefined : await meet(ctx, search, query, pageRows);
  return late ? isAmong(late) : sql`${orders.id} in (select id from ${hitsOf(search)})`;
}

async function isOfManyProducts(ctx: Pick<ReadContext, "db">, search: string): Promise<boolean> {
  const many = ctx.db.select({ id: products.id }).from(products).where(matchesSearch(search));
  return (await many.limit(PRODUCTS_MAX + 1)).length > PRODUCTS_MAX;
}

/** The found among the orders that come next, if they fill a page, or if no others come. */
async function meet(ctx: Pick<ReadContext, "db">, search: string, query: OrderQuery, pageRows: number) {
  for (const place of placesOf(query, NEXT_MAX)) {
    const [{ walked, ids }] = Met.parse([...(await ctx.db.execute(metIn(place, search, pageRows)))]);
    if (ids.length === pageRows || (place.isWhole && walked < NEXT_MAX)) return ids;
  }
  return undefined;
}

const metIn = ({ rows, where }: Place, search: string, pageRows: number): SQL => sql`
  with next as materialized (
    select id, row_number() over () as nth from (${rows}) as "orders" where ${where ?? sql`true`} ${atMost(NEXT_MAX)})
  select (select count(*) from next) as walked, array(
    select id from next where exists (select from ${hitsOf(search, AT_HAND)} where hit.id = next.id offset 0)
    order by nth ${atMost(pageRows)}) as ids`;

const isAmong = (ids: readonly string[]): SQL => sql`${orders.id} = any(${arrayOf([...new Set(ids)], "uuid")})`;

const NOTHING = sql<string | null>`null`;

/** What of an order the search has found, for the rows of the page: the tracking number, and the title of a line. */
export function foundBy(search: string | undefined): {
  foundTracking: SQL<string | null>;
  foundItem: SQL<string | null>;
} {
  if (!search) return { foundTracking: NOTHING, foundItem: NOTHING };
  const byTracking = shipmentMatches(search, AT_HAND.tracking);
  return {
    foundTracking: byTracking
      ? sql<string | null>`(
          select ${shipments.tracking} from ${shipments}
           where ${shipments.orderId} = ${orders.id} and ${byTracking} order by ${shipments.sequence} limit 1)`
      : NOTHING,
    foundItem: sql<string | null>`(
      select ${products.title} from ${orderLines}
        join ${variants} on ${variants.id} = ${orderLines.variantId}
        join ${products} on ${products.id} = ${variants.productId}
       where ${orderLines.orderId} = ${orders.id} and ${variantMatchesSearch(search)}
       order by ${orderLines.position} limit 1)`,
  };
}
