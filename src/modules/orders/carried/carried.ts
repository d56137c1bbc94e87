import * as z from "zod";
import { Service } from "@/modules/shop/carriers/carrier-inputs";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";

/** With whom an order is to go, and by which of their services. */
export const Carried = z.strictObject({ service: Service.default(""), carrierId: Id });

/** Null leaves it to whoever packs. `seen` is what is replaced. */
export const SetCarrier = z.strictObject({ orderId: Id, carrier: Carried.nullable(), seen: Carried.nullable() });
export type SetCarrier = z.infer<typeof SetCarrier>;

export const carrierSet = defineEvent("orders.carrier-set", z.object({ orderId: Id, customerId: Id }));
