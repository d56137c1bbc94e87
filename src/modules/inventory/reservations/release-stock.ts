import { sql } from "drizzle-orm";
import * as z from "zod";
import { releaseAllocations } from "@/modules/inventory/allocations/release-allocations";
import { stockReleased } from "@/modules/inventory/contract";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { fillWaiting } from "./fill-waiting";

const Released = z.array(z.object({ warehouseId: z.string(), variantId: z.string(), waiting: z.coerce.number() }));

/**
 * Releases what is still reserved for a document or some of its lines, which then wait for nothing any more. Others who
 * wait for it are given it. Availability is locked first, as in `lockHeld`, and before it what is bound; it is written
 * as it was locked (`ledger/posting-statement.ts` says why), since what it waited for may have filled these lines.
 */
export async function releaseStock(
  ctx: TxContext,
  { documentId, lineIds }: { documentId: string; lineIds?: readonly string[] },
): Promise<void> {
  const lost = lineIds?.map((lineId) => ({ lineId, quantity: 0 }));
  await releaseAllocations(ctx, documentId, lost ?? "nothing");
  const ofLines = lineIds === undefined ? sql`true` : sql`r.line_id = any(${arrayOf(lineIds, "uuid")})`;
  const open = sql`from ${stockReservations} r
    where r.document_id = ${documentId} and (r.status = 'active' or r.short + r.backordered > 0) and ${ofLines}`;
  const released = Released.parse(
    await ctx.db.execute(sql`
      with stock as materialized (
        select a.warehouse_id, a.variant_id, a.on_hand, a.reserved from ${stockAvailability} a
        where (a.warehouse_id, a.variant_id) in (select r.warehouse_id, r.variant_id ${open})
        order by a.warehouse_id, a.variant_id for update of a
      ), held as materialized (
        select r.line_id, r.warehouse_id, r.variant_id, r.quantity ${open} and (select count(*) from stock) > 0
        order by r.line_id for update
      ), freed as (
        update ${stockReservations} r set quantity = 0, short = 0, backordered = 0, status = 'released'
        from held where r.line_id = held.line_id
      ), sums as (
        select warehouse_id, variant_id, sum(quantity)::bigint as quantity from held group by warehouse_id, variant_id
      )
      update ${stockAvailability} a set
        on_hand = stock.on_hand, reserved = stock.reserved - sums.quantity, version = a.version + 1
      from sums join stock using (warehouse_id, variant_id)
      where a.warehouse_id = sums.warehouse_id and a.variant_id = sums.variant_id
      returning a.warehouse_id as "warehouseId", a.variant_id as "variantId", a.waiting`),
  );
  if (released.length > 0) emit(ctx, stockReleased, { documentId, variantIds: released.map((row) => row.variantId) });
  await fillWaiting(
    ctx,
    released.filter(({ waiting }) => waiting > 0),
  );
}
