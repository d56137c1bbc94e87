import { inArray } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import type { ChangeOrder } from "@/modules/orders/contract";
import { isApproved } from "@/modules/orders/discounts/assert-discount";
import { discountOf, isAbove } from "@/modules/orders/discounts/discount";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { priceOrder } from "@/modules/orders/order-lines";
import { changeAboveLimit } from "@/modules/orders/refusals";
import type { TxContext } from "@/platform/context";
import { newId } from "@/shared/id";
import { toMoney, toRate } from "@/shared/money";
import type { KeptLine, LinesChange } from "./line-change";

type Line = LockedOrder["lines"][number];
type PricedLine = Awaited<ReturnType<typeof priceOrder>>["lines"][number];
export type AddedLine = PricedLine & { sku: string };

/**
 * Asks of what the change adds, raises or makes cheaper all that confirming asks of an order, and prices what it adds.
 * What stays, or becomes less, was asked when the order was confirmed: nobody is stopped by it. For another customer,
 * or from another warehouse, everything is asked.
 *
 * @throws what `priceOrder` does, changeAboveLimit
 */
export async function priceChange(
  ctx: TxContext,
  order: LockedOrder,
  input: ChangeOrder,
  { kept, added }: LinesChange<Line>,
): Promise<AddedLine[]> {
  const { customerId, warehouseId } = input;
  const isMoved = customerId !== order.customerId || warehouseId !== order.warehouseId;
  const asked = kept.filter(({ givesMore }) => givesMore || isMoved);
  const fresh = added.map(({ orderLineId: _, ...line }) => ({ ...line, id: newId() }));
  if (asked.length + fresh.length === 0) return [];
  const { lines, discount, discountMax } = await priceOrder(
    ctx,
    {
      customerId,
      warehouseId,
      pricesIncludeTax: order.lines.some((line) => line.pricesIncludeTax),
      lines: [...asked.map(({ line, to }) => ({ id: line.id, variantId: line.variantId, ...to })), ...fresh],
    },
    { hold: true },
  );
  const known = await findListed(ctx, [...order.lines, ...lines]);
  const priced = lines.slice(asked.length).map((line) => ({ ...line, sku: known.get(line.variantId)?.sku ?? "" }));
  if (isAbove(discount, discountMax)) {
    const whole = discountOf(
      [...kept.map(asLine), ...priced].map((line) => ({ ...line, listPrice: known.get(line.variantId)?.price ?? 0 })),
    );
    if (!(await isApproved(ctx, { ...order, customerId, warehouseId, ...whole })))
      throw changeAboveLimit({ number: order.number, rate: discount.rateMax, limit: discountMax ?? 0 });
  }
  return priced;
}

const asLine = ({ line, to }: KeptLine<Line>) => ({
  variantId: line.variantId,
  quantity: to.quantity,
  unitPrice: toMoney(to.unitPrice),
  discountRate: toRate(to.discountRate),
});

async function findListed(ctx: TxContext, lines: readonly { variantId: string }[]) {
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))];
  const rows = await ctx.db
    .select({ id: variants.id, sku: variants.sku, price: variants.price })
    .from(variants)
    .where(inArray(variants.id, variantIds));
  return new Map(rows.map((row) => [row.id, row]));
}
