import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockFigures } from "@/modules/inventory/available";
import { stockReleased, stockReserved } from "@/modules/inventory/contract";
import { fillWaiting } from "@/modules/inventory/reservations/fill-waiting";
import { stockAvailability } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { dropHolds } from "./give-up-holds";
import { stockHolds } from "./schema";

/** What the lines of a draft name, and for how many hours from now it holds what is there of that. */
type Holding = {
  documentId: string;
  warehouseId: string;
  hours: number;
  lines: readonly { variantId: string; quantity: number }[];
};

const Held = z.array(z.object({ variantId: z.string(), quantity: z.coerce.number() }));

/**
 * Holds for a document what is available of its lines, in place of what it held before: all of it, a part, or nothing.
 * What it keeps is never free in between. What it no longer holds goes to those who wait for it.
 *
 * @returns how many items it holds
 */
export async function holdAvailable(ctx: TxContext, holding: Holding): Promise<{ held: number }> {
  const { documentId, warehouseId, hours, lines } = holding;
  assertWarehouse(ctx, warehouseId);
  const needs = lines.map(({ variantId }) => ({ warehouseId, variantId }));
  const before = await dropHolds(ctx, documentId, needs);
  const wanted = rowsOf("line", { variantId: "uuid", quantity: "bigint" }, lines);
  // A statement of its own, whose snapshot has all that was held before the rows were locked.
  const after = Held.parse(
    await ctx.db.execute(sql`
      insert into ${stockHolds} as hold (document_id, warehouse_id, variant_id, quantity, held_until, created_at)
      select ${documentId}::uuid, stock.warehouse_id, stock.variant_id, least(stock.wanted, stock.available),
        now() + make_interval(hours => ${hours}::integer), ${ctx.now.toISOString()}::timestamptz
      from (
        select a.warehouse_id, a.variant_id, wanted.quantity as wanted, ${stockFigures(sql`a`).available} as available
        from (select "variantId" as variant_id, sum(quantity)::bigint as quantity from ${wanted} group by 1) wanted
        join ${stockAvailability} a on a.warehouse_id = ${warehouseId}::uuid and a.variant_id = wanted.variant_id
      ) stock where stock.available > 0
      returning hold.variant_id as "variantId", hold.quantity`),
  );
  await fillWaiting(ctx, before);
  const kept = after.map(({ variantId }) => variantId);
  const gone = before.map(({ variantId }) => variantId).filter((variantId) => !kept.includes(variantId));
  if (kept.length > 0) emit(ctx, stockReserved, { documentId, variantIds: kept });
  if (gone.length > 0) emit(ctx, stockReleased, { documentId, variantIds: [...new Set(gone)] });
  return { held: after.reduce((sum, { quantity }) => sum + quantity, 0) };
}
