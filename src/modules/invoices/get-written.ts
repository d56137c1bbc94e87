import { and, eq } from "drizzle-orm";
import { orders } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import type { InvoiceKind } from "./invoice";
import { invoiceNotFound } from "./refusals";
import { invoiceLogos, invoices } from "./schema";

type Asked = { invoiceId: string; kind: InvoiceKind | null };

/** What was written down of an invoice as it was issued, and nothing that has come since. @throws invoiceNotFound */
export async function getWritten(ctx: Context, { invoiceId, kind }: Asked) {
  const [found] = await ctx.db
    .select({
      kind: invoices.kind,
      year: invoices.year,
      number: invoices.number,
      content: invoices.content,
      issuedAt: invoices.issuedAt,
      orderId: invoices.orderId,
      /** In base64. */
      logo: invoiceLogos.base64,
    })
    .from(invoices)
    .innerJoin(orders, eq(orders.id, invoices.orderId))
    .leftJoin(invoiceLogos, eq(invoiceLogos.sha256, invoices.logo))
    .where(and(eq(invoices.id, invoiceId), warehouseScope(ctx, orders.warehouseId)));
  if (!found || (kind !== null && found.kind !== kind)) throw invoiceNotFound({});
  return found;
}
