import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { variantMatchesSearch } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { matchesCustomer } from "@/modules/customers/queries";
import { customers } from "@/modules/customers/schema";
import { containing } from "@/platform/database/search";
import { searchForm } from "@/shared/search-form";
import { parseOrderName } from "./order";
import { orderLines, orders, shipments, trackingForm } from "./schema";

const TRACKING_CHARACTERS_MIN = 4;

/** Blanks and hyphens of a tracking number are for the eye. */
const trackingOf = (search: string): string => searchForm(search).replaceAll(/[\s./-]/g, "");

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
 * Orders by number, customer, tracking number, or by the SKU, title or barcode of a line. Each part finds its orders by
 * an index of its own: joined by `or`, they would be asked of every order there is.
 */
export function matchesOrder(search: string): SQL {
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
  return sql`${orders.id} in (${sql.join(
    parts.filter((part) => part !== undefined),
    sql` union all `,
  )})`;
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
