import { sql } from "drizzle-orm";
import { lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { claimLines } from "@/modules/orders/returned/claim-lines";
import { drawNumber } from "@/modules/shop/number-series";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { type AuthoriseReturn, returnAuthorised } from "./contract";
import { formatReturnNumber } from "./return";
import { returnLines, returns } from "./schema";

const LINE_COLUMNS = {
  id: "uuid",
  position: "integer",
  orderLineId: "uuid",
  reason: "text",
  quantity: "bigint",
} as const;

/**
 * Lets items of an order come back: what has shipped, and neither came back nor is awaited by another return.
 *
 * @throws orderNotFound, lineNotOfOrder, returnsTooMuch
 */
export async function authoriseReturn(ctx: Context, input: AuthoriseReturn) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const lines = input.lines.map((line, index) => ({
      ...line,
      quantity: toQuantity(line.quantity),
      id: newId(),
      position: index + 1,
    }));
    await claimLines(ctx, order, lines);

    const returnId = newId();
    const number = drawNumber(ctx, "returns");
    ctx.pending.writes.push(
      sql`
      insert into ${returns} (id, number, order_id, warehouse_id, status, authorised_by, authorised_at)
      values (${returnId}::uuid, ${number.sql}, ${order.id}::uuid, ${order.warehouseId}::uuid, 'authorised',
              ${requireActorId(ctx)}::uuid, ${ctx.now.toISOString()}::timestamptz)`,
      sql`
      insert into ${returnLines} (id, return_id, position, order_line_id, reason, quantity)
      select id, ${returnId}::uuid, position, "orderLineId", reason, quantity
        from ${rowsOf("line", LINE_COLUMNS, lines)}`,
    );
    recordChange(ctx, {
      entity: "return",
      entityId: returnId,
      label: formatReturnNumber(number),
      warehouseIds: [order.warehouseId],
      before: null,
      after: {
        status: "authorised",
        order: formatOrderNumber(order.number),
        items: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      },
    });
    emit(ctx, returnAuthorised, { returnId, orderId: order.id });
    return { returnId, number };
  });
}
