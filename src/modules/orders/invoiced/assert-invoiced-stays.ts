import { eq } from "drizzle-orm";
import type { LinesAfter } from "@/modules/orders/changes/write-lines";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { partOf, type StoredLine } from "@/modules/orders/order-sums";
import type { TxContext } from "@/platform/context";
import type { Quantity } from "@/shared/quantity";
import { invoicedStays } from "./refusals";
import { invoicedParts } from "./schema";

/** Shares of what is off an order, and of tax that is rounded once, move by that much when another line changes. */
const CENT = 1;

type After = Pick<LinesAfter, "all" | "sums"> & { customerId?: string };

/**
 * An invoice is never changed, so what it bills of an order must come to the same after a change of the order. What is
 * cancelled is another thing: it is credited. @throws invoicedStays
 */
export async function assertInvoicedStays(ctx: TxContext, order: LockedOrder, after: After): Promise<void> {
  const parts = await ctx.db.select().from(invoicedParts).where(eq(invoicedParts.orderId, order.id));
  const billed = new Map(parts.map((part) => [part.id, part]));
  const shipping = billed.get(order.id);
  const isOtherHead =
    (parts.some(({ quantity }) => quantity > 0) && (after.customerId ?? order.customerId) !== order.customerId) ||
    (shipping !== undefined && shipping.quantity > 0 && after.sums.shipping.net !== order.shippingNet);
  if (isOtherHead) throw invoicedStays({ number: order.number, skus: [] });

  const now = new Map(after.all.map((line) => [line.id, line]));
  const changed = order.lines.filter((line) => {
    const quantity = billed.get(line.id)?.quantity;
    return quantity !== undefined && quantity > 0 && !staysFor(quantity, line, now.get(line.id));
  });
  if (changed.length > 0) throw invoicedStays({ number: order.number, skus: changed.map(({ sku }) => sku) });
}

function staysFor(
  quantity: Quantity,
  before: StoredLine & { cancelled: Quantity },
  after: (StoredLine & { cancelled: Quantity }) | undefined,
): boolean {
  if (!after || after.quantity < quantity || after.cancelled > before.cancelled) return false;
  const [was, is] = [partOf(before, quantity), partOf(after, quantity)];
  return Math.abs(was.net - is.net) <= CENT && Math.abs(was.tax - is.tax) <= CENT;
}
