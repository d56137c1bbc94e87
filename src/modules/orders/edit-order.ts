import { eq, sql } from "drizzle-orm";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type EditOrder, orderEdited } from "./contract";
import { findHeadNames } from "./find-head-names";
import { holdDraft } from "./holds/hold-draft";
import { type LockedOrder, lockOrder } from "./lock-order";
import { canEdit, formatOrderNumber, referenceAfter } from "./order";
import { insertLines, type PricedLine, priceOrder, withIds } from "./order-lines";
import { assertCustomerStays } from "./payments/assert-customer-stays";
import { orderChangedMeanwhile, orderNotEditable } from "./refusals";
import { orderLines, orders } from "./schema";
import { columnsOf, describeTerms, wholeAfter } from "./whole-order";
import { writeAddresses } from "./write-addresses";

/**
 * Replaces a draft with its lines.
 * @throws orderChangedMeanwhile when its version is not the one that was seen, paidOrderKeepsCustomer
 */
export async function editOrder(ctx: Context, input: EditOrder) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canEdit(order.status)) throw orderNotEditable({ number: order.number, status: order.status });
    if (order.version !== input.version) {
      throw orderChangedMeanwhile({ number: order.number, seen: input.version, version: order.version });
    }
    assertWarehouse(ctx, input.warehouseId);
    await assertCustomerStays(ctx, order, input.customerId);

    const [{ note = "" }, customerReference] = [input, referenceAfter(order, input)];
    const {
      lines,
      customerName,
      warehouseCode,
      taxBasis,
      quoteHoldHours: hours,
      ...sums
    } = await priceOrder(ctx, {
      ...input,
      ...wholeAfter(order, input, { retaxed: true }),
      deliveryAddress: input.customerId === order.customerId ? order.deliveryAddress : null,
      pricesIncludeTax: order.lines.some((line) => line.pricesIncludeTax),
      roundsTaxOnce: order.roundsTaxOnce,
      lines: withPromises(input.lines, order.lines),
    });
    const { totals } = sums;
    const addresses = await writeAddresses(ctx, order, input);
    const { customerId, warehouseId } = input;
    const head = { customerId, warehouseId, note, customerReference, ...columnsOf(sums), taxBasis };
    const was = await replaceDraft(ctx, order, { lines, head, hours });
    recordChange(ctx, {
      entity: "order",
      entityId: order.id,
      label: formatOrderNumber(order.number),
      warehouseIds: [...new Set([order.warehouseId, input.warehouseId])],
      before: {
        lines: order.lines.length,
        net: order.netTotal,
        tax: order.taxTotal,
        note: order.note,
        reference: order.customerReference,
        ...describeTerms(order),
        ...was,
        customerId: order.customerId,
        ...addresses.before,
      },
      after: {
        lines: lines.length,
        net: totals.net,
        tax: totals.tax,
        note,
        reference: customerReference,
        ...describeTerms(columnsOf(sums)),
        customer: customerName,
        customerId: input.customerId,
        warehouse: warehouseCode,
        ...addresses.after,
      },
    });
    emit(ctx, orderEdited, { orderId: order.id, customerId: input.customerId });
    return { orderId: order.id, version: order.version + 1 };
  });
}

type Head = Partial<typeof orders.$inferInsert> & { warehouseId: string };
type Replaced = { lines: readonly PricedLine[]; head: Head; hours: number | null };

/** It holds what it names now. Returns the names of what stood in its head. */
async function replaceDraft(ctx: TxContext, order: LockedOrder, { lines, head, hours }: Replaced) {
  const [was] = await Promise.all([
    findHeadNames(ctx, order),
    ctx.db.delete(orderLines).where(eq(orderLines.orderId, order.id)),
    ctx.db.execute(insertLines(order.id, lines)),
    ctx.db
      .update(orders)
      .set({ ...head, version: sql`${orders.version} + 1` })
      .where(eq(orders.id, order.id)),
  ]);
  const { id: orderId, isHolding } = order;
  await holdDraft(ctx, { orderId, warehouseId: head.warehouseId, hours, isHolding, lines });
  return was;
}

/** All lines are written anew: those of a product keep the days that were promised for it, in their order. */
function withPromises(lines: EditOrder["lines"], before: LockedOrder["lines"]) {
  const left = [...before];
  return withIds(lines).map((line) => {
    const at = left.findIndex(({ variantId }) => variantId === line.variantId);
    const [was] = at < 0 ? [] : left.splice(at, 1);
    return { ...line, promisedOn: was?.promisedOn ?? null };
  });
}
