import * as z from "zod";
import { Carried } from "@/modules/shop/carriers/carrier-inputs";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";

/** Null leaves it to whoever packs. `seen` is what is replaced. */
export const SetCarrier = z.strictObject({ orderId: Id, carrier: Carried.nullable(), seen: Carried.nullable() });
export type SetCarrier = z.infer<typeof SetCarrier>;

export const carrierSet = defineEvent("orders.carrier-set", z.object({ orderId: Id, customerId: Id }));
