import { desc, eq } from "drizzle-orm";
import { lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { readShopSettings } from "@/modules/shop/queries";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { isAhead, partsToInvoice } from "./billing";
import { type IssueInvoice, invoiceIssued } from "./contract";
import { formatInvoiceNumber } from "./invoice";
import { keepLogo } from "./keep-logo";
import { loadBilling } from "./load-billing";
import { makeContent } from "./make-content";
import { issuedMeanwhile, nothingToInvoice, orderNotInvoiceable } from "./refusals";
import { invoices } from "./schema";
import { type Issued, writeInvoice } from "./write-invoice";

/**
 * Invoices what of an order has shipped and is on no invoice yet, or all that is left of it ahead of shipping. What it
 * says is written down with it and never changes.
 *
 * @throws orderNotFound, orderNotInvoiceable, issuedMeanwhile, nothingToInvoice, shopIncomplete
 */
export async function issueInvoice(ctx: Context, { orderId, scope, seen }: IssueInvoice): Promise<Issued> {
  return inTransaction(ctx, async (ctx) => {
    const { number, status } = await lockOrder(ctx, orderId);
    if (status === "draft") throw orderNotInvoiceable({ number, status });
    const billing = await loadBilling(ctx, orderId);
    await assertSeen(ctx, { orderId, number, issued: billing.issued, seen });
    const { parts, shipping: charge } = partsToInvoice(billing, scope);
    if (parts.length === 0 && charge === null) throw nothingToInvoice({ number });

    const bills = parts.map(({ orderLineId, ...part }) => ({ orderLineId, line: { id: newId(), ...part } }));
    const shipping = charge && { id: newId(), ...charge };
    const content = makeContent(billing, {
      shop: await readShopSettings(ctx),
      isAhead: isAhead(billing.lines, parts),
      lines: bills.map(({ line }) => line),
      shipping,
      now: ctx.now,
    });
    const issued = await writeInvoice(ctx, {
      id: newId(),
      kind: "invoice",
      orderId,
      correctsId: null,
      content,
      logo: await keepLogo(ctx),
      lines: [
        ...bills.map(({ orderLineId, line }) => ({ ...taxedPart(line), orderLineId, quantity: line.quantity })),
        ...(shipping ? [{ ...taxedPart(shipping), orderLineId: null, quantity: toQuantity(1) }] : []),
      ],
    });
    const { order } = billing;
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(number),
      warehouseIds: [order.warehouseId],
      before: {},
      after: { invoice: formatInvoiceNumber(issued), invoiced: content.totals.total },
    });
    emit(ctx, invoiceIssued, { orderId, customerId: order.customerId, invoiceId: issued.invoiceId });
    return issued;
  });
}

type Part = Parameters<typeof writeInvoice>[1]["lines"][number];
const taxedPart = ({ id, net, tax, rate, category }: Pick<Part, "id" | "net" | "tax" | "rate" | "category">) => ({
  id,
  net,
  tax,
  rate,
  category,
  correctsLineId: null,
});

type Seen = { orderId: string; number: number; issued: number; seen: number | undefined };

/** Of two who issue at once the second is told of the first. @throws issuedMeanwhile */
export async function assertSeen(ctx: TxContext, { orderId, number, issued, seen }: Seen): Promise<void> {
  if (seen === undefined || issued === seen) return;
  const [last] = await ctx.db
    .select({ kind: invoices.kind, year: invoices.year, number: invoices.number })
    .from(invoices)
    .where(eq(invoices.orderId, orderId))
    .orderBy(desc(invoices.id))
    .limit(1);
  throw issuedMeanwhile({ number, issued: last ? formatInvoiceNumber(last) : "An invoice" });
}
