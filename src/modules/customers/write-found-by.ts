import { eq, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { customers } from "./schema";

/** What a search finds the contacts and addresses of a row of `customers` by, numbers of telephones as digits too. */
export const FOUND_BY = sql`concat_ws(' ', (
    select string_agg(concat_ws(' ', c.name, c.email, c.phone,
      regexp_replace(replace(c.phone, '(0)', ''), '[^0-9]', '', 'g')), ' ' order by c.position)
    from customer_contacts c where c.customer_id = ${customers.id}), (
    select string_agg(concat_ws(' ', a.recipient, a.address, a.postcode, a.city), ' ' order by a.position)
    from customer_addresses a where a.customer_id = ${customers.id}))`;

/**
 * Called after the contacts or addresses of a customer changed, whose row the caller has locked: keeps what a search
 * finds them by, and counts the version on.
 */
export async function writeFoundBy(ctx: TxContext, customerId: string): Promise<void> {
  await ctx.db
    .update(customers)
    .set({ foundBy: FOUND_BY, version: sql`${customers.version} + 1` })
    .where(eq(customers.id, customerId));
}
