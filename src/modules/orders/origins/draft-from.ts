import { and, inArray, isNull, sql } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import { keptCarrier } from "@/modules/orders/carried/kept-carrier";
import { type OrderLineInput, orderPlaced } from "@/modules/orders/contract";
import { holdDraft } from "@/modules/orders/holds/hold-draft";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { priceOrder, withIds } from "@/modules/orders/order-lines";
import type { Whole } from "@/modules/orders/order-terms";
import type { LineTax } from "@/modules/orders/taxes/basis";
import { writeOrder } from "@/modules/orders/write-order";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import type { LateNumber } from "@/platform/late-number";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import { addMoney, type Money, type Rate, toMoney } from "@/shared/money";
import type { OriginKind } from "./origin";
import { nothingForSale } from "./refusals";
import { writeOrigin } from "./write-origin";

/** `share` is what it has of what is off the order. */
type Line = OrderLineInput & { sku: string; share?: Money } & Partial<Omit<LineTax, "taxRate">>;
type Copy = {
  kind: OriginKind;
  lines: readonly Line[];
  note?: string;
  /** Goes where the first one went, and is taxed by what that was, whatever holds of the customer by now. */
  keepsAddresses?: boolean;
  customerReference?: string;
  /** As the prices of the lines are meant; the shop's where they have none. */
  pricesIncludeTax?: boolean;
  roundsTaxOnce?: boolean;
  /** Off the order, where it is not the sum of its lines' shares; and what shipping is charged. */
  discountRate?: Rate;
  shipping?: Whole["shipping"];
};

export type DraftFrom = { orderId: string; number: LateNumber; leftOut: string[] };

/**
 * A new draft for the same customer and warehouse. Lines whose product is not for sale any more are left out and named.
 *
 * @throws nothingForSale when that is all of them, and what `priceOrder` does
 */
export async function draftFrom(ctx: TxContext, order: LockedOrder, copy: Copy): Promise<DraftFrom> {
  const forSale = await findForSale(ctx, copy.lines);
  const sold = copy.lines.filter(({ variantId }) => forSale.has(variantId));
  const leftOut = [...new Set(copy.lines.filter((line) => !sold.includes(line)).map(({ sku }) => sku))];
  if (sold.length === 0) throw nothingForSale({ number: order.number, skus: leftOut });

  const { customerId, warehouseId } = order;
  const {
    lines,
    customerName,
    quoteHoldHours: hours,
    ...sums
  } = await priceOrder(ctx, {
    customerId,
    warehouseId,
    ...(copy.pricesIncludeTax !== undefined && { pricesIncludeTax: copy.pricesIncludeTax }),
    ...(copy.roundsTaxOnce !== undefined && { roundsTaxOnce: copy.roundsTaxOnce }),
    deliveryAddress: copy.keepsAddresses ? order.deliveryAddress : null,
    taxBasis: copy.keepsAddresses ? order.taxBasis : null,
    discount: copy.discountRate ? { rate: copy.discountRate } : { amount: addMoney(...sold.map(shareOfLine)) },
    shipping: copy.shipping ?? null,
    lines: withIds(sold.map(({ sku: _, share: __, ...line }) => line)),
  });
  const { totals } = sums;
  const orderId = newId();
  await holdDraft(ctx, { orderId, warehouseId, hours, lines });
  const { note, customerReference } = copy;
  const number = writeOrder(ctx, {
    ...sums,
    orderId,
    customerId,
    warehouseId,
    note,
    customerReference,
    ...(await keptCarrier(ctx, order)),
    ...(copy.keepsAddresses && { addresses: { of: order.id } }),
    status: "draft",
    lines,
  });
  writeOrigin(ctx, { orderId, fromId: order.id, kind: copy.kind });
  recordChange(ctx, {
    entity: "order",
    entityId: orderId,
    label: formatOrderNumber(number),
    warehouseIds: [warehouseId],
    before: null,
    after: {
      status: "draft",
      origin: copy.kind,
      from: formatOrderNumber(order.number),
      customer: customerName,
      customerId,
      lines: lines.length,
      net: totals.net,
      tax: totals.tax,
      ...(leftOut.length > 0 && { leftOut: leftOut.join(", ") }),
    },
  });
  emit(ctx, orderPlaced, { orderId, customerId });
  return { orderId, number, leftOut };
}

const shareOfLine = ({ share = toMoney(0) }: Line): Money => share;

async function findForSale(ctx: TxContext, lines: readonly Line[]): Promise<ReadonlySet<string>> {
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))];
  const rows = await ctx.db
    .select({ id: variants.id })
    .from(variants)
    .innerJoin(products, sql`${products.id} = ${variants.productId}`)
    .where(and(inArray(variants.id, variantIds), isNull(variants.archivedAt), isNull(products.archivedAt)));
  return new Set(rows.map(({ id }) => id));
}
