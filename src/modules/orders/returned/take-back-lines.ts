import { sql } from "drizzle-orm";
import { goodsReturned } from "@/modules/orders/contract";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { orderLines } from "@/modules/orders/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { addMoney, type Money } from "@/shared/money";
import { addQuantities, type Quantity } from "@/shared/quantity";

/** What came back of a line of what a return is about. What is refused goes back to the customer and stays shipped. */
type TakenBack = { orderLineId: string; returned: Quantity; credited: Quantity; refused: Quantity; fee: Money };

const COLUMNS = {
  orderLineId: "uuid",
  returned: "bigint",
  credited: "bigint",
  refused: "bigint",
  fee: "bigint",
} as const;

/** Counts what came back of a locked order, each line once: it is sold and billed no more, as far as it is credited. */
export async function takeBackLines(
  ctx: TxContext,
  order: LockedOrder,
  { label, lines }: { label: string; lines: readonly TakenBack[] },
): Promise<void> {
  await ctx.db.execute(sql`
    update ${orderLines} as line set
           returned = line.returned + back.returned,
           credited = line.credited + back.credited,
           claimed = line.claimed - back.refused,
           return_fee = line.return_fee + back.fee
      from ${rowsOf("back", COLUMNS, lines)}
     where line.id = back."orderLineId" and line.order_id = ${order.id}`);
  const before = addQuantities(...order.lines.map(({ returned }) => returned));
  const fee = addMoney(...lines.map((line) => line.fee));
  recordChange(ctx, {
    entity: "order",
    entityId: order.id,
    label: formatOrderNumber(order.number),
    warehouseIds: [order.warehouseId],
    before: { returned: before },
    after: {
      returned: addQuantities(before, ...lines.map(({ returned }) => returned)),
      return: label,
      ...(fee > 0 && { fee }),
    },
  });
  emit(ctx, goodsReturned, { orderId: order.id, customerId: order.customerId });
}
