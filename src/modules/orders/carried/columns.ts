import { type AnyColumn, sql } from "drizzle-orm";
import { check, type ExtraConfigColumn, index, text, uuid } from "drizzle-orm/pg-core";
import { carriers } from "@/modules/shop/carriers/schema";

/** With whom an order is to go, and by which of their services; null where whoever packs decides. */
export const carriedColumns = () => ({
  carrierId: uuid("carrier_id").references(() => carriers.id),
  carrierService: text("carrier_service").notNull().default(""),
});

type Carried = Record<"carrierId" | "carrierService", AnyColumn>;

export const carriedChecks = (t: Carried) => [
  check("orders_service_is_of_a_carrier", sql`${t.carrierId} is not null or ${t.carrierService} = ''`),
];

/** The orders of a carrier, the newest first however many they are; of those that name nobody it holds none. */
export const carriedIndexes = (t: Record<"carrierId" | "placedAt" | "id", ExtraConfigColumn>) => [
  index("orders_of_carrier_by_time")
    .on(t.carrierId, t.placedAt, t.id)
    .where(sql`${t.carrierId} is not null`),
];
