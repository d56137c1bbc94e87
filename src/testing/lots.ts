import { listPlaces } from "@/modules/inventory/list-places";
import { blockLot } from "@/modules/inventory/lots/block-lot";
import { ListPlaces } from "@/modules/inventory/serials/serial-input";
import type { ShopAtWork } from "./shop-at-work";
import { receiveStock } from "./stock";

/** A lot of tea that was received once. */
async function aLot({ ctx, variant, binId }: ShopAtWork): Promise<{ lotId: string }> {
  const lot = { code: "DOUBTFUL" };
  await receiveStock(ctx, { lines: [{ variantId: variant.TEA, locationId: binId, quantity: 3, lot }] });
  const { rows } = await listPlaces(ctx, ListPlaces.parse({ variantId: variant.TEA }));
  const lotId = rows.find(({ lotCode }) => lotCode === lot.code)?.lotId;
  if (!lotId) throw new Error("The lot was not received.");
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
