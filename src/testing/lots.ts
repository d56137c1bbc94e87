import { listPlaces } from "@/modules/inventory/list-places";
import { blockLot } from "@/modules/inventory/lots/block-lot";
import { ListPlaces } from "@/modules/inventory/serials/serial-input";
import type { Context } from "@/platform/context";
import { newId } from "@/shared/id";
import type { ShopAtWork } from "./shop-at-work";
import { receiveStock } from "./stock";

/** Another lot of tea each time. */
async function aLot({ ctx, variant, binId }: ShopAtWork): Promise<{ lotId: string }> {
  const lot = { code: newId() };
  await receiveStock(ctx, { lines: [{ variantId: variant.TEA, locationId: binId, quantity: 3, lot }] });
  return findLot(ctx, { variantId: variant.TEA, code: lot.code });
}

/** A lot of an item that is on hand. */
export async function findLot(
  ctx: Context,
  { variantId, code }: { variantId: string; code: string },
): Promise<{ lotId: string }> {
  const { rows } = await listPlaces(ctx, ListPlaces.parse({ variantId }));
  const lotId = rows.find(({ lotCode }) => lotCode === code)?.lotId;
  if (!lotId) throw new Error(`Nothing of ${code} is on hand.`);
  return { lotId };
}

export const LOT_INPUTS = {
  blockLot: async (shop: ShopAtWork) => ({ ...(await aLot(shop)), reason: "Recalled by its maker" }),
  unblockLot: async (shop: ShopAtWork) => {
    const { lotId } = await aLot(shop);
    await blockLot(shop.ctx, { lotId, reason: "Its seal is broken" });
    return { lotId };
  },
};
