import { eq, inArray, sql } from "drizzle-orm";
import type { WantedLine } from "@/modules/inventory/reservations/reservation-change";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { lineTotals } from "@/modules/orders/order";
import { insertLines } from "@/modules/orders/order-lines";
import { orderLines, orders, shipmentLines } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { type Money, type Rate, toMoney, toRate } from "@/shared/money";
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
  taxRate: Rate;
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
};

/**
 * A removed line with a past is cancelled whole and stays: one of which some was cancelled before, or which a shipment
 * names that was voided.
 */
export function linesAfter(
  order: LockedOrder,
  { kept, removed }: LinesChange<Line>,
  { added, packed }: { added: readonly AddedLine[]; packed: ReadonlySet<string> },
): LinesAfter {
  const touched = kept.map(changeLine);
  const hasPast = ({ id, cancelled }: Line) => cancelled > 0 || packed.has(id);
  const emptied = removed.filter(hasPast).map((line) => ({ ...line, cancelled: line.quantity }));
  const gone = removed.filter((line) => !hasPast(line));
  const named = new Set([...touched, ...removed].map(({ id }) => id));
  const last = Math.max(0, ...order.lines.map(({ position }) => position));
  const placed = added.map((line, index) => ({ ...line, position: last + index + 1 }));
  const written = placed.map(({ net: netTotal, tax: taxTotal, ...line }) => ({
    ...line,
    netTotal,
    taxTotal,
    shipped: ZERO,
    cancelled: ZERO,
  }));
  const all = [...touched, ...emptied, ...written, ...order.lines.filter(({ id }) => !named.has(id))];
  return {
    all,
    changed: [...touched.filter((_, index) => kept[index]?.isChanged), ...emptied],
    added: placed,
    deleted: gone.map(({ id }) => id),
    wanted: [
      ...all.map(({ id: lineId, variantId, quantity, shipped, cancelled }) => ({
        lineId,
        variantId,
        quantity: quantity - shipped - cancelled,
      })),
      ...gone.map(({ id: lineId, variantId }) => ({ lineId, variantId, quantity: 0 })),
    ],
  };
}

function changeLine({ line, to, isChanged }: KeptLine<Line>): Written {
  if (!isChanged) return line;
  const terms = {
    unitPrice: toMoney(to.unitPrice),
    discountRate: toRate(to.discountRate),
    taxRate: toRate(to.taxRate),
  };
  return withQuantity({ ...line, ...terms }, to.quantity);
}

/** With its totals by the rule for that quantity. */
function withQuantity<Of extends Line>(line: Of, quantity: number): Of {
  const { net: netTotal, tax: taxTotal } = lineTotals({ ...line, quantity: toQuantity(quantity) });
  return { ...line, quantity: toQuantity(quantity), netTotal, taxTotal };
}

type Head = { customerId: string; warehouseId: string; note?: string | undefined };
type Writing = Pick<LinesAfter, "changed" | "added" | "deleted"> & { totals: { net: Money; tax: Money }; head: Head };

const COLUMNS = {
  id: "uuid",
  quantity: "bigint",
  cancelled: "bigint",
  unitPrice: "bigint",
  discountRate: "bigint",
  taxRate: "bigint",
  netTotal: "bigint",
  taxTotal: "bigint",
} as const;

/** Which of these lines shipments name: what has shipped of them, or was packed for a shipment that was voided. */
export async function findPacked(ctx: TxContext, lines: readonly { id: string }[]): Promise<ReadonlySet<string>> {
  if (lines.length === 0) return new Set();
  const ids = lines.map(({ id }) => id);
  const rows = await ctx.db
    .selectDistinct({ id: shipmentLines.orderLineId })
    .from(shipmentLines)
    .where(inArray(shipmentLines.orderLineId, ids));
  return new Set(rows.map(({ id }) => id));
}

/** Writes the lines that changed, and the sums of the order with its next version. */
export async function writeLines(
  ctx: TxContext,
  order: LockedOrder,
  { changed, added, deleted, totals, head }: Writing,
): Promise<void> {
  const rows = changed.map(({ id, quantity, cancelled, unitPrice, discountRate, taxRate, netTotal, taxTotal }) => ({
    id,
    quantity,
    cancelled,
    unitPrice,
    discountRate,
    taxRate,
    netTotal,
    taxTotal,
  }));
  await Promise.all([
    // Added ones first: in between the order must not look as if all of it had shipped.
    added.length > 0 && ctx.db.execute(insertLines(order.id, added)),
    ctx.db.execute(sql`
      update ${orderLines} as line set quantity = now.quantity, cancelled = now.cancelled, unit_price = now."unitPrice",
        discount_rate = now."discountRate", tax_rate = now."taxRate", net_total = now."netTotal",
        tax_total = now."taxTotal"
      from ${rowsOf("now", COLUMNS, rows)} where line.id = now.id`),
    deleted.length > 0 && ctx.db.delete(orderLines).where(inArray(orderLines.id, [...deleted])),
    ctx.db
      .update(orders)
      .set({
        customerId: head.customerId,
        warehouseId: head.warehouseId,
        note: head.note ?? "",
        netTotal: totals.net,
        taxTotal: totals.tax,
        version: sql`${orders.version} + 1`,
      })
      .where(eq(orders.id, order.id)),
    // Triggers do it for what is cancelled. Of lines that are added or taken away none does: placing would pay for it.
    ctx.db.execute(sql`select recount_sales(${order.placedAt.toISOString()}::timestamptz)`),
  ]);
}
