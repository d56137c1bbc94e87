import { sql } from "drizzle-orm";
import { paymentMethods } from "@/modules/shop/schema";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { payments } from "./schema";

/** How each of many orders was paid, in the order in which the shop lists its methods. */
export async function listMethodsOf(
  { db }: Pick<ReadContext, "db">,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.execute<{ order_id: string; names: string }>(sql`
    select given.order_id, string_agg(method.name, ', ' order by method.position, method.id) as names
      from (
        select distinct order_id, method from ${payments} given
         where order_id = any(${arrayOf([...orderIds], "uuid")}) and kind = 'payment' and voids_id is null
           and not exists (select from ${payments} later where later.voids_id = given.id)) given
      join ${paymentMethods} method on method.id = given.method
     group by given.order_id`);
  return new Map(rows.map(({ order_id: orderId, names }) => [orderId, names]));
}
