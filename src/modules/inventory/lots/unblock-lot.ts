import { fillWaiting } from "@/modules/inventory/reservations/fill-waiting";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { lockLot } from "./lock-lot";
import type { LotRef } from "./lot-input";
import { setBlock } from "./set-block";

/**
 * Makes a blocked lot good again, as far as it has not expired, and gives it to those who wait for its item.
 *
 * @throws lotNotFound, warehouseNotGranted
 */
export async function unblockLot(ctx: Context, { lotId }: LotRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const lot = await lockLot(ctx, lotId);
    if (lot.blockReason === null) return;
    await setBlock(ctx, lot, null);
    const { variantId, warehouseIds } = lot;
    await fillWaiting(
      ctx,
      warehouseIds.map((warehouseId) => ({ warehouseId, variantId })),
    );
  });
}
