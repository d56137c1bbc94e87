import { isApproved } from "@/modules/orders/discounts/assert-discount";
import { discountOf, isAbove, paidPart } from "@/modules/orders/discounts/discount";
import { findOwnLimit } from "@/modules/orders/discounts/queries";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { changeAboveLimit } from "@/modules/orders/refusals";
import { findOffers } from "@/modules/pricing/offers";
import { listedPrice } from "@/modules/pricing/price";
import type { TxContext } from "@/platform/context";
import type { PricedChange } from "./price-change";
import type { LinesAfter } from "./write-lines";

type Head = { customerId: string; warehouseId: string };

/**
 * What a change gives away is within the limit of the person, or approved. Fewer of a line at a price that lists have
 * for more only is a discount too. @throws changeAboveLimit
 */
export async function assertChangeDiscount(
  ctx: TxContext,
  order: LockedOrder,
  head: Head,
  { after, asked }: Pick<PricedChange, "asked"> & { after: LinesAfter },
): Promise<void> {
  const before = new Map(order.lines.map(({ id, quantity }) => [id, quantity]));
  const wanted = after.all.filter(({ quantity, cancelled }) => quantity > cancelled);
  const lowered = wanted.filter(({ id, quantity }) => quantity < (before.get(id) ?? 0));
  if (asked.size + lowered.length === 0) return;
  const limit = await findOwnLimit(ctx);
  if (limit === null) return;
  const variantIds = wanted.map(({ variantId }) => variantId);
  const offers = await findOffers(ctx, { customerId: head.customerId, variantIds });
  const listedOf = ({ variantId }: { variantId: string }, quantity: number) =>
    listedPrice(offers.get(variantId), quantity).price;
  const missed = new Set(
    lowered
      .filter((line) => listedOf(line, line.quantity) > listedOf(line, before.get(line.id) ?? 0))
      .map(({ id }) => id),
  );
  const part = paidPart(wanted, after.sums.terms);
  const of = (lines: LinesAfter["all"]) =>
    discountOf(
      lines.map((line) => ({ ...line, listPrice: listedOf(line, line.quantity) })),
      part,
    );
  const discount = of(wanted.filter(({ id }) => asked.has(id) || missed.has(id)));
  if (isAbove(discount, limit) && !(await isApproved(ctx, { ...order, ...head, ...of(wanted) })))
    throw changeAboveLimit({ number: order.number, rate: discount.rateMax, limit });
}
