import { and, eq, isNotNull, sql } from "drizzle-orm";
import { takeBackStock } from "@/modules/inventory/reservations/take-back-stock";
import { locations } from "@/modules/inventory/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { addQuantities, type Quantity, toQuantity } from "@/shared/quantity";
import { changeOrderStatus } from "./change-order-status";
import { orderReopened, shipmentVoided, type VoidShipment } from "./contract";
import { departsAt, hasLeft } from "./departure";
import { type LockedOrder, lockOrder } from "./lock-order";
import { formatOrderNumber, formatShipmentNumber } from "./order";
import { binsArchived, shipmentAlreadyVoided, shipmentHasLeft, shipmentNotFound } from "./refusals";
import { shipmentComesBack } from "./returned/refusals";
import { orderLines, orders, shipmentLines, shipments } from "./schema";
import { shipmentHandedOver } from "./tracked/refusals";

/**
 * Voids a shipment that has not left: its items are back in their bins and reserved again, and the order is open again.
 * The shipment keeps its number in the history and counts for nothing. Of a cancelled order nothing is to ship any
 * more, so there its items are cancelled too.
 *
 * @throws shipmentNotFound, shipmentAlreadyVoided, shipmentHasLeft, binsArchived, shipmentComesBack, shipmentHandedOver
 */
export async function voidShipment(ctx: Context, { shipmentId, reason = "" }: VoidShipment) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrderOf(ctx, shipmentId);
    const { shipment, number } = await getVoidable(ctx, order, shipmentId);
    await assertBinsInUse(ctx, shipment.id);
    const returned = await listReturned(ctx, shipment.id);
    assertNoReturns(order, number, returned);

    const isCancelled = order.status === "cancelled";
    // The database knows of parcels, which are made of shipments, and this module does not.
    await refuseOn({ shipments_handed_over_are_not_voided: () => shipmentHandedOver({ shipment: number }) }, () =>
      writeVoid(ctx, shipment.id, { reason, returned, isCancelled }),
    );
    await takeBackStock(ctx, {
      documentId: order.id,
      shipmentId: shipment.id,
      warehouseId: order.warehouseId,
      note: reason,
      reserve: isCancelled ? [] : returned,
    });

    const shipped = addQuantities(...order.lines.map((line) => line.shipped));
    const back = addQuantities(...returned.map(({ quantity }) => quantity));
    recordChange(ctx, {
      entity: "order",
      entityId: order.id,
      label: formatOrderNumber(order.number),
      warehouseIds: [order.warehouseId],
      before: { shipped },
      after: { shipped: shipped - back, voided: number, ...(reason && { reason }) },
    });
    emit(ctx, shipmentVoided, { orderId: order.id, customerId: order.customerId, shipmentId: shipment.id });
    if (order.status === "completed") changeOrderStatus(ctx, order, { to: "confirmed", event: orderReopened });
    return { orderId: order.id };
  });
}

/**
 * The row lock of the order keeps two from voiding at once, or one from shipping meanwhile.
 * @throws shipmentNotFound also when the caller has no access to its warehouse, so that it tells nothing of the order.
 */
async function lockOrderOf(ctx: TxContext, shipmentId: string): Promise<LockedOrder> {
  const [shipment] = await ctx.db
    .select({ orderId: shipments.orderId })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(and(eq(shipments.id, shipmentId), warehouseScope(ctx, orders.warehouseId)));
  if (!shipment) throw shipmentNotFound({ shipmentId });
  return lockOrder(ctx, shipment.orderId);
}

async function getVoidable(ctx: TxContext, order: LockedOrder, shipmentId: string) {
  const { timeZone } = await getShopSettings(ctx);
  const [shipment] = await ctx.db
    .select({
      id: shipments.id,
      sequence: shipments.sequence,
      voidedAt: shipments.voidedAt,
      hasLeft: hasLeft(timeZone),
      departsAt: sql<Date>`${departsAt(timeZone)}`.mapWith(shipments.shippedAt),
    })
    .from(shipments)
    .where(eq(shipments.id, shipmentId));
  if (!shipment) throw shipmentNotFound({ shipmentId });
  const number = formatShipmentNumber(order.number, shipment.sequence);
  if (shipment.voidedAt !== null) throw shipmentAlreadyVoided({ shipment: number });
  if (shipment.hasLeft) throw shipmentHasLeft({ shipment: number, at: shipment.departsAt.toISOString() });
  return { shipment, number };
}

async function assertBinsInUse(ctx: TxContext, shipmentId: string): Promise<void> {
  const archived = await ctx.db
    .selectDistinct({ locationId: locations.id, code: locations.code })
    .from(shipmentLines)
    .innerJoin(locations, eq(locations.id, shipmentLines.locationId))
    .where(and(eq(shipmentLines.shipmentId, shipmentId), isNotNull(locations.archivedAt)));
  if (archived.length > 0) throw binsArchived({ bins: archived });
}

/** What returns are about has left. In which shipment what came back had left nobody asks. @throws shipmentComesBack */
function assertNoReturns(
  order: LockedOrder,
  shipment: string,
  taken: readonly { lineId: string; quantity: Quantity }[],
): void {
  const skus = order.lines.flatMap(({ id, sku, shipped, claimed, returned }) => {
    const back = taken.find(({ lineId }) => lineId === id)?.quantity ?? 0;
    return back > 0 && (returned > 0 || shipped - back < claimed) ? [sku] : [];
  });
  if (skus.length > 0) throw shipmentComesBack({ shipment, skus });
}

const listReturned = (ctx: TxContext, shipmentId: string) =>
  ctx.db
    .select({
      lineId: orderLines.id,
      variantId: orderLines.variantId,
      quantity: sql<string>`sum(${shipmentLines.quantity})`.mapWith((sum) => toQuantity(Number(sum))),
    })
    .from(shipmentLines)
    .innerJoin(orderLines, eq(orderLines.id, shipmentLines.orderLineId))
    .where(eq(shipmentLines.shipmentId, shipmentId))
    .groupBy(orderLines.id);

type Voiding = { reason: string; returned: Awaited<ReturnType<typeof listReturned>>; isCancelled: boolean };

async function writeVoid(ctx: TxContext, shipmentId: string, { reason, returned, isCancelled }: Voiding) {
  await Promise.all([
    ctx.db
      .update(shipments)
      .set({ voidedAt: ctx.now, voidedBy: requireActorId(ctx), voidReason: reason })
      .where(eq(shipments.id, shipmentId)),
    ctx.db.execute(sql`
      update ${orderLines} as line set
             shipped = line.shipped - back.quantity,
             cancelled = line.cancelled + case when ${isCancelled}::boolean then back.quantity else 0 end
        from ${rowsOf(
          "back",
          { lineId: "uuid", quantity: "bigint" },
          returned.map(({ lineId, quantity }) => ({ lineId, quantity })),
        )}
       where line.id = back."lineId"`),
  ]);
}
