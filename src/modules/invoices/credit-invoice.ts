import { and, eq, sql } from "drizzle-orm";
import { lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { shopDay } from "@/modules/shop/shop";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { asCount } from "@/platform/database/numbers";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { addMoney, subtractMoney, toMoney } from "@/shared/money";
import { amountOf, itemsTakenBack } from "./billing";
import { type InvoiceContent, sumOf, type TaxPart, taxesOf } from "./content";
import { type CreditedLine, type CreditInvoice, invoiceCredited } from "./contract";
import { creditOf, type Credited, isNothing } from "./crediting";
import { formatInvoiceNumber } from "./invoice";
import { assertSeen } from "./issue-invoice";
import { type LeftOfInvoice, listLeft } from "./left-of-lines";
import { type LoadedBilling, loadBilling } from "./load-billing";
import { creditNotesAreFinal, creditsTooMuch, invoiceNotFound, lineNotOfInvoice, nothingToCredit } from "./refusals";
import { invoices } from "./schema";
import { type Issued, writeInvoice } from "./write-invoice";

/**
 * Takes an invoice back by a credit note: all that is left of it, or so many items or so much of some lines. Items that
 * were credited may be invoiced again, and so may a fee that was credited with all of its invoice; an amount may not.
 * Nothing is refunded by it, and no goods come back.
 *
 * @throws invoiceNotFound, creditNotesAreFinal, issuedMeanwhile, nothingToCredit, lineNotOfInvoice, creditsTooMuch
 */
export async function creditInvoice(ctx: Context, { invoiceId, reason, lines, seen }: CreditInvoice): Promise<Issued> {
  return inTransaction(ctx, async (ctx) => {
    const { orderId, ...invoice } = await getInvoice(ctx, invoiceId);
    const order = await lockOrder(ctx, orderId);
    const called = formatInvoiceNumber(invoice);
    if (invoice.kind === "credit-note") throw creditNotesAreFinal({ invoice: called });
    await assertSeen(ctx, { orderId, number: order.number, issued: await countIssued(ctx, orderId), seen });
    const left = await listLeft(ctx, invoiceId);
    const { lines: ordered } = await loadBilling(ctx, orderId);
    const credits = creditsOf(left, { lines, content: invoice.content, called, ordered });
    if (credits.length === 0) throw nothingToCredit({ invoice: called });

    const { timeZone } = await getShopSettings(ctx);
    const content = contentOf(invoice.content, credits, {
      corrects: { number: called, issuedOn: invoice.issuedOn },
      reason,
      issuedOn: shopDay(timeZone, ctx.now),
    });
    const issued = await writeInvoice(ctx, {
      id: newId(),
      kind: "credit-note",
      orderId,
      correctsId: invoiceId,
      content,
      logo: invoice.logo,
      lines: credits.map(({ id, of, credit, takesFeeBack }) => ({
        id,
        orderLineId: of.orderLineId,
        correctsLineId: of.id,
        takesFeeBack,
        rate: of.rate,
        category: of.category,
        ...credit,
      })),
    });
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(order.number),
      warehouseIds: [order.warehouseId],
      before: {},
      after: { creditNote: formatInvoiceNumber(issued), invoice: called, credited: content.totals.total, reason },
    });
    emit(ctx, invoiceCredited, { orderId, customerId: order.customerId, invoiceId: issued.invoiceId });
    return issued;
  });
}

/** An invoice never changes, so it is read before its order is held. */
async function getInvoice(ctx: TxContext, invoiceId: string) {
  const { orderId, kind, year, number, content, issuedOn, logo } = invoices;
  const [invoice] = await ctx.db
    .select({ orderId, kind, year, number, content, issuedOn, logo })
    .from(invoices)
    .innerJoin(orders, eq(orders.id, invoices.orderId))
    .where(and(eq(invoices.id, invoiceId), warehouseScope(ctx, orders.warehouseId)));
  if (!invoice) throw invoiceNotFound({});
  return invoice;
}

async function countIssued(ctx: TxContext, orderId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: asCount(sql`count(*)`) })
    .from(invoices)
    .where(eq(invoices.orderId, orderId));
  return row?.count ?? 0;
}

type Credit = { id: string; of: LeftOfInvoice; credit: Credited; takesFeeBack: boolean };
type Asked = {
  lines: readonly CreditedLine[] | undefined;
  content: InvoiceContent;
  called: string;
  ordered: LoadedBilling["lines"];
};

function creditsOf(left: readonly LeftOfInvoice[], { lines, content, called, ordered }: Asked): Credit[] {
  const asked = lines ?? left.map(({ id }) => ({ invoiceLineId: id, quantity: undefined, amount: undefined }));
  return asked.flatMap((each) => {
    const of = left.find(({ id }) => id === each.invoiceLineId);
    if (!of) throw lineNotOfInvoice({ invoice: called });
    const line = ordered.find(({ id }) => id === of.orderLineId);
    const takenBack = (quantity: number) => (line ? itemsTakenBack(line, quantity) : null);
    const credit = creditOf(of, each, { ...content, takenBack });
    if (!credit) {
      const line = content.lines.find(({ id }) => id === of.id)?.name ?? "shipping";
      throw creditsTooMuch({ invoice: called, line, left: of.quantity, leftAmount: amountOf(of, content) });
    }
    const takesFeeBack = of.isFee && each.amount === undefined;
    return isNothing(credit) ? [] : [{ id: newId(), of, credit, takesFeeBack }];
  });
}

type Correction = Pick<InvoiceContent, "corrects" | "reason" | "issuedOn">;

/** As the invoice says it, for the parties that it names. */
function contentOf(content: InvoiceContent, credits: readonly Credit[], correction: Correction): InvoiceContent {
  const credited = credits.map(({ id, of, credit }) => ({ ...credit, id, rate: of.rate, category: of.category, of }));
  const { net, tax } = sumOf(credited);
  const shipping = credited.find(({ of }) => of.orderLineId === null);
  return {
    ...content,
    ...correction,
    dueOn: null,
    lines: content.lines.flatMap((line) =>
      credited.flatMap(({ of, ...credit }) =>
        of.id === line.id ? [{ ...line, ...credit, ...offOf(line, credit) }] : [],
      ),
    ),
    shipping: content.shipping && shipping ? { ...content.shipping, ...partOfShipping(shipping) } : null,
    taxes: taxesOf(credited),
    totals: { net, tax, total: addMoney(net, tax), prepaid: toMoney(0) },
  };

  function offOf({ unitPrice }: InvoiceContent["lines"][number], credit: Credited) {
    const amount = amountOf(credit, content);
    if (credit.quantity === 0) return { unitPrice: amount, discount: toMoney(0) };
    return { discount: subtractMoney(toMoney(unitPrice * credit.quantity), amount) };
  }
}

const partOfShipping = ({ id, rate, category, net, tax }: TaxPart & { id: string }) => ({
  id,
  rate,
  category,
  net,
  tax,
});
