import type * as z from "zod";
import { getOrder } from "@/modules/orders/queries";
import { PackParcel } from "@/modules/parcels/contract";
import { handOver } from "@/modules/parcels/hand-over";
import { packParcel } from "@/modules/parcels/pack-parcel";
import { archiveCarrier } from "@/modules/shop/carriers/archive-carrier";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import type { Context } from "@/platform/context";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { order, type ShopAtWork } from "./shop-at-work";

type Packing = Partial<Omit<z.input<typeof PackParcel>, "shipmentId">>;

/** The newest shipment of an order, with the lines that it consists of. */
export async function shipmentOf(ctx: Context, orderId: string) {
  const shipment = (await getOrder(ctx, { orderId })).shipments.at(-1);
  if (!shipment) throw new Error("Nothing has shipped.");
  return { ...shipment, shipmentId: shipment.id };
}

/** A parcel with one of each item of the newest shipment of an order. */
export async function aParcel(ctx: Context, orderId: string, packing: Packing = {}) {
  const { shipmentId, lines } = await shipmentOf(ctx, orderId);
  const one = lines.map(({ id }) => ({ shipmentLineId: id, quantity: 1 }));
  return { shipmentId, ...(await packParcel(ctx, PackParcel.parse({ shipmentId, lines: one, ...packing }))) };
}

async function shipped(shop: ShopAtWork) {
  const { orderId } = await order(shop, "shipped in part");
  const { shipmentId, lines } = await shipmentOf(shop.ctx, orderId);
  return {
    shipmentId,
    lines: lines.map(({ id }) => ({ shipmentLineId: id, quantity: toQuantity(1) })),
  };
}

async function packed(shop: ShopAtWork) {
  const { orderId } = await order(shop, "shipped in part");
  const { shipmentId, parcelId, number } = await aParcel(shop.ctx, orderId);
  const { lines } = await shipmentOf(shop.ctx, orderId);
  return {
    orderId,
    shipmentId,
    parcelId,
    number,
    lines: lines.map(({ id }) => ({ shipmentLineId: id, quantity: toQuantity(1) })),
  };
}

/** Each of a name of its own, since a shop has no two alike. */
const carrier = ({ ctx }: ShopAtWork) =>
  createCarrier(ctx, {
    name: `Courier ${newId()}`,
    services: ["Parcel"],
    trackingLink: "https://courier.example/{tracking}",
  });

/** What each mutation accepts, for `VALID_INPUTS`. */
export const PARCEL_INPUTS = {
  pack: async (shop: ShopAtWork) => ({ tracking: "JD 01", weight: 1_200, ...(await shipped(shop)) }),
  edit: async (shop: ShopAtWork) => {
    const { parcelId, lines } = await packed(shop);
    return { tracking: "JD 02", parcelId, version: 1, lines };
  },
  remove: async (shop: ShopAtWork) => ({ parcelId: (await packed(shop)).parcelId }),
  handOver: async (shop: ShopAtWork) => ({ parcelIds: [(await packed(shop)).parcelId] }),
  takeBack: async (shop: ShopAtWork) => {
    const { parcelId } = await packed(shop);
    await handOver(shop.ctx, { parcelIds: [parcelId] });
    return { parcelIds: [parcelId] };
  },
  takeTracking: async (shop: ShopAtWork) => ({
    text: `Reference,Tracking\n${(await packed(shop)).number},JD 03`,
  }),
  createCarrier: () => ({ name: "Another courier", trackingLink: "https://courier.example/{tracking}" }),
  editCarrier: async (shop: ShopAtWork) => ({ name: "Couriers", version: 1, ...(await carrier(shop)) }),
  archiveCarrier: carrier,
  restoreCarrier: async (shop: ShopAtWork) => {
    const { carrierId } = await carrier(shop);
    await archiveCarrier(shop.ctx, { carrierId });
    return { carrierId };
  },
};
