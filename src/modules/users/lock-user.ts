import { and, eq, ne } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import type { WarehouseScope } from "@/shared/access";
import { userNotFound } from "./refusals";
import { users, warehouseGrants } from "./schema";

/** Locks a person's row until the transaction ends. @throws userNotFound */
export async function lockUser(ctx: TxContext, userId: string) {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.id, userId), ne(users.status, "system")))
    .for("update");
  if (!user) throw userNotFound({ userId });
  const grants = await ctx.db
    .select({ warehouseId: warehouseGrants.warehouseId })
    .from(warehouseGrants)
    .where(eq(warehouseGrants.userId, userId))
    .orderBy(warehouseGrants.warehouseId);
  const warehouses: WarehouseScope = user.allWarehouses ? "all" : grants.map((grant) => grant.warehouseId);
  return { ...user, warehouses };
}
