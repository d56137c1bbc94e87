import { eq, sql } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import { customerArchived, customerNotFound } from "@/modules/customers/contract";
import { customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { newId } from "@/shared/id";
import { MONEY_MAX, toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { type OrderLineInput, orderTooLarge, variantsNotForSale, warehouseNotUsable } from "./contract";
import { lineTotals, orderTotals } from "./order";
import { orderLines } from "./schema";

type NewLine = OrderLineInput & { id: string };
type Asked = { customerId: string; warehouseId: string; lines: readonly NewLine[] };
type Named = Omit<Asked, "lines"> & { lines: readonly { variantId: string }[] };

/** Lines with the ids they will have, so that stock can be reserved for them before they are written. */
export const withIds = (lines: readonly OrderLineInput[]): NewLine[] => lines.map((line) => ({ ...line, id: newId() }));

/** The lines as they will be written: prices filled in from the catalog, each line's totals rounded once. */
export type PricedLine = ReturnType<typeof priceLine>;

/** Looks at everything an order names, and prices its lines. @throws as `getOrderable` */
export async function priceOrder(ctx: TxContext, asked: Asked) {
  const { known, customerName, warehouseCode } = await getOrderable(ctx, asked);
  const priced = asked.lines.map((line) => ({
    ...line,
    unitPrice: line.unitPrice ?? known.get(line.variantId)?.price ?? 0,
  }));
  const gross = priced.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  if (gross > MONEY_MAX) throw orderTooLarge({ totalMax: MONEY_MAX });

  const lines = priced.map(priceLine);
  return { lines, totals: orderTotals(lines), customerName, warehouseCode };
}

/**
 * Everything an order names, in one statement: placing, editing and confirming all ask this. With `hold`, what may be
 * sold stays so until the transaction ends.
 * @throws Refusal when the customer, the warehouse or a product cannot be used, naming every such line.
 */
export async function getOrderable(ctx: TxContext, asked: Named, { hold = false } = {}) {
  const found = await (hold
    ? findNamed(ctx, asked).for("key share", { of: [variants, products] })
    : findNamed(ctx, asked));
  const [named] = found;
  const known = new Map(found.map((row) => [row.variantId, row]));
  const missing = asked.lines.flatMap(({ variantId }, index) => {
    const row = known.get(variantId);
    return row?.isForSale ? [] : [{ variantId, sku: row?.sku ?? null, position: index + 1 }];
  });
  if (missing.length > 0 || !named) throw variantsNotForSale({ variants: missing });
  if (named.customerName === null) throw customerNotFound({ customerId: asked.customerId });
  if (named.customerIsArchived) throw customerArchived({ customerId: asked.customerId, name: named.customerName });
  if (named.warehouseCode === null) throw warehouseNotUsable({ warehouseId: asked.warehouseId });
  return { known, customerName: named.customerName, warehouseCode: named.warehouseCode };
}

function priceLine(asked: NewLine & { unitPrice: number }, index: number) {
  const line = {
    id: asked.id,
    position: index + 1,
    variantId: asked.variantId,
    quantity: toQuantity(asked.quantity),
    unitPrice: toMoney(asked.unitPrice),
    discountRate: toRate(asked.discountRate ?? 0),
    taxRate: toRate(asked.taxRate ?? 0),
  };
  return { ...line, ...lineTotals(line) };
}

/** One row for each known variant, with the customer and the warehouse beside it where they exist. */
const findNamed = (ctx: TxContext, { customerId, warehouseId, lines }: Named) =>
  ctx.db
    .select({
      variantId: variants.id,
      sku: variants.sku,
      price: variants.price,
      isForSale: sql<boolean>`${variants.archivedAt} is null and ${products.archivedAt} is null`,
      customerName: customers.name,
      customerIsArchived: sql<boolean>`${customers.archivedAt} is not null`,
      warehouseCode: locations.code,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(customers, eq(customers.id, customerId))
    .leftJoin(
      locations,
      sql`${locations.id} = ${warehouseId} and ${locations.kind} = 'warehouse' and ${locations.archivedAt} is null`,
    )
    .where(sql`${variants.id} = any(${arrayOf(variantIdsOf(lines), "uuid")})`);

const variantIdsOf = (lines: Named["lines"]) => lines.map(({ variantId }) => variantId);

const LINE_COLUMNS = {
  id: "uuid",
  position: "integer",
  variantId: "uuid",
  quantity: "bigint",
  unitPrice: "bigint",
  discountRate: "bigint",
  taxRate: "bigint",
  net: "bigint",
  tax: "bigint",
} as const;

/** The insert of an order's lines, to stand inside a larger statement. */
export const insertLines = (orderId: string, lines: readonly PricedLine[]) => sql`
  insert into ${orderLines}
    (id, order_id, position, variant_id, quantity, unit_price, discount_rate, tax_rate, net_total, tax_total)
  select line.id, ${orderId}, line.position, line."variantId", line.quantity,
         line."unitPrice", line."discountRate", line."taxRate", line.net, line.tax
    from ${rowsOf("line", LINE_COLUMNS, lines)}`;
