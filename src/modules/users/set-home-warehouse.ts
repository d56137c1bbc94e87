import { eq, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { type SetHomeWarehouse, type SetOwnHomeWarehouse, usersChanged } from "./contract";
import { lockUser } from "./lock-user";
import { homeNotGranted, unknownWarehouse } from "./refusals";
import { users } from "./schema";

/**
 * Sets the warehouse in which a person works unless they say otherwise.
 * @throws homeNotGranted, unknownWarehouse
 */
export async function setHomeWarehouse(ctx: Context, { userId, warehouseId }: SetHomeWarehouse): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, userId);
    const isGranted = warehouseId === null || user.warehouses === "all" || user.warehouses.includes(warehouseId);
    if (!isGranted) throw homeNotGranted({ name: user.name });
    if (user.homeWarehouseId === warehouseId) return;
    await refuseOn({ users_home_is_a_warehouse: () => unknownWarehouse({}) }, () =>
      ctx.db
        .update(users)
        .set({ homeWarehouseId: warehouseId, version: sql`${users.version} + 1` })
        .where(eq(users.id, userId)),
    );
    recordChange(ctx, {
      entity: "user",
      entityId: userId,
      label: user.name,
      before: { homeWarehouse: user.homeWarehouseId },
      after: { homeWarehouse: warehouseId },
    });
    emit(ctx, usersChanged, { userId });
  });
}

/** The same of the person who asks. */
export const setOwnHomeWarehouse = (ctx: Context, { warehouseId }: SetOwnHomeWarehouse): Promise<void> =>
  setHomeWarehouse(ctx, { userId: actorId(ctx) ?? SYSTEM_USER_ID, warehouseId });
