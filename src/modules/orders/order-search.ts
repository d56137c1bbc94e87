import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod";
import { variantMatchesSearch } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { matchesCustomer } from "@/modules/customers/queries";
import { customers } from "@/modules/customers/schema";
import type { Context } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { containing } from "@/platform/database/search";
import { searchForm } from "@/shared/search-form";
import { parseOrderName, trackingOf } from "./order";
import { orderLines, orders, shipments, trackingForm } from "./schema";

const TRACKING_CHARACTERS_MIN = 4;

const shipmentMatches = (search: string): SQL | undefined => {
  const tracking = trackingOf(search);
  return tracking.length < TRACKING_CHARACTERS_MIN
    ? undefined
    : sql`${trackingForm(shipments.tracking)} like ${containing(tracking)}`;
};

const asked = alias(orders, "asked");

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
 * The ids of the orders that a search finds: by number, customer, tracking number, or by the SKU, title or barcode of a
 * line; some more than once. Each part finds its orders by an index of its own.
 */
function hitsOf(search: string): SQL {
  const [byNumber, byTracking] = [numberMatches(search), shipmentMatches(search)];
  const parts = [
    byNumber && sql`select ${asked.id} from ${orders} "asked" where ${byNumber}`,
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
const Hits = z.array(z.object({ id: z.string() }));

/**
 * The condition that an order is found. Few are named by their ids. Many are soon met by whoever walks along an index
 * in the order of the list and asks each: then no page costs more because more orders have the word.
 */
export async function matchesOrder(ctx: Pick<Context, "db">, search: string, hasIndex: boolean): Promise<SQL> {
  const hits = Hits.parse([...(await ctx.db.execute(sql`select id from ${hitsOf(search)} limit ${HITS_MAX + 1}`))]);
  if (hits.length <= HITS_MAX)
    return sql`${orders.id} = any(${arrayOf([...new Set(hits.map(({ id }) => id))], "uuid")})`;
  if (!hasIndex) return sql`${orders.id} in (select id from ${hitsOf(search)})`;
  // The offset keeps Postgres from finding all of them before it joins.
  return sql`exists (select from ${hitsOf(search)} where hit.id = ${orders.id} offset 0)`;
}

const NOTHING = sql<string | null>`null`;

/** What of an order the search has found, for the rows of the page: the tracking number, and the title of a line. */
export function foundBy(search: string | undefined): {
  foundTracking: SQL<string | null>;
  foundItem: SQL<string | null>;
} {
  if (!search) return { foundTracking: NOTHING, foundItem: NOTHING };
  const byTracking = shipmentMatches(search);
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
