import { eq } from "drizzle-orm";
import { lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber, isOpenStatus } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { lockCarrier, nameOfCarrier } from "@/modules/shop/carriers/lock-carrier";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { carrierSet, type SetCarrier } from "./carried";
import { carrierSetMeanwhile, nothingToCarry } from "./refusals";

/**
 * Says with whom an order is to go, as long as something of it may leave. It stands beside the order: who edits that
 * meanwhile is not disturbed, and parcels that are packed stay with whom they have.
 *
 * @throws orderNotFound, nothingToCarry, carrierSetMeanwhile, carrierNotFound, carrierArchived
 */
export async function setCarrier(ctx: Context, { orderId, carrier, seen }: SetCarrier) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    const { number, status, customerId } = order;
    if (!isOpenStatus(status)) throw nothingToCarry({ number, status });
    const name = order.carrierId === null ? "" : (await lockCarrier(ctx, order.carrierId, "share")).name;
    const was = carriedBy(name, order.carrierService);
    if ((seen?.carrierId ?? null) !== order.carrierId || (seen?.service ?? "") !== order.carrierService)
      throw carrierSetMeanwhile({ number, carrier: was });
    const { carrierId, service } = carrier ?? { carrierId: null, service: "" };
    const is = carriedBy(await nameOfCarrier(ctx, carrierId, order.carrierId), service);
    if (carrierId === order.carrierId && service === order.carrierService) return { orderId, carrier: is };

    await ctx.db.update(orders).set({ carrierId, carrierService: service }).where(eq(orders.id, orderId));
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(number),
      warehouseIds: [order.warehouseId],
      before: { goesWith: was },
      after: { goesWith: is },
    });
    emit(ctx, carrierSet, { orderId, customerId });
    return { orderId, carrier: is };
  });
}
