import { and, eq, isNull, sql } from "drizzle-orm";
import { formatOrderNumber } from "@/modules/orders/order";
import { draftFrom } from "@/modules/orders/origins/draft-from";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { addQuantities } from "@/shared/quantity";
import { type ReturnRef, returnExchanged } from "./contract";
import { type LockedReturn, lockReturn } from "./lock-return";
import { recordReturn } from "./record-return";
import { nothingToExchange } from "./refusals";
import { formatReturnNumber } from "./return";
import { returnReceipts } from "./schema";

/**
 * A draft with what is to be replaced, at no charge, since the first order goes on billing it. It is linked to that,
 * and may be edited before it is confirmed, as where the customer wants another size.
 *
 * @throws returnNotFound, nothingToExchange, nothingForSale
 */
export async function exchangeReturn(ctx: Context, { returnId }: ReturnRef) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockReturn(ctx, returnId);
    const { order, number } = found;
    const lines = await findReplaced(ctx, found);
    if (lines.length === 0) throw nothingToExchange({ number });
    const draft = await draftFrom(ctx, order, {
      kind: "exchange",
      keepsAddresses: true,
      customerReference: order.customerReference,
      note: `Replaces what came back with ${formatReturnNumber(number)}.`,
      pricesIncludeTax: lines.some(({ of }) => of.pricesIncludeTax),
      roundsTaxOnce: order.roundsTaxOnce,
      lines: lines.map(({ of: { variantId, sku, taxRate, taxCategory, taxReason }, quantity }) => ({
        variantId,
        sku,
        quantity,
        taxRate,
        taxCategory,
        taxReason,
        unitPrice: 0,
      })),
    });
    const replaced = lines.filter(({ of }) => !draft.leftOut.includes(of.sku));
    const receiptIds = replaced.flatMap((line) => line.receiptIds);
    // With the order itself, which is written by the last statement.
    ctx.pending.writes.push(sql`
      update ${returnReceipts} set exchange_order_id = ${draft.orderId}::uuid
       where id = any(${arrayOf(receiptIds, "uuid")})`);
    recordReturn(ctx, found, {
      event: returnExchanged,
      after: {
        exchangedBy: formatOrderNumber(draft.number),
        items: addQuantities(...replaced.map(({ quantity }) => quantity)),
      },
    });
    return draft;
  });
}

/** What was received to be replaced, and was not yet, by the order's lines. */
async function findReplaced(ctx: TxContext, { id, lines }: LockedReturn) {
  const open = await ctx.db
    .select({ id: returnReceipts.id, lineId: returnReceipts.returnLineId, quantity: returnReceipts.quantity })
    .from(returnReceipts)
    .where(
      and(
        eq(returnReceipts.returnId, id),
        eq(returnReceipts.outcome, "replace"),
        isNull(returnReceipts.exchangeOrderId),
      ),
    );
  return lines.flatMap(({ id: lineId, of }) => {
    const receipts = open.filter((receipt) => receipt.lineId === lineId);
    const quantity = addQuantities(...receipts.map((receipt) => receipt.quantity));
    return receipts.length > 0 ? [{ of, quantity, receiptIds: receipts.map((receipt) => receipt.id) }] : [];
  });
}
