import type { LinesAfter } from "@/modules/orders/changes/write-lines";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { openQuantity } from "@/modules/orders/order";
import type { PricedLine } from "@/modules/orders/order-lines";
import { billedOf } from "@/modules/orders/order-sums";
import { lineNotOfOrder } from "@/modules/orders/refusals";
import { newId } from "@/shared/id";
import { shareOf, subtractMoney, toMoney } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { splitsTooMuch } from "./refusals";

export type MovedLine = PricedLine & { fromLineId: string; sku: string };

type Asked = readonly { orderLineId: string; quantity: number }[];

/** @throws lineNotOfOrder, splitsTooMuch that names every such line */
export function assertOpen({ number, lines }: LockedOrder, asked: Asked): void {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const foreign = asked.flatMap(({ orderLineId }) => (byId.has(orderLineId) ? [] : [orderLineId]));
  if (foreign.length > 0) throw lineNotOfOrder({ number, orderLineIds: foreign });
  const tooMuch = asked.flatMap(({ orderLineId, quantity }) => {
    const line = byId.get(orderLineId);
    const open = line ? openQuantity(line) : 0;
    return line && quantity > open ? [{ orderLineId, sku: line.sku, asked: quantity, open }] : [];
  });
  if (tooMuch.length > 0) throw splitsTooMuch({ number, lines: tooMuch });
}

/** What is off so many of a line in money, of its own and of the order's. */
export const offOf = (line: LockedOrder["lines"][number], quantity: number) => ({
  discountAmount: shareOf(line.discountAmount, quantity, line.quantity),
  orderDiscount: shareOf(line.orderDiscount, quantity, line.quantity),
});

/**
 * The lines of the second order. Each comes to what the first one bills less for it, and not to what its own quantity
 * would be rounded to: so the two together are the old order to the cent.
 */
export function movedLines(order: LockedOrder, after: LinesAfter, moved: ReadonlyMap<string, number>): MovedLine[] {
  const left = new Map(after.all.map((line) => [line.id, billedOf(line)]));
  return order.lines
    .flatMap((line) => {
      const quantity = moved.get(line.id);
      return quantity === undefined ? [] : [{ line, quantity }];
    })
    .map(({ line, quantity }, index) => {
      const { variantId, sku, unitPrice, takesListedPrice, priceListId, discountRate, pricesIncludeTax, promisedOn } =
        line;
      const { taxRate, taxCategory, taxReason } = line;
      const off = offOf(line, quantity);
      const was = billedOf(line);
      const is = left.get(line.id) ?? NOTHING;
      return {
        id: newId(),
        fromLineId: line.id,
        sku,
        position: index + 1,
        variantId,
        quantity: toQuantity(quantity),
        unitPrice,
        takesListedPrice,
        priceListId,
        discountRate,
        ...off,
        taxRate,
        taxCategory,
        taxReason,
        pricesIncludeTax,
        promisedOn,
        net: subtractMoney(was.net, is.net),
        tax: subtractMoney(was.tax, is.tax),
      };
    });
}

const NOTHING = { net: toMoney(0), tax: toMoney(0) };
