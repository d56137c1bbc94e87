import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockReleased } from "@/modules/inventory/contract";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";

const Released = z.array(z.object({ variant_id: z.string() }));

/** Releases what is still reserved for a document or some of its lines, which then wait for nothing any more. */
export async function releaseStock(
  ctx: TxContext,
  { documentId, lineIds }: { documentId: string; lineIds?: readonly string[] },
): Promise<void> {
  const ofLines = lineIds === undefined ? sql`true` : sql`r.line_id = any(${arrayOf(lineIds, "uuid")})`;
  const released = Released.parse(
    await ctx.db.execute(sql`
      with held as materialized (
        select r.line_id, r.warehouse_id, r.variant_id, r.quantity from ${stockReservations} r
        where r.document_id = ${documentId} and (r.status = 'active' or r.short > 0) and ${ofLines}
        order by r.line_id for update
      ), freed as (
        update ${stockReservations} r set quantity = 0, short = 0, status = 'released'
        from held where r.line_id = held.line_id
      ), sums as (
        select warehouse_id, variant_id, sum(quantity)::bigint as quantity from held group by warehouse_id, variant_id
      ), rows as materialized (
        select sums.* from ${stockAvailability} a
        join sums on a.warehouse_id = sums.warehouse_id and a.variant_id = sums.variant_id
        order by a.warehouse_id, a.variant_id for update of a
      )
      update ${stockAvailability} a set reserved = a.reserved - rows.quantity, version = a.version + 1
      from rows where a.warehouse_id = rows.warehouse_id and a.variant_id = rows.variant_id
      returning a.variant_id`),
  );
  if (released.length > 0) emit(ctx, stockReleased, { documentId, variantIds: released.map((row) => row.variant_id) });
}
