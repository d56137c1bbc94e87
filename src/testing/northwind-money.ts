import { expect } from "vitest";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import type { InvoiceScope } from "@/modules/invoices/invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { getInvoice } from "@/modules/invoices/queries";
import { recordPayment } from "@/modules/orders/payments/record-payment";
import type { Life } from "./northwind-orders";
import { billedOf, type PlainInvoice, rowsToInvoice, totalOf, writeCredit, writeInvoice } from "./plain-books";

/* Orders of Northwind are invoiced and paid, and what is billed no more is credited. */

export const PAID_ON = "2026-01-31";

export async function invoice({ trade: { ctx }, order }: Life, scope: InvoiceScope): Promise<void> {
  const rows = rowsToInvoice(order, scope);
  const issued = issueInvoice(ctx, { orderId: order.id, scope, seen: order.papers });
  if (rows.length === 0) await expect(issued).rejects.toMatchObject({ code: "invoices.nothing-to-invoice" });
  else writeInvoice(order, (await issued).invoiceId, rows);
}

/** A whole invoice is taken back, and the same is invoiced again. */
export async function invoiceAgain(life: Life, scope: InvoiceScope): Promise<void> {
  const { trade, order } = life;
  const last = order.invoices.at(-1);
  if (!last) return;
  await creditInvoice(trade.ctx, { invoiceId: last.id, reason: "Wrong name", seen: order.papers });
  for (const row of last.rows) writeCredit(order, row);
  order.papers += 1;
  await invoice(life, scope);
}

/** What is on an invoice and is ordered no more, or came back. */
export async function creditWhatIsBilledNoMore(life: Life): Promise<void> {
  const { order } = life;
  const excess = new Map(
    order.lines.map((line) => [line, line.invoiced - (line.quantity - line.cancelled - line.credited)]),
  );
  for (const paper of order.invoices.toReversed()) {
    const credited = paper.rows.flatMap((row, index) => {
      const quantity = row.line ? Math.min(row.quantity, excess.get(row.line) ?? 0) : 0;
      if (!row.line || quantity <= 0) return [];
      excess.set(row.line, (excess.get(row.line) ?? 0) - quantity);
      return [{ row, index, quantity }];
    });
    if (credited.length > 0) await credit(life, paper, credited);
  }
}

type Credited = { row: PlainInvoice["rows"][number]; index: number; quantity: number };

async function credit({ trade: { ctx }, order }: Life, paper: PlainInvoice, credited: readonly Credited[]) {
  const { lines } = await getInvoice(ctx, { invoiceId: paper.id });
  await creditInvoice(ctx, {
    invoiceId: paper.id,
    reason: "Came back",
    seen: order.papers,
    lines: credited.map(({ index, quantity }) => ({ invoiceLineId: lines[index]?.id ?? "", quantity })),
  });
  for (const { row, quantity } of credited) writeCredit(order, row, quantity);
  order.papers += 1;
}

/** Most pay what they are billed, some a part of it, and a few too much. */
export async function pay({ trade: { ctx }, order, random }: Life): Promise<void> {
  const billed = totalOf(billedOf(order));
  const draw = random.next();
  if (billed === 0 || draw < 0.15) return;
  const amount = draw < 0.25 ? Math.ceil(billed / 3) : draw < 0.3 ? billed + 1_000 : billed;
  await recordPayment(ctx, { orderId: order.id, amount, method: "bank-transfer", paidOn: PAID_ON });
  order.paid += amount;
}
