import { eq, sql } from "drizzle-orm";
import { orders } from "@/modules/orders/schema";
import { carriers } from "@/modules/shop/carriers/schema";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";

/** With whom each of many orders is to go; those that name nobody are not in it. */
export async function listCarriedOf({ db }: Pick<ReadContext, "db">, orderIds: readonly string[]) {
  const rows = await db
    .select({ id: orders.id, carrierName: carriers.name, carrierService: orders.carrierService })
    .from(orders)
    .innerJoin(carriers, eq(carriers.id, orders.carrierId))
    .where(sql`${orders.id} = any(${arrayOf([...orderIds], "uuid")})`);
  return new Map(rows.map(({ id, ...carried }) => [id, carried]));
}
