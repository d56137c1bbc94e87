import { eq, sql } from "drizzle-orm";
import type { ReadContext } from "@/platform/context";
import { asMoney, asQuantity } from "@/platform/database/numbers";
import { invoiceLines } from "./schema";

export type LeftOfInvoice = Awaited<ReturnType<typeof listLeft>>[number];

/** The lines of an invoice with what is not credited of each, in their order. */
export function listLeft(ctx: ReadContext, invoiceId: string) {
  const less = (column: "quantity" | "net" | "tax") =>
    sql`${invoiceLines[column]} - coalesce((
      select sum(${sql.identifier(column)}) from ${invoiceLines} credit
       where credit.corrects_line_id = ${invoiceLines}.id), 0)`;
  return ctx.db
    .select({
      id: invoiceLines.id,
      orderLineId: invoiceLines.orderLineId,
      rate: invoiceLines.taxRate,
      category: invoiceLines.taxCategory,
      /** It bills what is kept of what came back, and no items. */
      isFee: sql<boolean>`${invoiceLines.quantity} = 0`,
      quantity: asQuantity(less("quantity")),
      net: asMoney(less("net")),
      tax: asMoney(less("tax")),
    })
    .from(invoiceLines)
    .where(eq(invoiceLines.invoiceId, invoiceId))
    .orderBy(invoiceLines.position);
}
