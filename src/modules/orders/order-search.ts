import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod";
import { variantMatchesSearch } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { matchesCustomer } from "@/modules/customers/queries";
import { customers } from "@/modules/customers/schema";
import type { ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
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

/** A page of what many orders have is met among so many orders that come next, or it has not been met of late. */
const NEXT_MAX = 1_000;

/** The orders next in a list's own order, of which `pageRows` fill a page. */
export type Next = { where: SQL | undefined; order: readonly SQL[]; pageRows: number };

const Hits = z.array(z.object({ id: z.string() }));

/**
 * The condition that an order is found. Few are named by their ids. Of many a page is soon met among the orders that
 * come next, if there is an index to walk along: then it costs no more because more orders have the word. What is met
 * there no more, as goods that are sold no more, is found as a set.
 */
export async function matchesOrder(ctx: Pick<ReadContext, "db">, search: string, next: Next | null): Promise<SQL> {
  const hits = await readIds(ctx, sql`select id from ${hitsOf(search)} ${atMost(HITS_MAX + 1)}`);
  if (hits.length <= HITS_MAX) return isAmong(hits);
  const met = next ? await readIds(ctx, metNext(search, next)) : [];
  return next && met.length === next.pageRows ? isAmong(met) : sql`${orders.id} in (select id from ${hitsOf(search)})`;
}

/** The offset keeps Postgres from finding all hits before it joins. */
const metNext = (search: string, { where, order, pageRows }: Next): SQL => sql`
  select next.id from (
    select ${orders.id} from ${orders} where ${where ?? sql`true`} order by ${sql.join([...order], sql`, `)}
    ${atMost(NEXT_MAX)}) as next
  where exists (select from ${hitsOf(search)} where hit.id = next.id offset 0)
  ${atMost(pageRows)}`;

const isAmong = (ids: readonly string[]): SQL => sql`${orders.id} = any(${arrayOf([...new Set(ids)], "uuid")})`;

async function readIds(ctx: Pick<ReadContext, "db">, query: SQL): Promise<string[]> {
  return Hits.parse([...(await ctx.db.execute(query))]).map(({ id }) => id);
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
