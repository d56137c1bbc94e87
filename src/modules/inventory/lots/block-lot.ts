import { lotIsBlocked } from "@/modules/inventory/refusals";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { lockLot } from "./lock-lot";
import type { BlockLot } from "./lot-input";
import { setBlock } from "./set-block";

/**
 * Blocks a lot, or a piece by its serial number, wherever it lies: from now on nothing of it is promised, picked or
 * shipped. It stays on hand, may be moved, counted and written off, and what is reserved stays reserved, for others to
 * cover. What comes back into it, or is received, is blocked, too.
 *
 * @throws lotNotFound, lotIsBlocked for another reason, warehouseNotGranted
 */
export async function blockLot(ctx: Context, { lotId, reason }: BlockLot): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const lot = await lockLot(ctx, lotId);
    if (lot.blockReason === reason) return;
    if (lot.blockReason !== null) throw lotIsBlocked({ lotCode: lot.code, reason: lot.blockReason });
    await setBlock(ctx, lot, reason);
  });
}
