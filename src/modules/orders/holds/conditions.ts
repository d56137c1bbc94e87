import { type SQL, sql } from "drizzle-orm";
import { stockHolds } from "@/modules/inventory/holds/schema";
import { orders } from "@/modules/orders/schema";

/** Until when a draft holds stock; null where it holds none by now. `row` is how the statement names the order. */
export const heldUntilOf = (row: SQL) =>
  sql<Date | null>`(case when ${row}.status = 'draft' then (
    select max(hold.held_until) from ${stockHolds} hold
    where hold.document_id = ${row}.id and hold.held_until > now() and hold.quantity > 0
  ) end)`.mapWith(orders.placedAt);

/** The same as a condition: from the few holds to their orders. */
export const holdsStock: SQL = sql`(${orders.status} = 'draft' and ${orders.id} in (
  select ${stockHolds.documentId} from ${stockHolds}
  where ${stockHolds.heldUntil} > now() and ${stockHolds.quantity} > 0))`;

/** How many of each item order `row` holds by now. */
export const heldOf = (row: SQL) =>
  sql<{ variantId: string; quantity: number }[] | null>`(case when ${row}.status = 'draft' then (
    select json_agg(json_build_object('variantId', hold.variant_id, 'quantity', hold.quantity))
    from ${stockHolds} hold where hold.document_id = ${row}.id and hold.held_until > now() and hold.quantity > 0
  ) end)`;
