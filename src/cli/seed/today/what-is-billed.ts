import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import type { Chapter } from "./chapter";
import { lastOrders, mainWarehouse, sceneAt } from "./stage";

const INVOICES = 8;
const CREDITED = 2;

/** The last orders are invoiced, and some of that is credited again. */
export const whatIsBilled: Chapter = {
  title: "what is billed",
  async play(shop) {
    const warehouse = mainWarehouse(shop);
    const scene = sceneAt(warehouse, INVOICES + CREDITED);
    const issued: string[] = [];
    for (const { id: orderId } of lastOrders(shop, warehouse, "completed").slice(20, 20 + INVOICES)) {
      const { invoiceId } = await shop.perform(scene("sell", "invoices.issue"), (ctx) =>
        issueInvoice(ctx, { orderId, scope: "shipped", seen: 0 }),
      );
      issued.push(invoiceId);
    }
    for (const invoiceId of issued.slice(0, CREDITED))
      await shop.perform(scene("lead", "invoices.credit"), (ctx) =>
        creditInvoice(ctx, { invoiceId, reason: "Agreed with the customer", seen: 1 }),
      );
  },
};
