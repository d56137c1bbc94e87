import type { Order } from "./order-data";
import type { DraftLine, OrderInput } from "./order-draft";

type Standing = Pick<Order["lines"][number], "id" | "variantId" | "quantity" | "shipped" | "cancelled" | "reserved">;

/** What is still wanted of a line. What was cancelled whole is not to be edited any more. */
export const wantedOf = ({ quantity, cancelled }: Pick<Standing, "quantity" | "cancelled">): number =>
  quantity - cancelled;

type Shown = Pick<DraftLine, "key" | "unitPrice">;

/**
 * The written lines, each with the one of the order that it stands for. That is told by its key; after an order was
 * saved anew by others its lines may have other ids, and then by its product. Such a line keeps its price unless it is
 * told another, so what is shown is told, also where it is from a list.
 */
export function nameLines(shown: readonly Shown[], lines: OrderInput["lines"], standing: readonly Standing[]) {
  const left = standing.filter((line) => wantedOf(line) > 0);
  const take = (is: (line: Standing) => boolean) => {
    const index = left.findIndex(is);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const byKey = lines.map(({ variantId }, index) =>
    take((line) => line.id === shown[index]?.key && line.variantId === variantId),
  );
  return lines.map((line, index) => {
    const found = byKey[index] ?? take(({ variantId }) => variantId === line.variantId);
    return found ? { unitPrice: shown[index]?.unitPrice ?? undefined, ...line, orderLineId: found.id } : line;
  });
}

/** What the editor shows of an order that stock is reserved for. */
export type OpenOrder = {
  /** Of each line, by its id: less it can't become, and its price stays. */
  shipped: ReadonlyMap<string, number>;
  /** Of each line, by its id: what is not wanted any more, and is not edited. */
  cancelled: ReadonlyMap<string, number>;
  warehouseId: string;
  /** Where its goods leave by its tax, if that is not the shop's country. */
  taxedFrom: string | undefined;
  hasShipped: boolean;
  /** What it comes to before the change. */
  total: number;
};

export function openOrderOf({ lines, warehouseId, taxBasis, amounts }: Order): OpenOrder {
  return {
    shipped: new Map(lines.map(({ id, shipped }) => [id, shipped])),
    cancelled: new Map(lines.map(({ id, cancelled }) => [id, cancelled])),
    warehouseId,
    taxedFrom: taxBasis?.from,
    hasShipped: lines.some(({ shipped }) => shipped > 0),
    total: amounts.billed.total,
  };
}
