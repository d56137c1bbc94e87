import { holdOrder } from "@/modules/orders/hold-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { listBrokenOrders } from "@/modules/orders/shortages";
import type { Context } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import type { Person } from "@/shared/access";
import type { Shop } from "./shop";
import { adjustStock, contentsOf } from "./stock";

/** A shop with stock in its bin, and the signed-in administrator who sends the change. */
export type ShopAtWork = Shop<"TEA"> & { readonly ctx: Context & { readonly db: Db; readonly actor: Person } };

export const headOf = ({ customerId, warehouseId }: ShopAtWork) => ({ customerId, warehouseId });
export const linesOf = ({ variant }: ShopAtWork) => [{ variantId: variant.TEA, quantity: 3 }];

type OrderState = "draft" | "confirmed" | "held" | "shipped in part";

export async function order(shop: ShopAtWork, state: OrderState = "draft"): Promise<{ orderId: string }> {
  const { orderId } = await placeOrder(shop.ctx, { ...headOf(shop), lines: linesOf(shop), confirm: state !== "draft" });
  if (state === "held") await holdOrder(shop.ctx, { orderId, reason: "Payment is missing" });
  if (state === "shipped in part") await shipOrder(shop.ctx, { orderId, lines: await picksOf(shop, orderId) });
  return { orderId };
}

export async function picksOf({ ctx, binId }: ShopAtWork, orderId: string) {
  const { lines } = await getOrder(ctx, { orderId });
  return lines.map((line) => ({ orderLineId: line.id, quantity: 1, locationId: binId, lotId: null }));
}

/** After a count that found everything, everything of the bin is lost, and with it what orders had reserved. */
export async function lossOf({ ctx, variant, binId }: ShopAtWork) {
  const contents = await contentsOf(ctx, binId);
  const onHand = contents.find(({ variantId, lotId }) => variantId === variant.TEA && lotId === null)?.onHand ?? 0;
  const place = { variantId: variant.TEA, locationId: binId, lotId: null };
  await adjustStock(ctx, { ...place, count: { quantity: onHand, recorded: onHand }, reason: "counted" });
  const loss = { ...place, change: -onHand };
  const broken = await listBrokenOrders(ctx, loss);
  return { ...loss, accepted: broken.map(({ lineId, quantity }) => ({ lineId, quantity })) };
}
