import { eq, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";

/** The names of a customer and a warehouse, as the history of an order has them. */
export async function findHeadNames(
  ctx: TxContext,
  { customerId, warehouseId }: { customerId: string; warehouseId: string },
): Promise<{ customer?: string; warehouse?: string }> {
  const [names] = await ctx.db
    .select({ customer: customers.name, warehouse: locations.code })
    .from(customers)
    .innerJoin(locations, eq(locations.id, sql`${warehouseId}::uuid`))
    .where(eq(customers.id, customerId));
  return names ?? {};
}
