import { type SQL, sql } from "drizzle-orm";
import { shipments } from "./schema";

/**
 * When a shipment counts as gone. Nobody records the handover to the carrier, so the bound is the end of the shop's
 * day on which it shipped: what was packed today may still stand at the door, what was packed yesterday has been
 * collected. A shipment of the day's last hour may be voided for an hour. The database's clock decides.
 */
export const departsAt = (timeZone: string): SQL => sql`greatest(
  ((${shipments.shippedAt} at time zone ${timeZone})::date + 1)::timestamp at time zone ${timeZone},
  ${shipments.shippedAt} + interval '1 hour')`;

export const hasLeft = (timeZone: string): SQL<boolean> => sql`now() >= ${departsAt(timeZone)}`;
