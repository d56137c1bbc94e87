import { sql } from "drizzle-orm";
import * as z from "zod";
import { shipAllocations } from "@/modules/inventory/allocations/ship-allocations";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { post } from "@/modules/inventory/ledger/ledger";
import type { SourceDocument } from "@/modules/inventory/ledger/posting";
import { assertGoodLots } from "@/modules/inventory/lots/good-lots";
import { goodsArePromised, notReserved } from "@/modules/inventory/refusals";
import { stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { type Quantity, toQuantity } from "@/shared/quantity";

/** Stock that leaves for a customer. It was reserved for the lines of `document`. */
export type Dispatch = {
  document: SourceDocument;
  shipmentId: string;
  warehouseId: string;
  occurredAt?: Date;
  /** Some of its stock is bound to pick lists. */
  isAllocated?: boolean;
  lines: readonly { lineId: string; variantId: string; quantity: Quantity; locationId: string; lotId: string | null }[];
};

export const postingKeyOf = (shipmentId: string): string => `shipment:${shipmentId}`;

const Consumed = z.array(z.object({ line_id: z.string() }));

/**
 * Ships reserved stock from bins to the customer: posts the movements and lowers the reservations in one transaction.
 *
 * @throws shipsBlocked, shipsExpired; notReserved when less is reserved than ships; insufficientInBin when a bin holds
 * less.
 */
export async function shipStock(ctx: TxContext, dispatch: Dispatch): Promise<void> {
  await assertGoodLots(ctx, dispatch.lines);
  if (dispatch.isAllocated) await shipAllocations(ctx, { ...dispatch, documentId: dispatch.document.id });
  // Before the reservations, as whoever brings stock and fills lines that wait locks them.
  await postDispatch(ctx, dispatch).catch(async (error: unknown) => {
    if (goodsArePromised.is(error)) await consumeReservations(ctx, dispatch);
    throw error;
  });
  // Once more, with the stock held.
  await assertGoodLots(ctx, dispatch.lines);
  await consumeReservations(ctx, dispatch);
}

const postDispatch = (ctx: TxContext, dispatch: Dispatch) =>
  post(ctx, {
    kind: "ship",
    postingKey: postingKeyOf(dispatch.shipmentId),
    document: dispatch.document,
    ...(dispatch.occurredAt === undefined ? {} : { occurredAt: dispatch.occurredAt }),
    movements: dispatch.lines.map((line) => ({
      variantId: line.variantId,
      lotId: line.lotId,
      fromLocationId: line.locationId,
      toLocationId: VIRTUAL_LOCATION_IDS.customer,
      quantity: line.quantity,
      unitCost: null,
    })),
    fulfilled: dispatch.lines.map((line) => ({
      warehouseId: dispatch.warehouseId,
      variantId: line.variantId,
      quantity: line.quantity,
    })),
  });

async function consumeReservations(ctx: TxContext, { document, warehouseId, lines }: Dispatch): Promise<void> {
  const wanted = sumByLine(lines);
  const consumed = Consumed.parse(
    await ctx.db.execute(sql`
      with wanted as (
        select * from ${rowsOf("line", { line_id: "uuid", quantity: "bigint" }, wanted)}
      ), held as materialized (
        select wanted.* from ${stockReservations} r join wanted on r.line_id = wanted.line_id
        where r.document_id = ${document.id} and r.warehouse_id = ${warehouseId}
        order by r.line_id for update of r
      )
      update ${stockReservations} r set
        quantity = r.quantity - held.quantity,
        status = case when r.quantity = held.quantity then 'consumed' else 'active' end
      from held
      where r.line_id = held.line_id and r.status = 'active' and r.quantity >= held.quantity
      returning r.line_id`),
  );
  if (consumed.length === wanted.length) return;
  const done = new Set(consumed.map((row) => row.line_id));
  throw notReserved({ lineIds: wanted.map((row) => row.line_id).filter((lineId) => !done.has(lineId)) });
}

function sumByLine(lines: Dispatch["lines"]): { line_id: string; quantity: Quantity }[] {
  const sums = new Map<string, Quantity>();
  for (const line of lines) sums.set(line.lineId, toQuantity((sums.get(line.lineId) ?? 0) + line.quantity));
  return [...sums].map(([lineId, quantity]) => ({ line_id: lineId, quantity }));
}
