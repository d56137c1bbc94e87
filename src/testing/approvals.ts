import { requestAdjustment } from "@/modules/inventory/adjustments/request-adjustment";
import { RequestAdjustment } from "@/modules/inventory/contract";
import { RequestDiscount, RequestReservedLoss } from "@/modules/orders/contract";
import { requestDiscount } from "@/modules/orders/discounts/request-discount";
import { placeOrder } from "@/modules/orders/place-order";
import { requestReservedLoss } from "@/modules/orders/request-reserved-loss";
import type { Context } from "@/platform/context";
import { testContext } from "./context";
import type { Shop } from "./shop";
import { lossOf, order, type ShopAtWork } from "./shop-at-work";
import { receiveStock } from "./stock";

type Asking = { ctx: Context } & Pick<Shop<"TEA">, "variant" | "binId">;

/** An adjustment by 2 fewer, or by `change`, that the person of the context asks for. */
export function askedAdjustment({ ctx, variant, binId }: Asking, change = -2): Promise<{ approvalId: string }> {
  const reason = change > 0 ? "found" : "damaged";
  const adjustment = { variantId: variant.TEA, locationId: binId, change, reason };
  return requestAdjustment(ctx, RequestAdjustment.parse({ reason: "A shelf came down", adjustment }));
}

/** What takes all there is, of which an order has reserved some. */
async function reservedLoss(shop: ShopAtWork) {
  await receiveStock(shop.ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 4 }] });
  await order(shop, "confirmed");
  return { ...(await lossOf(shop)), reason: "damaged" };
}

async function askedReservedLoss(shop: ShopAtWork): Promise<{ approvalId: string }> {
  const adjustment = await reservedLoss(shop);
  return requestReservedLoss(shop.ctx, RequestReservedLoss.parse({ reason: "A shelf came down", adjustment }));
}

/** A draft with three items at half the price. */
async function aDiscountedDraft({ ctx, variant, ...shop }: ShopAtWork, discountRate = 500_000) {
  const { customerId, warehouseId } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 3, discountRate }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines });
  return { orderId, version: 1 };
}

const askedDiscount = async (shop: ShopAtWork, discountRate?: number): Promise<{ approvalId: string }> =>
  requestDiscount(
    shop.ctx,
    RequestDiscount.parse({ ...(await aDiscountedDraft(shop, discountRate)), reason: "A loyal customer" }),
  );

/** The same shop, as a colleague sees it who asks there. */
export const asColleague = async (shop: ShopAtWork): Promise<ShopAtWork> => ({
  ...shop,
  ctx: { ...(await testContext(shop.ctx.db, { role: "staff" })), db: shop.ctx.db },
});

/** What each mutation accepts of limits, and of what is above them, for `VALID_INPUTS`. */
export const APPROVAL_INPUTS = {
  approvals: {
    refuse: async (shop: ShopAtWork) => ({
      note: "Count again",
      ...(await askedAdjustment(await asColleague(shop))),
    }),
    withdraw: (shop: ShopAtWork) => askedAdjustment(shop),
  },
  inventory: {
    requestAdjustment: ({ variant, binId }: ShopAtWork) => ({
      reason: "A shelf came down",
      adjustment: { variantId: variant.TEA, locationId: binId, change: -2, reason: "damaged" },
    }),
    setAdjustmentLimit: () => ({
      role: "staff" as const,
      quantityMax: 50,
      valueMax: 100_000,
      seen: { quantityMax: null, valueMax: null },
    }),
    approveAdjustment: async (shop: ShopAtWork) => ({
      note: "Seen",
      ...(await askedAdjustment(await asColleague(shop))),
    }),
  },
  orders: {
    requestDiscount: async (shop: ShopAtWork) => ({ reason: "A loyal customer", ...(await aDiscountedDraft(shop)) }),
    approveDiscount: async (shop: ShopAtWork) => ({ note: "Once", ...(await askedDiscount(await asColleague(shop))) }),
    setDiscountLimit: () => ({ role: "staff" as const, rateMax: 100_000, seen: null }),
  },
  /** Of orders too, in the end: like other losses, these leave no stock behind. */
  losses: {
    requestReservedLoss: async (shop: ShopAtWork) => ({
      reason: "A shelf came down",
      adjustment: await reservedLoss(shop),
    }),
    approveReservedLoss: async (shop: ShopAtWork) => ({
      note: "Seen",
      ...(await askedReservedLoss(await asColleague(shop))),
    }),
  },
};
