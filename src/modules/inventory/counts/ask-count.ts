import { sql } from "drizzle-orm";
import { countAsked } from "@/modules/inventory/contract";
import { requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import type { Quantity } from "@/shared/quantity";
import { countRequests } from "./schema";
import type { ShortReason } from "./short-reason";

type Missing = {
  warehouseId: string;
  locationId: string;
  variantId: string;
  lotId: string | null;
  missing: Quantity;
  reason: ShortReason;
};

/** Marks a bin to be counted. One that waits for it already waits for more. The caller records why. */
export async function askCount(ctx: TxContext, asked: Missing): Promise<void> {
  const { locationId, variantId, lotId, missing, reason, warehouseId } = asked;
  await ctx.db.execute(sql`
    insert into ${countRequests} as asked (
      id, warehouse_id, location_id, variant_id, lot_id, reason, missing, asked_by, asked_at
    ) values (
      ${newId()}, ${warehouseId}, ${locationId}, ${variantId}, ${lotId}::uuid, ${reason}, ${missing}::bigint,
      ${requireActorId(ctx)}, ${ctx.now.toISOString()}
    )
    on conflict (location_id, variant_id, (coalesce(lot_id, '00000000-0000-0000-0000-000000000000'::uuid)))
      where counted_at is null
    do update set missing = asked.missing + excluded.missing, reason = excluded.reason`);
  emit(ctx, countAsked, { locationId, variantId });
}
