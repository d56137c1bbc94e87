import { eq, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { priceListCustomers } from "./schema";

/** Of two customers who turned out to be one: who stays keeps their own lists, or has those of the other. */
export async function takeOverLists(ctx: TxContext, customerId: string, otherId: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${priceListCustomers} (customer_id, price_list_id)
    select ${customerId}::uuid, price_list_id from ${priceListCustomers}
     where customer_id = ${otherId}::uuid
       and not exists (select from ${priceListCustomers} where customer_id = ${customerId}::uuid)`);
  await ctx.db.delete(priceListCustomers).where(eq(priceListCustomers.customerId, otherId));
}
