import { eq, inArray, sql } from "drizzle-orm";
import type { TaxCode } from "@/modules/catalog/taxes/tax";
import type { WantedLine } from "@/modules/inventory/reservations/reservation-change";
import { invoicedParts } from "@/modules/orders/invoiced/schema";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { lineTotals, referenceAfter } from "@/modules/orders/order";
import { insertLines } from "@/modules/orders/order-lines";
import { leftOf, sumOrder } from "@/modules/orders/order-sums";
import type { Whole } from "@/modules/orders/order-terms";
import { orderLines, orders, shipmentLines } from "@/modules/orders/schema";
import type { TaxBasis } from "@/modules/orders/taxes/basis";
import { columnsOf, type OrderSums, sumSound, termsOf } from "@/modules/orders/whole-order";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { addMoney, type Money, type Rate, toMoney, toRate } from "@/shared/money";
import { type Quantity, toQuantity, ZERO } from "@/shared/quantity";
import type { KeptLine, LinesChange } from "./line-change";
import type { AddedLine } from "./price-change";

type Line = LockedOrder["lines"][number];
type Written = {
  id: string;
  variantId: string;
  quantity: Quantity;
  shipped: Quantity;
  cancelled: Quantity;
  unitPrice: Money;
  discountRate: Rate;
  discountAmount: Money;
  orderDiscount: Money;
  taxRate: Rate;
  taxCategory: TaxCode | null;
  taxReason: string;
  pricesIncludeTax: boolean;
  netTotal: Money;
  taxTotal: Money;
};

/** The lines of an order after a change, and what is written of them. */
export type LinesAfter = {
  all: readonly Written[];
  changed: readonly Written[];
  added: readonly AddedLine[];
  deleted: readonly string[];
  /** What each line that changed needs reserved from now on. */
  wanted: readonly WantedLine[];
  sums: OrderSums;
};

type After = {
  added: readonly AddedLine[];
  packed: ReadonlySet<string>;
  whole: Whole;
  /** Of what is off the order, where each line keeps its own and none is shared again. */
  shares?: ReadonlyMap<string, Money>;
};

/**
 * A removed line with a past is cancelled whole and stays: one of which some was cancelled before, or which a shipment
 * names that was voided.
 *
 * @throws discountTooLarge, orderTooLarge
 */
export function linesAfter(
  order: LockedOrder,
  { kept, removed }: LinesChange<Line>,
  { added, packed, ...terms }: After,
): LinesAfter {
  const touched = kept.map(changeLine);
  const hasPast = ({ id, cancelled }: Line) => cancelled > 0 || packed.has(id);
  const emptied = removed.filter(hasPast).map((line) => ({ ...line, cancelled: line.quantity }));
  const gone = removed.filter((line) => !hasPast(line));
  const named = new Set([...touched, ...removed].map(({ id }) => id));
  const written = added.map((line) => ({ ...line, ...NEW }));
  const rest = order.lines.filter(({ id }) => !named.has(id));
  const before = new Map<string, Written>(order.lines.map((line) => [line.id, line]));
  const { all, sums } = sumAfter(order, [...touched, ...emptied, ...written, ...rest], terms);
  const after = new Map(all.map((line) => [line.id, line]));
  return {
    all,
    changed: all.filter((line) => isOther(line, before.get(line.id))),
    added: added.map((line) => ({ ...line, ...amountsAfter(after.get(line.id) ?? { ...line, ...NEW }) })),
    deleted: gone.map(({ id }) => id),
    wanted: [
      ...all.map(({ id: lineId, variantId, quantity, shipped, cancelled }) => ({
        lineId,
        variantId,
        quantity: quantity - shipped - cancelled,
      })),
      ...gone.map(({ id: lineId, variantId }) => ({ lineId, variantId, quantity: 0 })),
    ],
    sums,
  };
}

const NOTHING = toMoney(0);
const NEW = { shipped: ZERO, cancelled: ZERO, netTotal: NOTHING, taxTotal: NOTHING };

const amountsAfter = ({ orderDiscount, netTotal: net, taxTotal: tax }: Written) => ({ orderDiscount, net, tax });

const changeLine = ({ line, to }: KeptLine<Line>): Written => ({
  ...line,
  quantity: toQuantity(to.quantity),
  unitPrice: toMoney(to.unitPrice),
  discountRate: toRate(to.discountRate),
  discountAmount: toMoney(to.discountAmount),
  taxRate: toRate(to.taxRate),
  taxCategory: to.taxCategory,
  taxReason: to.taxReason,
});

/**
 * Each line with its totals. What is cancelled whole takes no share of what is off the order, and a line of which
 * nothing is other than before comes to what it did, also where a split left it a cent beside the rule.
 */
function sumAfter(
  order: LockedOrder,
  lines: readonly Written[],
  { whole, shares }: Pick<After, "whole" | "shares">,
): { all: Written[]; sums: OrderSums } {
  const wanted = lines.filter(({ quantity, cancelled }) => quantity > cancelled);
  const pricesIncludeTax = wanted.some((line) => line.pricesIncludeTax);
  const terms = termsOf(whole, wanted, { pricesIncludeTax, roundsTaxOnce: order.roundsTaxOnce });
  const before = new Map<string, Written>(order.lines.map((line) => [line.id, line]));
  const summed = shares ? sumOrder(wanted, { ...terms, discountAmount: NOTHING }) : sumSound(wanted, terms);
  const shared = new Map(summed.lines.map((line) => [line.id, line]));
  const all = lines.map((line) => {
    const own = shared.get(line.id);
    const orderDiscount = own && shares ? (shares.get(line.id) ?? NOTHING) : (own?.orderDiscount ?? NOTHING);
    const now = { ...line, orderDiscount };
    const was = before.get(line.id);
    const isAsBefore = was !== undefined && TERM_NAMES.every((term) => now[term] === was[term]);
    if (isAsBefore && (shares || !order.roundsTaxOnce)) return { ...line, ...totalsOf(was) };
    if (was && own && shares) return { ...now, ...asTotals(leftOf(was, now)) };
    return { ...now, ...asTotals(own ?? lineTotals(now)) };
  });
  const net = addMoney(summed.shipping.net, ...all.map(({ netTotal }) => netTotal));
  const tax = addMoney(summed.shipping.tax, ...all.map(({ taxTotal }) => taxTotal));
  const discountAmount = addMoney(...all.map(({ orderDiscount }) => orderDiscount));
  return {
    all,
    sums: { shipping: summed.shipping, terms, discountAmount, totals: { net, tax, total: addMoney(net, tax) } },
  };
}

const totalsOf = ({ orderDiscount, netTotal, taxTotal }: Written) => ({ orderDiscount, netTotal, taxTotal });
const asTotals = ({ net, tax }: { net: Money; tax: Money }) => ({ netTotal: net, taxTotal: tax });

const isOther = (line: Written, before: Written | undefined): boolean =>
  before !== undefined && COLUMN_NAMES.some((column) => line[column] !== before[column]);

type Head = {
  customerId: string;
  warehouseId: string;
  note?: string | undefined;
  customerReference?: string | undefined;
};
type Writing = Pick<LinesAfter, "changed" | "added" | "deleted" | "sums"> & {
  head: Head;
  /** Null where the order keeps the one that it has. */
  taxBasis: TaxBasis | null;
};

const COLUMNS = {
  id: "uuid",
  quantity: "bigint",
  cancelled: "bigint",
  unitPrice: "bigint",
  discountRate: "bigint",
  discountAmount: "bigint",
  orderDiscount: "bigint",
  taxRate: "bigint",
  taxCategory: "text",
  taxReason: "text",
  netTotal: "bigint",
  taxTotal: "bigint",
} as const;

/** What a line's totals follow from. */
const TERM_NAMES = ["quantity", "unitPrice", "discountRate", "discountAmount", "orderDiscount", "taxRate"] as const;
const COLUMN_NAMES = [...TERM_NAMES, "taxCategory", "taxReason", "cancelled", "netTotal", "taxTotal"] as const;

/**
 * Which of these lines shipments or invoices name: what has shipped of them, was packed for a shipment that was voided,
 * or was invoiced, credited since or not.
 */
export async function findPacked(ctx: TxContext, lines: readonly { id: string }[]): Promise<ReadonlySet<string>> {
  if (lines.length === 0) return new Set();
  const ids = lines.map(({ id }) => id);
  const rows = await ctx.db
    .select({ id: shipmentLines.orderLineId })
    .from(shipmentLines)
    .where(inArray(shipmentLines.orderLineId, ids))
    .union(ctx.db.select({ id: invoicedParts.id }).from(invoicedParts).where(inArray(invoicedParts.id, ids)));
  return new Set(rows.map(({ id }) => id));
}

/** Writes the lines that changed, and the sums of the order with its next version. */
export async function writeLines(
  ctx: TxContext,
  order: LockedOrder,
  { changed, added, deleted, sums, head, taxBasis }: Writing,
): Promise<void> {
  const rows = changed.map((line) => ({
    id: line.id,
    quantity: line.quantity,
    cancelled: line.cancelled,
    unitPrice: line.unitPrice,
    discountRate: line.discountRate,
    discountAmount: line.discountAmount,
    orderDiscount: line.orderDiscount,
    taxRate: line.taxRate,
    taxCategory: line.taxCategory,
    taxReason: line.taxReason,
    netTotal: line.netTotal,
    taxTotal: line.taxTotal,
  }));
  await Promise.all([
    // Added ones first: in between the order must not look as if all of it had shipped.
    added.length > 0 && ctx.db.execute(insertLines(order.id, added)),
    ctx.db.execute(sql`
      update ${orderLines} as line set quantity = now.quantity, cancelled = now.cancelled, unit_price = now."unitPrice",
        discount_rate = now."discountRate", discount_amount = now."discountAmount",
        order_discount = now."orderDiscount", tax_rate = now."taxRate",
        tax_category = now."taxCategory", tax_reason = now."taxReason", net_total = now."netTotal",
        tax_total = now."taxTotal"
      from ${rowsOf("now", COLUMNS, rows)} where line.id = now.id`),
    deleted.length > 0 && ctx.db.delete(orderLines).where(inArray(orderLines.id, [...deleted])),
    ctx.db
      .update(orders)
      .set({
        customerId: head.customerId,
        warehouseId: head.warehouseId,
        note: head.note ?? "",
        customerReference: referenceAfter(order, head),
        ...columnsOf(sums),
        ...(taxBasis && { taxBasis }),
        version: sql`${orders.version} + 1`,
      })
      .where(eq(orders.id, order.id)),
    // Triggers do it for what is cancelled. Of lines that are added or taken away none does: placing would pay for it.
    ctx.db.execute(sql`select recount_sales(${order.placedAt.toISOString()}::timestamptz)`),
  ]);
}
