import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { setDueDay } from "@/modules/orders/payments/set-due-day";
import type { Chapter, SampleShop } from "./chapter";
import { findToInvoice, type Standing } from "./find-orders";
import { scenes } from "./scenes";

const EACH: Record<Standing, number> = { open: 3, paid: 2, overdue: 2 };
const CREDITED = 1;
const SCENES_MAX = EACH.open + EACH.paid + 2 * EACH.overdue + 2 * CREDITED;

/** Orders that are done are invoiced: some are paid, some wait for their day, some are late; one is credited again. */
export const whatIsBilled: Chapter = {
  title: "what is billed",
  async play(shop) {
    const scene = scenes(SCENES_MAX);
    const issue = (order: { id: string; warehouseId: string }) =>
      shop.perform(scene("sell", "invoices.issue", order.warehouseId), (ctx) =>
        issueInvoice(ctx, { orderId: order.id, scope: "shipped", seen: 0 }),
      );
    for (const order of await findToInvoice(shop, "paid", EACH.paid)) await issue(order);
    for (const order of await findToInvoice(shop, "overdue", EACH.overdue)) {
      await keepDueDay(shop, scene("sell", "orders.setDueDay", order.warehouseId), order);
      await issue(order);
    }
    const [credited, ...open] = await findToInvoice(shop, "open", CREDITED + EACH.open);
    for (const order of open) await issue(order);
    if (!credited) return;
    const { invoiceId } = await issue(credited);
    await shop.perform(scene("lead", "invoices.credit", credited.warehouseId), (ctx) =>
      creditInvoice(ctx, { invoiceId, reason: "Agreed with the customer", seen: 1 }),
    );
  },
};

type Due = { id: string; dueOn: string | null };

/** The invoice of today says when its order was due, and not the day that the terms give from now on. */
const keepDueDay = (shop: SampleShop, scene: Parameters<SampleShop["perform"]>[0], { id: orderId, dueOn }: Due) =>
  shop.perform(scene, (ctx) => setDueDay(ctx, { orderId, dueOn, seen: dueOn }));
