import { sql } from "drizzle-orm";
import { stockBalances } from "@/modules/inventory/schema";
import { findLeaving } from "@/modules/inventory/serials/leaving-pieces";
import type { TxContext } from "@/platform/context";
import { type Allocation, heldBy } from "./allocation";
import { stockAllocations } from "./schema";
import { changeHeld, lockRows, tellOf } from "./write-allocations";

type Swap = { allocationId: string; locationId: string; variantId: string; serial: string };

/** The piece, and the row that it is in somebody's hands for: then nothing was swapped. */
export type Swapped = { lotId: string; takenBy: Allocation | null };

/**
 * A picker takes another piece of the item out of the bin than the list has proposed: that piece is bound instead. A
 * free one leaves the proposed one free; two that are bound change places, so nobody is left without.
 *
 * All pieces of the item in the bin are locked before, so two who swap there wait for each other.
 *
 * @throws serialsNotHere
 */
export async function swapPiece(ctx: TxContext, swap: Swap): Promise<Swapped> {
  const { allocationId, locationId, variantId } = swap;
  await ctx.db.execute(sql`
    select 1 from ${stockBalances} b
    where b.location_id = ${locationId} and b.variant_id = ${variantId} and b.on_hand > 0
    order by b.location_id, b.variant_id, b.lot_id for update`);
  const [lotId = ""] = await findLeaving(ctx, [swap]);
  const rows = await lockRows(
    ctx,
    sql`(a.quantity > 0 or a.to_put_back > 0) and (a.id = ${allocationId}
      or (a.location_id = ${locationId} and a.variant_id = ${variantId} and a.lot_id = ${lotId}))`,
  );
  const own = rows.find(({ id }) => id === allocationId);
  const other = rows.find(({ id }) => id !== allocationId) ?? null;
  if (!own || own.lotId === lotId || own.quantity === own.picked || own.locationId !== locationId)
    return { lotId, takenBy: null };
  if (other && (other.picked > 0 || other.toPutBack > 0)) return { lotId, takenBy: other };

  const after = [{ ...own, lotId }, ...(other ? [{ ...other, lotId: own.lotId }] : [])];
  for (const row of after)
    await ctx.db.execute(sql`update ${stockAllocations} a set lot_id = ${row.lotId} where a.id = ${row.id}`);
  const moved = (row: Allocation, sign: 1 | -1) => ({ ...row, reserved: 0, held: sign * heldBy(row) });
  if (!other) await changeHeld(ctx, [moved(own, -1), moved({ ...own, lotId }, 1)]);
  tellOf(ctx, after);
  return { lotId, takenBy: null };
}
