import { eq } from "drizzle-orm";
import * as z from "zod";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import type { InvoiceScope } from "@/modules/invoices/invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { invoiceLines } from "@/modules/invoices/schema";
import type { ChangingShop } from "./changing-shop";
import type { Act } from "./model-approvals";
import type { ModelInvoice, ModelLine, ModelOrder } from "./stock-model";

const Issued = z.object({ invoiceId: z.string() });

/** Items alone: what they come to is a matter of verifying the books. */
function rowsToInvoice(shop: ChangingShop, order: ModelOrder, scope: InvoiceScope): ModelInvoice["rows"] {
  const creditedOf = (line: ModelLine) => shop.model.back(line.id).credited;
  const rows: ModelInvoice["rows"] = order.lines.flatMap((line) => {
    const asked = (scope === "shipped" ? line.shipped : line.quantity - line.cancelled) - creditedOf(line);
    return asked > line.invoiced ? [{ line, left: asked - line.invoiced }] : [];
  });
  const isBilled = order.invoices.some((invoice) => invoice.rows.some((row) => row.line === null && row.left > 0));
  const isUnderWay = rows.length > 0 || order.lines.some((line) => line.invoiced + creditedOf(line) > 0);
  const isCharged = order.hasCharge && !isBilled && order.lines.some((line) => line.cancelled < line.quantity);
  return isCharged && isUnderWay ? [...rows, { line: null, left: 1 }] : rows;
}

/** An order is invoiced, for what has shipped or ahead of it; somebody else may have done so meanwhile. */
function invoiceOne(shop: ChangingShop): Act | null {
  const { ctx, random, model } = shop;
  const known = model.orders.slice(-200).filter(({ hasDiscount, isPart }) => !hasDiscount && !isPart);
  if (known.length === 0) return null;
  const order = random.oneOf(known);
  const scope: InvoiceScope = random.chance(0.7) ? "shipped" : "ordered";
  const seen = random.chance(0.95) ? order.papers : order.papers + 1;
  const rows = rowsToInvoice(shop, order, scope);
  return {
    isAllowed: order.status !== "draft" && seen === order.papers && rows.length > 0,
    run: () => issueInvoice(ctx, { orderId: order.id, scope, seen }),
    apply: (answer) => {
      order.invoices.push({ id: Issued.parse(answer).invoiceId, rows });
      order.papers += 1;
      for (const { line, left } of rows) {
        if (!line) continue;
        line.invoiced += left;
        model.packed.add(line.id);
      }
    },
  };
}

/** An invoice is taken back, whole or so many items of a line. */
function creditOne({ ctx, random, model }: ChangingShop): Act | null {
  const billed = model.orders.slice(-200).filter(({ invoices }) => invoices.length > 0);
  if (billed.length === 0) return null;
  const order = random.oneOf(billed);
  const { id: invoiceId, rows } = random.oneOf(order.invoices);
  const row = random.oneOf(rows);
  const isWhole = random.chance(0.3) || row.line === null;
  const quantity = random.between(1, Math.max(1, row.left) + 1);
  const taken = isWhole ? rows.map((each) => ({ row: each, quantity: each.left })) : [{ row, quantity }];
  const { line } = row;
  return {
    isAllowed: isWhole ? rows.some(({ left }) => left > 0) : quantity <= row.left,
    run: async () => {
      const lines = line && !isWhole ? [{ invoiceLineId: await idOf(ctx, invoiceId, line), quantity }] : undefined;
      return creditInvoice(ctx, { invoiceId, reason: "Came back", seen: order.papers, ...(lines && { lines }) });
    },
    apply: () => {
      order.papers += 1;
      for (const each of taken) {
        each.row.left -= each.quantity;
        if (each.row.line) each.row.line.invoiced -= each.quantity;
      }
    },
  };
}

async function idOf({ db }: ChangingShop["ctx"], invoiceId: string, line: ModelLine): Promise<string> {
  const rows = await db.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId));
  return rows.find(({ orderLineId }) => orderLineId === line.id)?.id ?? "";
}

/** Each with its relative frequency. */
export const INVOICE_ACTS = {
  invoiceOne: [7, invoiceOne],
  creditOne: [4, creditOne],
} as const satisfies Record<string, readonly [number, (shop: ChangingShop) => Act | null]>;
