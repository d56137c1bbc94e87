import { eq } from "drizzle-orm";
import { shopToday } from "@/modules/shop/shop-today";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { assertWarehouse } from "./assert-warehouse";
import { usersChanged, type WorkIn } from "./contract";
import { lockUser } from "./lock-user";
import { unknownWarehouse } from "./refusals";
import { users } from "./schema";

/**
 * Notes in which warehouse a person works today, so that it follows them from device to device.
 * @throws warehouseNotGranted, unknownWarehouse
 */
export async function workIn(ctx: Context, { warehouseId }: WorkIn): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    assertWarehouse(ctx, warehouseId);
    const user = await lockUser(ctx, actorId(ctx) ?? SYSTEM_USER_ID);
    await refuseOn({ users_work_in_a_warehouse: () => unknownWarehouse({}) }, () =>
      ctx.db.update(users).set({ workingWarehouseId: warehouseId, workingOn: shopToday }).where(eq(users.id, user.id)),
    );
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: { workingIn: user.workingWarehouseId },
      after: { workingIn: warehouseId },
    });
    emit(ctx, usersChanged, { userId: user.id });
  });
}
