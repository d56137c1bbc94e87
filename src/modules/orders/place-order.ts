import { assertAddresses } from "@/modules/customers/address-snapshot";
import { reserveStock } from "@/modules/inventory/reservations/reserve-stock";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { settleBoth } from "@/platform/settle-both";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { addMoney } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { carriedOf } from "./carried/carried-of";
import { orderConfirmed, orderPlaced, type PlaceOrder } from "./contract";
import { assertCredit } from "./credit";
import { isAbove } from "./discounts/discount";
import { holdDraft } from "./holds/hold-draft";
import { formatOrderNumber } from "./order";
import { priceOrder, withIds } from "./order-lines";
import { discountAboveLimit } from "./refusals";
import { chosenAddresses } from "./write-addresses";
import { writeOrder } from "./write-order";

/**
 * Places an order; with `confirm` its stock is reserved too, or nothing happens at all. This is the hottest path of
 * the product, so it sends few statements, and the order itself is written with the last of them.
 */
export async function placeOrder(ctx: Context, input: PlaceOrder) {
  return inTransaction(ctx, async (ctx) => {
    assertWarehouse(ctx, input.warehouseId);
    const orderId = newId();
    const asked = { ...input, lines: withIds(input.lines) };
    const status = input.confirm ? "confirmed" : "draft";
    const [
      { lines, customerName, discount, discountMax, hasCreditLimit, quoteHoldHours: hours, usual, ...sums },
      reserved,
    ] = await settleBoth(
      priceOrder(ctx, asked, { hold: input.confirm ?? false }),
      input.confirm ? reserveLines(ctx, orderId, asked) : undefined,
    );
    const { customerId, warehouseId } = input;
    if (!input.confirm) await holdDraft(ctx, { orderId, warehouseId, hours, lines });
    await assertAddresses(ctx, customerId, chosenAddresses(input));
    const carried = await carriedOf(ctx, input.carrier, usual);
    if (input.confirm && isAbove(discount, discountMax))
      throw discountAboveLimit({ number: null, rate: discount.rateMax, limit: discountMax ?? 0 });
    const { totals } = sums;
    const exceeded =
      input.confirm && hasCreditLimit
        ? await assertCredit(ctx, { customerId, more: addMoney(totals.net, totals.tax) })
        : null;
    const number = writeOrder(ctx, {
      ...input,
      ...sums,
      addresses: input,
      ...carried,
      orderId,
      lines,
      status,
    });

    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(number),
      warehouseIds: [input.warehouseId],
      before: null,
      after: {
        status,
        customer: customerName,
        customerId: input.customerId,
        lines: lines.length,
        net: totals.net,
        tax: totals.tax,
        ...waitsFor(reserved),
      },
    });
    emit(ctx, orderPlaced, { orderId, customerId: input.customerId });
    if (input.confirm) emit(ctx, orderConfirmed, { orderId, customerId: input.customerId });
    return { orderId, number, ...waitsFor(reserved), ...(exceeded && { exceeded }) };
  });
}

/** Nothing is said of it where everything was there. */
const waitsFor = (reserved: { backordered: number } | undefined): { backordered?: number } =>
  reserved && reserved.backordered > 0 ? { backordered: reserved.backordered } : {};

const reserveLines = (
  ctx: TxContext,
  documentId: string,
  { warehouseId, lines, acceptBackorders }: Omit<PlaceOrder, "lines"> & { lines: ReturnType<typeof withIds> },
) =>
  reserveStock(ctx, {
    documentId,
    warehouseId,
    accepted: acceptBackorders,
    lines: lines.map(({ id, variantId, quantity }) => ({ lineId: id, variantId, quantity: toQuantity(quantity) })),
  });
