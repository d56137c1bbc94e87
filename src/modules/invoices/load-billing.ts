import { and, eq, sql } from "drizzle-orm";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { taxCategories } from "@/modules/catalog/taxes/schema";
import { customers } from "@/modules/customers/schema";
import { invoicedParts } from "@/modules/orders/invoiced/schema";
import { orderNotFound } from "@/modules/orders/refusals";
import { orderLines, orders, shipments } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { asCount, asMoney, asQuantity } from "@/platform/database/numbers";
import { invoiceLines, invoices } from "./schema";

export type LoadedBilling = Awaited<ReturnType<typeof loadBilling>>;

/** Everything that invoicing an order asks of it. @throws orderNotFound also without access to its warehouse */
export async function loadBilling(ctx: ReadContext, orderId: string) {
  const [[head], lines] = await Promise.all([findHead(ctx, orderId), listLines(ctx, orderId)]);
  if (!head) throw orderNotFound({ orderId });
  return { ...head, lines };
}

const partsOf = (value: ReturnType<typeof sql>) =>
  sql`(select ${value} from ${invoicedParts} part where part.order_id = ${orders.id})`;

const isShipping = sql`bool_or(part.id = ${orders.id} and part.quantity > 0)`;

const findHead = (ctx: ReadContext, orderId: string) =>
  ctx.db
    .select({
      order: orders,
      customer: {
        id: customers.id,
        name: customers.name,
        address: customers.address,
        postcode: customers.postcode,
        city: customers.city,
        country: customers.country,
        vatNumber: customers.vatNumber,
        language: customers.language,
      },
      shipping: {
        price: orders.shippingPrice,
        taxRate: orders.shippingTaxRate,
        net: orders.shippingNet,
        tax: orders.shippingTax,
        isCancelled: orders.shippingCancelled,
      },
      /** Null where nobody follows that here. */
      termsDays: sql<number | null>`payment_terms_days(${orders.customerId})`,
      isShippingInvoiced: sql<boolean>`coalesce(${partsOf(isShipping)}, false)`,
      invoiced: asMoney(sql`coalesce(${partsOf(sql`sum(part.net + part.tax)`)}, 0)`),
      issued: asCount(sql`(select count(*) from ${invoices} where order_id = ${orders.id})`),
      lastShippedAt: sql<Date | null>`(
        select max(shipped_at) from ${shipments} where order_id = ${orders.id} and voided_at is null)`.mapWith(
        shipments.shippedAt,
      ),
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(and(eq(orders.id, orderId), warehouseScope(ctx, orders.warehouseId)));

/** An invoice bills a fee without items, and a credit note takes it back with all of the invoice. */
const feeOf = (column: "net" | "tax") => sql`coalesce((
    select sum(${sql.identifier(column)} * case when corrects_line_id is null then 1 else -1 end)
      from ${invoiceLines} fee
     where fee.order_line_id = ${orderLines.id} and fee.quantity = 0
       and (fee.corrects_line_id is null or fee.takes_fee_back)), 0)`;

/** What invoices bill of the items of a line by now, less what credit notes took back of them. */
const itemsOf = (column: "net" | "tax") => sql`coalesce((
    select sum(${sql.identifier(column)} * case when corrects_line_id is null then 1 else -1 end)
      from ${invoiceLines} item where item.order_line_id = ${orderLines.id} and item.quantity > 0), 0)`;

/** Something was taken off its items by a credit note without items. */
const hasFavours = sql<boolean>`exists (
  select from ${invoiceLines} note join ${invoiceLines} billed on billed.id = note.corrects_line_id
   where note.order_line_id = ${orderLines.id} and note.quantity = 0 and billed.quantity > 0)`;

/** As the tax category says that gives this reason: the order keeps the reason, and the code classifies it. */
const reasonCode = sql<string>`coalesce((
  select reason_code from ${taxCategories} category
   where category.code = 'E' and category.reason = ${orderLines.taxReason} and category.reason_code <> ''
     and ${orderLines.taxCategory} = 'E'
   order by category.id limit 1), '')`;

const listLines = (ctx: ReadContext, orderId: string) =>
  ctx.db
    .select({
      id: orderLines.id,
      ...variantColumns,
      quantity: orderLines.quantity,
      shipped: orderLines.shipped,
      cancelled: orderLines.cancelled,
      credited: orderLines.credited,
      returnFee: orderLines.returnFee,
      feeNet: asMoney(feeOf("net")),
      feeTax: asMoney(feeOf("tax")),
      itemsNet: asMoney(itemsOf("net")),
      itemsTax: asMoney(itemsOf("tax")),
      hasFavours,
      unitPrice: orderLines.unitPrice,
      discountRate: orderLines.discountRate,
      discountAmount: orderLines.discountAmount,
      orderDiscount: orderLines.orderDiscount,
      taxRate: orderLines.taxRate,
      taxCategory: orderLines.taxCategory,
      taxReason: orderLines.taxReason,
      reasonCode,
      pricesIncludeTax: orderLines.pricesIncludeTax,
      netTotal: orderLines.netTotal,
      taxTotal: orderLines.taxTotal,
      invoiced: asQuantity(sql`coalesce(${invoicedParts.quantity}, 0)`),
    })
    .from(orderLines)
    .innerJoin(variants, eq(variants.id, orderLines.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(invoicedParts, eq(invoicedParts.id, orderLines.id))
    .where(eq(orderLines.orderId, orderId))
    .orderBy(orderLines.position);
