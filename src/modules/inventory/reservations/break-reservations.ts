import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { releaseAllocations } from "@/modules/inventory/allocations/release-allocations";
import { isGood, stockFigures } from "@/modules/inventory/available";
import { stockReleased } from "@/modules/inventory/contract";
import { reservationsChanged } from "@/modules/inventory/refusals";
import { locations, lots, stockAvailability, stockBalances, stockReservations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { toQuantity } from "@/shared/quantity";

/** Stock of a bin that is lost, as a change below zero. */
export type Loss = { variantId: string; locationId: string; lotId: string | null; change: number };

const BrokenReservations = z.array(
  z.object({
    lineId: z.string(),
    documentId: z.string(),
    warehouseId: z.string(),
    quantity: z.coerce.number().transform(toQuantity),
    /** Before the loss. */
    reserved: z.coerce.number().transform(toQuantity),
  }),
);
export type BrokenReservation = z.infer<typeof BrokenReservations>[number];

/**
 * The reservations that a loss would break, and how much of each: what was reserved last is lost first, so that whoever
 * was promised the items first gets them. Empty while enough remains for all.
 */
export const findBrokenReservations = (ctx: Context, loss: Loss): Promise<BrokenReservation[]> =>
  readBroken(ctx, loss, sql``);

/**
 * Lowers the reservations that a loss breaks, and records what their lines are short of. The caller posts the loss with
 * them in the same transaction.
 *
 * @throws reservationsChanged unless they are those that the person `accepted`; warehouseNotGranted
 */
export async function breakReservations(
  ctx: TxContext,
  loss: Loss,
  accepted: readonly { lineId: string; quantity: number }[],
): Promise<BrokenReservation[]> {
  await lockStock(ctx, loss);
  const broken = await readBroken(ctx, loss, sql`for update`);
  const warehouseId = broken[0]?.warehouseId;
  if (warehouseId !== undefined) assertWarehouse(ctx, warehouseId);
  const acceptedOf = new Map(accepted.map(({ lineId, quantity }) => [lineId, quantity]));
  const isAccepted = broken.every(({ lineId, quantity }) => acceptedOf.get(lineId) === quantity);
  if (!isAccepted || broken.length === 0 || broken.length !== accepted.length)
    throw reservationsChanged({ warehouseId: warehouseId ?? null, variantId: loss.variantId });

  for (const documentId of new Set(broken.map((row) => row.documentId))) {
    const lines = broken.filter((row) => row.documentId === documentId);
    const kept = lines.map(({ lineId, quantity, reserved }) => ({ lineId, quantity: reserved - quantity }));
    await releaseAllocations(ctx, documentId, kept);
  }
  await ctx.db.execute(sql`
    update ${stockReservations} r set
      quantity = r.quantity - broken.quantity,
      short = r.short + broken.quantity,
      status = case when r.quantity = broken.quantity then 'released' else 'active' end
    from ${rowsOf("broken", { lineId: "uuid", quantity: "bigint" }, broken)}
    where r.line_id = broken."lineId"`);
  for (const documentId of new Set(broken.map((row) => row.documentId)))
    emit(ctx, stockReleased, { documentId, variantIds: [loss.variantId] });
  return broken;
}

/**
 * In the order in which a posting locks them, and before reservations: of all bins of the warehouse, since what is
 * reserved and lost may be bound in any of them.
 */
const lockStock = ({ db }: TxContext, { variantId, locationId }: Loss) =>
  db.execute(sql`
    with warehouse as (
      select warehouse_id as id from ${locations} where ${locations.id} = ${locationId}::uuid
    ), balances as materialized (
      select 1 from ${stockBalances} b
      where b.warehouse_id = (select id from warehouse) and b.variant_id = ${variantId}::uuid and b.on_hand > 0
      order by b.location_id, b.lot_id for update of b
    )
    select 1 from ${stockAvailability} a
    where a.warehouse_id = (select id from warehouse) and a.variant_id = ${variantId}::uuid
      and (select count(*) from balances) >= 0
    for update of a`);

/** Where good items are lost, those that remain must be good; where expired ones are, enough must remain at all. */
async function readBroken(ctx: Context, loss: Loss, lock: SQL): Promise<BrokenReservation[]> {
  const { variantId, locationId, lotId, change } = loss;
  const lost = sql`${-change}::bigint`;
  const { surplus } = stockFigures(sql`a`);
  return BrokenReservations.parse(
    await ctx.db.execute(sql`
      with stock as (
        select a.warehouse_id, greatest(
          a.reserved - (a.on_hand - ${lost}),
          case when ${isGood} then ${lost} - ${surplus} else 0 end,
          0) as missing
        from ${locations} bin
        join ${stockAvailability} a on a.warehouse_id = bin.warehouse_id and a.variant_id = ${variantId}::uuid
        left join ${lots} on ${lots.id} = ${lotId}::uuid
        where bin.id = ${locationId}::uuid and ${warehouseScope(ctx, sql`bin.warehouse_id`)}
      ), held as materialized (
        select r.line_id, r.document_id, r.warehouse_id, r.quantity, r.created_at
        from ${stockReservations} r
        where r.warehouse_id = (select warehouse_id from stock) and r.variant_id = ${variantId}::uuid
          and r.status = 'active'
        order by r.line_id ${lock}
      ), ranked as (
        select held.*, stock.missing - coalesce(sum(held.quantity) over (
            order by held.created_at desc, held.line_id desc rows between unbounded preceding and 1 preceding
          ), 0) as still_missing
        from held cross join stock
      )
      select line_id as "lineId", document_id as "documentId", warehouse_id as "warehouseId",
        least(quantity, still_missing) as quantity, quantity as reserved
      from ranked where still_missing > 0
      order by created_at desc, line_id desc`),
  );
}
