import type { ChangedLine, ChangeOrder } from "@/modules/orders/contract";
import type { LockedOrder } from "@/modules/orders/lock-order";
import type { LineTax, TaxBasis } from "@/modules/orders/taxes/basis";
import { findTaxes } from "@/modules/orders/taxes/find-taxes";
import type { TxContext } from "@/platform/context";

/** A line as it is asked for, with what made its rate where the rules did. */
export type Wish = ChangedLine & Partial<Omit<LineTax, "taxRate">>;
type Retaxed = { lines: readonly Wish[]; taxBasis: TaxBasis | null };

/**
 * An order keeps the tax that it was confirmed with, until somebody asks for the one that holds now, or it is for
 * another customer, goes to another address, or leaves from a warehouse in another country. What has shipped keeps its
 * tax even then, and so does a rate that somebody typed. `taxBasis` is null where nothing is taxed anew.
 */
export async function retax(ctx: TxContext, order: LockedOrder, input: ChangeOrder): Promise<Retaxed> {
  const isOther = input.customerId !== order.customerId;
  const isAsked = isOther || input.deliveryAddressId !== undefined || input.retax === true;
  const kept = { lines: input.lines, taxBasis: null };
  if (!isAsked && input.warehouseId === order.warehouseId) return kept;
  const byRule = new Set(
    order.lines.filter((line) => line.shipped === 0 && line.taxCategory !== null).map(({ id }) => id),
  );
  const found = await findTaxes(ctx, {
    customerId: input.customerId,
    warehouseId: input.warehouseId,
    to: { addressId: input.deliveryAddressId, written: isOther ? null : order.deliveryAddress },
    variantIds: input.lines.map(({ variantId }) => variantId),
  });
  if (!isAsked && found?.basis.from === order.taxBasis?.from) return kept;
  const lines = input.lines.map((line): Wish => {
    const tax = found?.taxes.get(line.variantId);
    const goesByRule = line.taxRate === undefined && byRule.has(line.orderLineId ?? "");
    return goesByRule && tax
      ? { ...line, taxRate: tax.taxRate, taxCategory: tax.taxCategory, taxReason: tax.taxReason }
      : line;
  });
  return { lines, taxBasis: found?.basis ?? null };
}
