import { sql } from "drizzle-orm";
import { z } from "zod";
import { requireWarehouse } from "@/modules/users/require-warehouse";
import type { TxContext } from "@/platform/context";
import { unnestRows } from "@/platform/database/unnest-rows";
import { emit } from "@/platform/outbox/emit";
import type { Quantity } from "@/shared/quantity";
import { insufficientStock, stockReserved } from "./contract";
import { describeShortages } from "./describe-shortages";
import { stockAvailability, stockReservations } from "./schema";

export type Demand = {
  documentId: string;
  warehouseId: string;
  lines: readonly { lineId: string; variantId: string; quantity: Quantity }[];
};

const ShortRows = z.array(z.object({ variant_id: z.string(), requested: z.coerce.number() }));

/**
 * Promises the goods of a document, all lines or none. One statement: demand is summed per variant, rows are locked
 * in key order and changed only if they have enough, so that of a thousand who want the last one, one gets it. What
 * they have is read as they are held: the statement's own sight of them may be from before what it waited for.
 *
 * @throws insufficientStock that names every variant that falls short; the caller's transaction rolls back.
 */
export async function reserveStock(ctx: TxContext, demand: Demand): Promise<void> {
  requireWarehouse(ctx, demand.warehouseId);
  const lines = demand.lines.map((line) => ({
    line_id: line.lineId,
    variant_id: line.variantId,
    quantity: line.quantity,
  }));
  const short = ShortRows.parse(
    await ctx.db.execute(sql`
    with lines as (
      select * from ${unnestRows("line", lines, [
        ["line_id", "uuid"],
        ["variant_id", "uuid"],
        ["quantity", "bigint"],
      ])}
    ), demand as (
      select variant_id, sum(quantity)::bigint as quantity from lines group by variant_id
    ), held as materialized (
      select a.variant_id, a.on_hand, a.reserved + demand.quantity as reserved
      from ${stockAvailability} a join demand on a.variant_id = demand.variant_id
      where a.warehouse_id = ${demand.warehouseId}
      order by a.variant_id
      for update of a
    ), promised as (
      update ${stockAvailability} a set on_hand = held.on_hand, reserved = held.reserved, version = a.version + 1
      from held
      where a.warehouse_id = ${demand.warehouseId} and a.variant_id = held.variant_id and held.reserved <= held.on_hand
      returning a.variant_id
    ), noted as (
      insert into ${stockReservations} as r (line_id, document_id, warehouse_id, variant_id, quantity, status, created_at)
      select line_id, ${demand.documentId}::uuid, ${demand.warehouseId}::uuid, variant_id, quantity, 'active', ${ctx.now.toISOString()}::timestamptz from lines
      on conflict (line_id) do update set quantity = excluded.quantity, status = 'active', created_at = excluded.created_at where r.status <> 'active'
    )
    select demand.variant_id, demand.quantity as requested from demand left join promised using (variant_id) where promised.variant_id is null`),
  );
  if (short.length > 0) {
    const wanted = short.map((row) => ({
      warehouseId: demand.warehouseId,
      variantId: row.variant_id,
      requested: row.requested,
    }));
    throw insufficientStock({ warehouseId: demand.warehouseId, shortages: await describeShortages(ctx, wanted) });
  }
  emit(ctx, stockReserved, {
    documentId: demand.documentId,
    variantIds: [...new Set(demand.lines.map((line) => line.variantId))],
  });
}
