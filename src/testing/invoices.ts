import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { shipOrder } from "@/modules/orders/ship-order";
import { loadSettings } from "@/modules/shop/load-settings";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { order, picksOf, type ShopAtWork } from "./shop-at-work";

/** What an invoice has to say of the shop that issues it. */
const SELLER = {
  companyName: "Globes & Sons",
  address: "12 Harbour Street\n20457 Hamburg",
  country: "DE",
  vatNumber: "DE136695976",
  iban: "DE02120300000000202051",
  bic: "BYLADEM1001",
};

export const nameShop = (ctx: Context, settings: Parameters<typeof loadSettings>[1] = {}) =>
  inTransaction(ctx, (ctx) => loadSettings(ctx, { ...SELLER, ...settings }));

/** An order of three of which one has shipped. */
async function shippedOrder(shop: ShopAtWork): Promise<{ orderId: string }> {
  await nameShop(shop.ctx);
  const { orderId } = await order(shop, "confirmed");
  await shipOrder(shop.ctx, { orderId, lines: await picksOf(shop, orderId) });
  return { orderId };
}

export async function anInvoice(shop: ShopAtWork) {
  const { orderId } = await shippedOrder(shop);
  return issueInvoice(shop.ctx, { orderId, scope: "shipped", seen: 0 });
}

/** What each mutation of invoices accepts, for `VALID_INPUTS`. */
export const INVOICE_INPUTS = {
  issue: async (shop: ShopAtWork) => ({ ...(await shippedOrder(shop)), scope: "shipped" as const, seen: 0 }),
  credit: async (shop: ShopAtWork) => ({
    reason: "Sent to the wrong address",
    invoiceId: (await anInvoice(shop)).invoiceId,
    seen: 1,
  }),
};
