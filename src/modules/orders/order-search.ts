import { eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { variantMatchesSearch } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { matchesCustomer } from "@/modules/customers/queries";
import { customers } from "@/modules/customers/schema";
import { containing } from "@/platform/database/search";
import { searchForm } from "@/shared/search-form";
import { parseOrderNumber } from "./order";
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

/** `#1001` is one order; `001` is part of the number of several. */
function numberMatches(search: string): SQL | undefined {
  const number = parseOrderNumber(search);
  if (number === null) return undefined;
  return search.trim().startsWith("#")
    ? eq(orders.number, number)
    : sql`${orders.number}::text like ${containing(search.trim())}`;
}

const found = alias(customers, "found");

/** Orders by number, customer, tracking number, or by the SKU, title or barcode of a line. Each part has its index. */
export function matchesOrder(search: string): SQL | undefined {
  const byTracking = shipmentMatches(search);
  return or(
    numberMatches(search),
    sql`${orders.customerId} in (
      select ${found.id} from ${customers} "found" where ${matchesCustomer(found.searchForm, search)})`,
    byTracking && sql`${orders.id} in (select ${shipments.orderId} from ${shipments} where ${byTracking})`,
    sql`${orders.id} in (
      select ${orderLines.orderId} from ${orderLines}
        join ${variants} on ${variants.id} = ${orderLines.variantId}
        join ${products} on ${products.id} = ${variants.productId}
       where ${variantMatchesSearch(search)})`,
  );
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
