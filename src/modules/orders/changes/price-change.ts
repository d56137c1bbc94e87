import type { ChangeOrder } from "@/modules/orders/contract";
import { isLess, paidPart } from "@/modules/orders/discounts/discount";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { priceOrder } from "@/modules/orders/order-lines";
import type { Whole } from "@/modules/orders/order-terms";
import type { TaxBasis } from "@/modules/orders/taxes/basis";
import { wholeDiscount } from "@/modules/orders/whole-order";
import type { TxContext } from "@/platform/context";
import { newId } from "@/shared/id";
import { toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import type { KeptLine, LinesChange } from "./line-change";

type Line = LockedOrder["lines"][number];
type PricedLine = Awaited<ReturnType<typeof priceOrder>>["lines"][number];
export type AddedLine = PricedLine & { sku: string };

type Head = Pick<ChangeOrder, "customerId" | "warehouseId" | "deliveryAddressId">;

/** What a change adds, and the lines that ask for the limit of whoever changes them. */
export type PricedChange = { added: AddedLine[]; asked: ReadonlySet<string> };

/**
 * Asks of what the change adds, raises or makes cheaper all that confirming asks of an order, and prices what it adds.
 * What stays, or becomes less, was asked when the order was confirmed: nobody is stopped by it. For another customer,
 * or from another warehouse, or where more is off the order, everything is asked.
 *
 * @throws what `priceOrder` does
 */
export async function priceChange(
  ctx: TxContext,
  order: LockedOrder,
  { customerId, warehouseId, deliveryAddressId, whole, taxBasis }: Head & { whole: Whole; taxBasis: TaxBasis | null },
  { kept, added }: LinesChange<Line>,
): Promise<PricedChange> {
  const isMoved = customerId !== order.customerId || warehouseId !== order.warehouseId;
  const isAll = isMoved || isDeeper(order, kept, whole);
  const asked = kept.filter(({ givesMore }) => givesMore || isAll);
  const last = Math.max(0, ...order.lines.map(({ position }) => position));
  const fresh = added.map(({ orderLineId: _, ...line }, index) => ({
    ...line,
    id: newId(),
    position: last + index + 1,
  }));
  if (asked.length + fresh.length === 0) return { added: [], asked: new Set() };
  const { lines, known } = await priceOrder(
    ctx,
    {
      customerId,
      warehouseId,
      deliveryAddressId,
      deliveryAddress: customerId === order.customerId ? order.deliveryAddress : null,
      taxBasis: taxBasis ?? order.taxBasis,
      pricesIncludeTax: order.lines.some((line) => line.pricesIncludeTax),
      roundsTaxOnce: order.roundsTaxOnce,
      lines: [
        ...asked.map(({ line: { id, variantId, position }, to }) => ({ id, variantId, position, ...to })),
        ...fresh,
      ],
    },
    { hold: true },
  );
  const priced = lines.slice(asked.length).map((line) => ({ ...line, sku: known.get(line.variantId)?.sku ?? "" }));
  return { added: priced, asked: new Set(lines.map(({ id }) => id)) };
}

/** What is added makes an amount off the order a smaller part of it, so that it need not be looked at here. */
function isDeeper(order: LockedOrder, kept: readonly KeptLine<Line>[], whole: Whole): boolean {
  const before = order.lines.filter(({ quantity, cancelled }) => quantity > cancelled);
  return isLess(paidPart(kept.map(asLine), wholeDiscount(whole)), paidPart(before, order));
}

const asLine = ({ to }: KeptLine<Line>) => ({
  quantity: toQuantity(to.quantity),
  unitPrice: toMoney(to.unitPrice),
  discountRate: toRate(to.discountRate),
  discountAmount: toMoney(to.discountAmount),
});
