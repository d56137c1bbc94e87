import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { getOrder } from "@/modules/orders/queries";
import { addTag } from "@/modules/orders/tag-order";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { shopSettings } from "@/modules/shop/schema";
import { newId } from "@/shared/id";
import { headOf, linesOf, order, type ShopAtWork } from "./shop-at-work";

/** One item of three that a confirmed order has. */
async function partOfLine(shop: ShopAtWork) {
  const { orderId } = await order(shop, "confirmed");
  const { lines } = await getOrder(shop.ctx, { orderId });
  return { orderId, orderLineId: lines[0]?.id ?? "", quantity: 1 };
}

/** Valid inputs of what changes an open order. */
export const ORDER_CHANGE_INPUTS = {
  change: async (shop: ShopAtWork) => ({
    note: "By Tuesday",
    ...(await order(shop, "confirmed")),
    version: 1,
    ...headOf(shop),
    lines: linesOf(shop),
  }),
  cancelLine: partOfLine,
  restoreLine: async (shop: ShopAtWork) => {
    const part = await partOfLine(shop);
    await cancelLine(shop.ctx, { ...part, quantity: 2 });
    return part;
  },
  promiseLine: async (shop: ShopAtWork) => {
    const { orderId, orderLineId } = await partOfLine(shop);
    return { promisedOn: "2026-12-01", seen: null, orderId, orderLineId };
  },
  setCarrier: async (shop: ShopAtWork) => {
    const { carrierId } = await createCarrier(shop.ctx, { name: newId(), services: ["Express"], trackingLink: "" });
    return { carrier: { service: "Express", carrierId }, ...(await order(shop)), seen: null };
  },
  holdStock: async (shop: ShopAtWork) => {
    await shop.ctx.db.update(shopSettings).set({ quoteHoldHours: 24 });
    return order(shop);
  },
  freeStock: async (shop: ShopAtWork) => {
    await shop.ctx.db.update(shopSettings).set({ quoteHoldHours: 24 });
    const draft = await order(shop);
    await shop.ctx.db.update(shopSettings).set({ quoteHoldHours: null });
    return draft;
  },
  duplicate: (shop: ShopAtWork) => order(shop, "confirmed"),
  reopenAsDraft: async (shop: ShopAtWork) => {
    const { orderId } = await order(shop, "confirmed");
    return cancelOrder(shop.ctx, { orderId });
  },
  split: async (shop: ShopAtWork) => {
    const { orderId, orderLineId, quantity } = await partOfLine(shop);
    return { orderId, version: 1, lines: [{ orderLineId, quantity }] };
  },
  addTag: async (shop: ShopAtWork) => ({ tag: "vip", ...(await order(shop)) }),
  removeTag: async (shop: ShopAtWork) => {
    const { orderId } = await order(shop);
    await addTag(shop.ctx, { orderId, tag: "vip" });
    return { tag: "vip", orderId };
  },
};
