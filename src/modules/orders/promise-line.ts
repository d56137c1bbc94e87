import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { getLine } from "./changes/set-cancelled";
import { orderLinePromised } from "./contract";
import { lockOrder } from "./lock-order";
import { formatOrderNumber, isOpenStatus } from "./order";
import type { PromiseLine } from "./promise";
import { promiseChangedMeanwhile, wrongOrderStatus } from "./refusals";
import { orderLines } from "./schema";

/**
 * Notes the day that the customer was told for a line, as long as there is something to ship. It stands beside the
 * order as tags do: whoever is editing it meanwhile is not disturbed.
 *
 * @throws promiseChangedMeanwhile, lineNotOfOrder
 */
export async function promiseLine(ctx: Context, input: PromiseLine): Promise<{ orderId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { id: orderId, number, status, customerId } = order;
    if (!isOpenStatus(status)) throw wrongOrderStatus({ number, from: status, act: "promise" });
    const line = getLine(order, input.orderLineId);
    if (line.promisedOn !== input.seen)
      throw promiseChangedMeanwhile({ number, sku: line.sku, promisedOn: line.promisedOn });
    if (line.promisedOn === input.promisedOn) return { orderId };

    await ctx.db.update(orderLines).set({ promisedOn: input.promisedOn }).where(eq(orderLines.id, line.id));
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(number),
      warehouseIds: [order.warehouseId],
      before: { promisedOn: line.promisedOn ?? "" },
      after: { promisedOn: input.promisedOn ?? "", sku: line.sku },
    });
    emit(ctx, orderLinePromised, { orderId, customerId });
    return { orderId };
  });
}
