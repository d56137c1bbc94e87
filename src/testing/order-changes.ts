import { headOf, linesOf, order, type ShopAtWork } from "./shop-at-work";

/** Valid inputs of what changes an open order. */
export const ORDER_CHANGE_INPUTS = {
  change: async (shop: ShopAtWork) => ({
    note: "By Tuesday",
    ...(await order(shop, "confirmed")),
    version: 1,
    ...headOf(shop),
    lines: linesOf(shop),
  }),
};
