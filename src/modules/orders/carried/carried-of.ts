import type { PlaceOrder } from "@/modules/orders/contract";
import { nameOfCarrier } from "@/modules/shop/carriers/lock-carrier";
import type { TxContext } from "@/platform/context";
import { type Carrier, keptCarrier, NOBODY } from "./kept-carrier";

/**
 * With whom a new order goes: whom it names, or else with whom the customer's orders go, as long as they are in use.
 * @throws carrierNotFound, carrierArchived
 */
export async function carriedOf(ctx: TxContext, asked: PlaceOrder["carrier"], usual: Carrier): Promise<Carrier> {
  if (asked === undefined) return keptCarrier(ctx, usual);
  if (asked === null) return NOBODY;
  await nameOfCarrier(ctx, asked.carrierId, null);
  return { carrierId: asked.carrierId, carrierService: asked.service };
}
