import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { bindOrders, lockToPick } from "./bind-orders";
import { type CreatePickList, waveCreated } from "./contract";
import { pickWaves } from "./schema";
import { listsByZone } from "./wave-lists";

/**
 * As a pick list, and cut by zones: each zone that something is fetched from gets a list of its own, for a picker of
 * its own, and what stands outside of zones one more. Lock order: as there.
 */
export async function createWave(ctx: Context, { orderIds }: CreatePickList) {
  return inTransaction(ctx, async (ctx) => {
    const asked = await lockToPick(ctx, orderIds);
    const { warehouseId } = asked;
    const waveId = newId();
    const [created] = await ctx.db
      .insert(pickWaves)
      .values({ id: waveId, warehouseId, createdBy: requireActorId(ctx), createdAt: ctx.now })
      .returning({ number: pickWaves.number });
    if (!created) throw new Error("A wave was not written.");
    const zones = listsByZone({ id: waveId, number: created.number, warehouseId });
    const { orderIds: picked, items, open, left } = await bindOrders(ctx, asked, zones.listsOf);
    emit(ctx, waveCreated, { waveId, orderIds: picked });
    return { waveId, number: created.number, lists: zones.made.length, orders: picked.length, items, open, left };
  });
}
