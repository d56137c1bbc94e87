import { and, eq, gt, inArray, ne, notInArray } from "drizzle-orm";
import { goodsArePromised, insufficientInBin } from "@/modules/inventory/refusals";
import { giveBackReturned } from "@/modules/inventory/take-in-returned";
import { returnsTooMuch } from "@/modules/orders/returned/refusals";
import { takeBackLines } from "@/modules/orders/returned/take-back-lines";
import { orders } from "@/modules/orders/schema";
import type { Context, TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { addMoney, subtractMoney, toMoney } from "@/shared/money";
import { addQuantities, negate, subtractQuantity, ZERO } from "@/shared/quantity";
import { returnReceiptUndone, type UndoReceipt } from "./contract";
import { type LockedLine, type LockedReturn, lockReturnOf, receivedOf } from "./lock-return";
import { recordReturn } from "./record-return";
import { getRefundDue } from "./refund-due";
import { receiptNotFound, receiptStays, receivedItemsLeft, wrongReturnStatus } from "./refusals";
import { canUndoReceipt, formatReturnNumber, statusByLines } from "./return";
import { returnLines, returnReceipts, returns } from "./schema";

type Receipt = typeof returnReceipts.$inferSelect;

/**
 * Takes back a receipt that was wrong, whole as it was entered: its items are awaited again, sold and billed as before,
 * and leave their bins by the mirror image of its stock entry. Nothing may have been built on it.
 *
 * @throws receiptNotFound, wrongReturnStatus, receiptStays, receivedItemsLeft; returnsTooMuch where another return is
 * about what was rejected
 */
export async function undoReceipt(ctx: Context, { receiptId }: UndoReceipt) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockReturnOf(ctx, receiptId);
    const { id: returnId, number, status } = found;
    if (!canUndoReceipt(status)) throw wrongReturnStatus({ number, status, act: "undo-receipt" });
    const { receivingId, receipts } = await getReceiving(ctx, found, receiptId);
    await assertNothingBuilt(ctx, found, receipts);
    await removeReceipts(ctx, found, receipts);

    const lines = found.lines.map((line) => ({ ...line, ...lessOf(line, receipts) }));
    await takeBackLines(ctx, found.order, {
      label: formatReturnNumber(number),
      lines: lines.filter((line) => line.gone > 0).map((line) => line.back),
    });
    await giveBackReturned(ctx, receivingId).catch((error: unknown) => {
      if (!insufficientInBin.is(error) && !goodsArePromised.is(error)) throw error;
      throw receivedItemsLeft({ number, skus: [...new Set(error.details.shortages.map(({ sku }) => sku))] });
    });
    const after = statusByLines(lines);
    await ctx.db.update(returns).set({ status: after }).where(eq(returns.id, returnId));
    const undone = addQuantities(...receipts.map(({ quantity }) => quantity));
    recordReturn(ctx, found, {
      event: returnReceiptUndone,
      before: { status, received: receivedOf(found) },
      after: { status: after, received: subtractQuantity(receivedOf(found), undone), undone },
    });
    return { returnId, status: after };
  });
}

async function getReceiving(ctx: TxContext, found: LockedReturn, receiptId: string) {
  const all = await ctx.db.select().from(returnReceipts).where(eq(returnReceipts.returnId, found.id));
  const one = all.find(({ id }) => id === receiptId);
  if (!one) throw receiptNotFound({ receiptId });
  const { receivingId } = one;
  if (receivingId === null) throw receiptStays({ number: found.number, obstacle: "unknown" });
  return { receivingId, receipts: all.filter((receipt) => receipt.receivingId === receivingId) };
}

/** What a line has less of without these, and what its order takes back of it. */
function lessOf(line: LockedLine, receipts: readonly Receipt[]) {
  const own = receipts.filter(({ returnLineId }) => returnLineId === line.id);
  const sumOf = (rows: readonly Receipt[]) => addQuantities(ZERO, ...rows.map(({ quantity }) => quantity));
  const [gone, refused] = [sumOf(own), sumOf(own.filter(({ outcome }) => outcome === "reject"))];
  return {
    gone,
    received: subtractQuantity(line.received, gone),
    rejected: subtractQuantity(line.rejected, refused),
    back: {
      orderLineId: line.orderLineId,
      returned: subtractQuantity(refused, gone),
      credited: negate(sumOf(own.filter(({ outcome }) => outcome === "refund"))),
      refused: negate(refused),
      fee: subtractMoney(toMoney(0), addMoney(toMoney(0), ...own.map(({ fee }) => fee))),
    },
  };
}

async function assertNothingBuilt(ctx: TxContext, found: LockedReturn, receipts: readonly Receipt[]): Promise<void> {
  const { number, order } = found;
  if (receipts.some(({ releasedTo }) => releasedTo !== null)) throw receiptStays({ number, obstacle: "released" });
  if (await isReplaced(ctx, receipts)) throw receiptStays({ number, obstacle: "exchanged" });
  if (await isCreditedSince(ctx, found, receipts)) throw receiptStays({ number, obstacle: "later" });
  const refund = await getRefundDue(ctx, found.id);
  const credited = addMoney(toMoney(0), ...receipts.flatMap(({ net, tax }) => [net, tax]));
  if (refund && credited > 0 && refund.refundedItems > subtractMoney(refund.credited, credited))
    throw receiptStays({ number, obstacle: "refunded" });

  const tooMuch = found.lines.flatMap((line) => {
    const asked = -lessOf(line, receipts).back.refused;
    const left = line.of.shipped - line.of.claimed;
    return asked > left ? [{ orderLineId: line.orderLineId, sku: line.of.sku, asked, left }] : [];
  });
  if (tooMuch.length > 0) throw returnsTooMuch({ number: order.number, lines: tooMuch });
}

async function isReplaced(ctx: TxContext, receipts: readonly Receipt[]): Promise<boolean> {
  const ids = receipts.flatMap(({ exchangeOrderId }) => exchangeOrderId ?? []);
  const standing = and(inArray(orders.id, ids), ne(orders.status, "cancelled"));
  return ids.length > 0 && (await ctx.db.$count(orders, standing)) > 0;
}

/** What each receipt is credited with follows from those before it, to the cent. So the last one goes first. */
async function isCreditedSince(ctx: TxContext, { lines }: LockedReturn, receipts: readonly Receipt[]) {
  const credited = receipts.filter(({ outcome }) => outcome === "refund");
  if (credited.length === 0) return false;
  const ofLines = lines.filter(({ id }) => credited.some(({ returnLineId }) => returnLineId === id));
  const [first = ""] = credited.map(({ id }) => id).toSorted();
  const later = await ctx.db
    .select({ id: returnReceipts.id })
    .from(returnReceipts)
    .innerJoin(returnLines, eq(returnLines.id, returnReceipts.returnLineId))
    .where(
      and(
        inArray(
          returnLines.orderLineId,
          ofLines.map(({ orderLineId }) => orderLineId),
        ),
        eq(returnReceipts.outcome, "refund"),
        gt(returnReceipts.id, first),
        notInArray(
          returnReceipts.id,
          receipts.map(({ id }) => id),
        ),
      ),
    )
    .limit(1);
  return later.length > 0;
}

/** The database itself refuses it once a credit note, or an invoice with the fee, was issued: returns know neither. */
async function removeReceipts(ctx: TxContext, found: LockedReturn, receipts: readonly Receipt[]): Promise<void> {
  await refuseOn(
    {
      return_receipts_are_not_credited: () => receiptStays({ number: found.number, obstacle: "credited" }),
      return_receipts_are_not_billed: () => receiptStays({ number: found.number, obstacle: "billed" }),
    },
    () =>
      ctx.db.delete(returnReceipts).where(
        inArray(
          returnReceipts.id,
          receipts.map(({ id }) => id),
        ),
      ),
  );
  for (const line of found.lines) {
    const { gone, received, rejected } = lessOf(line, receipts);
    if (gone > 0) await ctx.db.update(returnLines).set({ received, rejected }).where(eq(returnLines.id, line.id));
  }
}
