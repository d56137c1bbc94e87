import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import type { WarehouseScope } from "@/shared/access";
import { unknownWarehouse } from "./refusals";
import { warehouseGrants } from "./schema";

/**
 * Replaces the warehouses a person works in. Their table is in a higher module, so the foreign key checks that they
 * exist.
 *
 * @throws unknownWarehouse
 */
export async function grantWarehouses(ctx: TxContext, userId: string, warehouses: WarehouseScope): Promise<void> {
  await ctx.db.delete(warehouseGrants).where(eq(warehouseGrants.userId, userId));
  if (warehouses === "all" || warehouses.length === 0) return;
  const rows = [...new Set(warehouses)].sort().map((warehouseId) => ({ userId, warehouseId }));
  await refuseOn({ warehouse_grants_name_a_warehouse: () => unknownWarehouse({}) }, () =>
    ctx.db.insert(warehouseGrants).values(rows),
  );
}
