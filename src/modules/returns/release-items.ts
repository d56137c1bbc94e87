import { eq } from "drizzle-orm";
import { takeOutOfQuarantine } from "@/modules/inventory/take-in-returned";
import { type Context, requireActorId } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { type ReleaseItems, returnItemsReleased } from "./contract";
import { lockReturnOf } from "./lock-return";
import { assertBinsOf } from "./received-items";
import { recordReturn } from "./record-return";
import { notInQuarantine, receiptNotFound } from "./refusals";
import { formatReturnNumber } from "./return";
import { returnReceipts } from "./schema";

/**
 * Decides on items in quarantine: they are put into a bin and sold again, or go away.
 * @throws receiptNotFound, notInQuarantine, binOfOtherWarehouse, locationUnusable
 */
export async function releaseItems(ctx: Context, { receiptId, to, locationId }: ReleaseItems) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockReturnOf(ctx, receiptId);
    const [receipt] = await ctx.db.select().from(returnReceipts).where(eq(returnReceipts.id, receiptId));
    const line = found.lines.find(({ id }) => id === receipt?.returnLineId);
    if (!receipt || !line) throw receiptNotFound({ receiptId });
    if (receipt.disposition !== "quarantine" || receipt.releasedTo !== null)
      throw notInQuarantine({ number: found.number });
    const place = to === "restock" && locationId !== undefined ? { to, locationId } : { to: "scrap" as const };
    if (locationId !== undefined) await assertBinsOf(ctx, found.warehouseId, [locationId]);

    await ctx.db
      .update(returnReceipts)
      .set({
        releasedTo: to,
        releasedLocationId: locationId ?? null,
        releasedBy: requireActorId(ctx),
        releasedAt: ctx.now,
      })
      .where(eq(returnReceipts.id, receiptId));
    const { quantity, lotId } = receipt;
    const document = { kind: "return", id: found.id, label: formatReturnNumber(found.number) };
    await takeOutOfQuarantine(ctx, {
      document,
      key: `quarantine:${receiptId}`,
      variantId: line.of.variantId,
      lotId,
      quantity,
      place,
    });
    recordReturn(ctx, found, {
      event: returnItemsReleased,
      before: { place: "quarantine" },
      after: { place: to, items: quantity, sku: line.of.sku },
    });
    return { returnId: found.id };
  });
}
