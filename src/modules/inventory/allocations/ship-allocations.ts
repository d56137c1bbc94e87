import { sql } from "drizzle-orm";
import { stockAvailability } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { keptOf, shippedOf } from "./allocation";
import { listAllocated } from "./list-allocated";
import { lockAllocations, lockPlaces, lockReservations, writeAllocations } from "./write-allocations";

type Leaving = { lineId: string; variantId: string; locationId: string; lotId: string | null; quantity: number };

/**
 * Before goods of a document leave: what was bound of them where they leave from is bound no longer. What was bound
 * elsewhere and is more than stays reserved is to be put back.
 */
export async function shipAllocations(
  ctx: TxContext,
  { documentId, warehouseId, lines }: { documentId: string; warehouseId: string; lines: readonly Leaving[] },
): Promise<void> {
  const bound = await listAllocated(ctx, documentId);
  await lockPlaces(ctx, [...lines, ...bound]);
  await lockAvailability(ctx, warehouseId, lines);
  const reservations = await lockReservations(ctx, [documentId]);
  const rows = await lockAllocations(ctx, { documentId });
  const leaving = new Map<string, number>();
  for (const { lineId, quantity } of lines) leaving.set(lineId, (leaving.get(lineId) ?? 0) + quantity);
  const kept = reservations.map(({ lineId, quantity }) => [lineId, quantity - (leaving.get(lineId) ?? 0)] as const);
  const after = keptOf(shippedOf(rows, lines), new Map(kept));
  await writeAllocations(ctx, rows, after);
}

/** As the posting that follows locks it, and before any reservation. */
const lockAvailability = (ctx: TxContext, warehouseId: string, lines: readonly Pick<Leaving, "variantId">[]) =>
  ctx.db.execute(sql`
    select 1 from ${stockAvailability} a
    where a.warehouse_id = ${warehouseId} and a.variant_id = any(${arrayOf(
      lines.map(({ variantId }) => variantId),
      "uuid",
    )})
    order by a.warehouse_id, a.variant_id for update`);
