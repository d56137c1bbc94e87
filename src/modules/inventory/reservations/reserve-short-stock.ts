import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockFigures } from "@/modules/inventory/available";
import { stockReserved } from "@/modules/inventory/contract";
import { describeUnreserved } from "@/modules/inventory/ledger/describe-shortages";
import { insufficientStock } from "@/modules/inventory/refusals";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";

const ShortLines = z.array(z.object({ lineId: z.string(), variantId: z.string(), short: z.coerce.number() }));
const Available = z.array(z.object({ variantId: z.string(), available: z.coerce.number() }));

/**
 * Reserves again what the lines of a document lost, as far as it is available. Availability is locked first and read by
 * the next statement, whose snapshot has everything that was posted before.
 *
 * @returns how much was reserved, and how much is still short.
 * @throws insufficientStock when none of it is available.
 */
export async function reserveShortStock(
  ctx: TxContext,
  { documentId, warehouseId }: { documentId: string; warehouseId: string },
): Promise<{ reserved: number; short: number }> {
  assertWarehouse(ctx, warehouseId);
  const lines = ShortLines.parse(
    await ctx.db.execute(sql`
      select line_id as "lineId", variant_id as "variantId", short from ${stockReservations}
      where document_id = ${documentId} and warehouse_id = ${warehouseId} and short > 0
      order by line_id for update`),
  );
  if (lines.length === 0) return { reserved: 0, short: 0 };
  const taken = distribute(lines, await lockAvailable(ctx, warehouseId, lines));
  const reserved = taken.reduce((sum, { quantity }) => sum + quantity, 0);
  const short = lines.reduce((sum, line) => sum + line.short, 0) - reserved;
  if (reserved === 0) {
    const wanted = lines.map((line) => ({ warehouseId, variantId: line.variantId, requested: line.short }));
    throw insufficientStock({ warehouseId, shortages: await describeUnreserved(ctx, wanted) });
  }
  await ctx.db.execute(sql`
    with taken as (
      select * from ${rowsOf("line", { lineId: "uuid", variantId: "uuid", quantity: "bigint" }, taken)}
    ), reservations as (
      update ${stockReservations} r set
        quantity = r.quantity + taken.quantity, short = r.short - taken.quantity, status = 'active'
      from taken where r.line_id = taken."lineId"
    ), sums as (
      select "variantId" as variant_id, sum(quantity)::bigint as quantity from taken group by "variantId"
    )
    update ${stockAvailability} a set reserved = a.reserved + sums.quantity, version = a.version + 1
    from sums where a.warehouse_id = ${warehouseId} and a.variant_id = sums.variant_id`);
  emit(ctx, stockReserved, { documentId, variantIds: [...new Set(taken.map(({ variantId }) => variantId))] });
  return { reserved, short };
}

async function lockAvailable(ctx: TxContext, warehouseId: string, lines: z.infer<typeof ShortLines>) {
  const variantIds = arrayOf([...new Set(lines.map(({ variantId }) => variantId))], "uuid");
  const rows = sql`from ${stockAvailability} a
    where a.warehouse_id = ${warehouseId} and a.variant_id = any(${variantIds})`;
  await ctx.db.execute(sql`select 1 ${rows} order by a.variant_id for update`);
  const available = await ctx.db.execute(
    sql`select a.variant_id as "variantId", ${stockFigures(sql`a`).available} as available ${rows}`,
  );
  return new Map(Available.parse(available).map((row) => [row.variantId, row.available]));
}

/** Two lines may wait for the same variant. */
function distribute(lines: z.infer<typeof ShortLines>, available: Map<string, number>) {
  return lines.flatMap(({ lineId, variantId, short }) => {
    const left = available.get(variantId) ?? 0;
    const quantity = Math.min(short, left);
    available.set(variantId, left - quantity);
    return quantity > 0 ? [{ lineId, variantId, quantity }] : [];
  });
}
