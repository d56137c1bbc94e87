import { inArray } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { isApproved } from "@/modules/orders/discounts/assert-discount";
import { discountOf, isAbove, paidPart } from "@/modules/orders/discounts/discount";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { changeAboveLimit } from "@/modules/orders/refusals";
import type { TxContext } from "@/platform/context";
import type { PricedChange } from "./price-change";
import type { LinesAfter } from "./write-lines";

type Head = { customerId: string; warehouseId: string };

/** What a change gives away is within the limit of the person, or approved. @throws changeAboveLimit */
export async function assertChangeDiscount(
  ctx: TxContext,
  order: LockedOrder,
  head: Head,
  { after, asked, limit }: Pick<PricedChange, "asked" | "limit"> & { after: LinesAfter },
): Promise<void> {
  if (limit === null) return;
  const wanted = after.all.filter(({ quantity, cancelled }) => quantity > cancelled);
  const listed = await findListPrices(ctx, wanted);
  const part = paidPart(wanted, after.sums.terms);
  const of = (lines: LinesAfter["all"]) =>
    discountOf(
      lines.map((line) => ({ ...line, listPrice: listed.get(line.variantId) ?? 0 })),
      part,
    );
  const discount = of(wanted.filter(({ id }) => asked.has(id)));
  if (isAbove(discount, limit) && !(await isApproved(ctx, { ...order, ...head, ...of(wanted) })))
    throw changeAboveLimit({ number: order.number, rate: discount.rateMax, limit });
}

async function findListPrices(ctx: TxContext, lines: LinesAfter["all"]): Promise<ReadonlyMap<string, number>> {
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))];
  const rows = await ctx.db
    .select({ id: variants.id, price: variants.price })
    .from(variants)
    .where(inArray(variants.id, variantIds));
  return new Map(rows.map(({ id, price }) => [id, price]));
}
