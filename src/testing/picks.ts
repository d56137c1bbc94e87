import { cancelOrder } from "@/modules/orders/cancel-order";
import { confirmPick } from "@/modules/picking/confirm-pick";
import { createList } from "@/modules/picking/create-list";
import { createWave } from "@/modules/picking/create-wave";
import { getPickList } from "@/modules/picking/queries";
import { takeList } from "@/modules/picking/take-list";
import type { Context } from "@/platform/context";
import { toQuantity } from "@/shared/quantity";
import { order, type ShopAtWork } from "./shop-at-work";

/** The first thing that a list fetches, and where it lies. */
export async function firstPick(ctx: Context, listId: string) {
  const [pick] = (await getPickList(ctx, { listId })).picks;
  if (!pick) throw new Error("The pick list has nothing to pick.");
  const { allocationId, locationId, variantId, lotId } = pick;
  return { listId, allocationId, locationId, variantId, lotId };
}

/** A list of one confirmed order, which the person of the shop has taken. */
export async function aPick(shop: ShopAtWork): Promise<{ listId: string; allocationId: string }> {
  const { listId, allocationId } = await takenPick(shop);
  return { listId, allocationId };
}

/** A wave of one confirmed order. */
export async function aWave(shop: ShopAtWork): Promise<{ waveId: string }> {
  const { waveId } = await createWave(shop.ctx, { orderIds: [(await order(shop, "confirmed")).orderId] });
  return { waveId };
}

async function takenPick(shop: ShopAtWork) {
  const { orderId } = await order(shop, "confirmed");
  const { listId } = await createList(shop.ctx, { orderIds: [orderId] });
  await takeList(shop.ctx, { listId });
  return { orderId, ...(await firstPick(shop.ctx, listId)) };
}

/** What each mutation accepts, for `VALID_INPUTS`. */
export const PICKING_INPUTS = {
  create: async (shop: ShopAtWork) => ({ orderIds: [(await order(shop, "confirmed")).orderId] }),
  createWave: async (shop: ShopAtWork) => ({ orderIds: [(await order(shop, "confirmed")).orderId] }),
  take: async (shop: ShopAtWork) => {
    const { listId } = await createList(shop.ctx, { orderIds: [(await order(shop, "confirmed")).orderId] });
    return { listId };
  },
  giveBack: async (shop: ShopAtWork) => ({ listId: (await aPick(shop)).listId }),
  confirmPick: async (shop: ShopAtWork) => {
    const { orderId: _, ...pick } = await takenPick(shop);
    return { ...pick, quantity: toQuantity(1) };
  },
  reportShort: async (shop: ShopAtWork) => ({ ...(await aPick(shop)), reason: "missing" as const }),
  putBack: async (shop: ShopAtWork) => {
    const { orderId, ...pick } = await takenPick(shop);
    await confirmPick(shop.ctx, { ...pick, quantity: toQuantity(1) });
    await cancelOrder(shop.ctx, { orderId });
    return { listId: pick.listId, allocationId: pick.allocationId };
  },
  cancel: async (shop: ShopAtWork) => ({ listId: (await aPick(shop)).listId }),
};
