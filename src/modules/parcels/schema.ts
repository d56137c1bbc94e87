import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { shipmentLines, shipments } from "@/modules/orders/schema";
import { carriers } from "@/modules/shop/carriers/schema";
import { users } from "@/modules/users/schema";
import { id, instant, quantity, safeIntegerChecks, version } from "@/platform/database/columns";

/** One box of a shipment. Of a shipment that was voided it did not leave either, and counts for nothing. */
export const parcels = pgTable(
  "parcels",
  {
    id: id(),
    shipmentId: uuid("shipment_id")
      .notNull()
      .references(() => shipments.id),
    /** 1, 2, 3 within the shipment. A label may have it, so it is never given twice. */
    sequence: integer("sequence").notNull(),
    carrierId: uuid("carrier_id").references(() => carriers.id),
    service: text("service").notNull().default(""),
    tracking: text("tracking").notNull().default(""),
    /** In grams, as on the scales: with the packing. */
    weight: integer("weight"),
    /** In millimetres: all three, or none. */
    length: integer("length"),
    width: integer("width"),
    height: integer("height"),
    packedBy: uuid("packed_by")
      .notNull()
      .references(() => users.id),
    packedAt: instant("packed_at").notNull(),
    /** The carrier has it. */
    handedOverAt: instant("handed_over_at"),
    handedOverBy: uuid("handed_over_by").references(() => users.id),
    /** Its items were taken out again. The row keeps the number. */
    removedAt: instant("removed_at"),
    version: version(),
  },
  (t) => [
    unique("parcels_sequence_is_taken").on(t.shipmentId, t.sequence),
    // What waits for a carrier, the oldest first: few at a time, however many have left.
    index("parcels_to_hand_over")
      .on(t.id)
      .where(sql`${t.handedOverAt} is null and ${t.removedAt} is null`),
    // What a carrier has had, the newest first.
    index("parcels_of_carrier_handed_over")
      .on(t.carrierId, t.id)
      .where(sql`${t.handedOverAt} is not null`),
    check("parcels_weigh_something", sql`${t.weight} between 1 and 1000000`),
    check(
      "parcels_have_three_sides",
      sql`num_nulls(${t.length}, ${t.width}, ${t.height}) in (0, 3) and ${t.length} between 1 and 10000
        and ${t.width} between 1 and 10000 and ${t.height} between 1 and 10000`,
    ),
    check(
      "parcels_are_handed_over_by_someone",
      sql`(${t.handedOverAt} is null) = (${t.handedOverBy} is null)
        and (${t.removedAt} is null or ${t.handedOverAt} is null)`,
    ),
  ],
);

/** What lies in a parcel. A trigger holds that no more of a line is packed than was shipped of it. */
export const parcelLines = pgTable(
  "parcel_lines",
  {
    parcelId: uuid("parcel_id")
      .notNull()
      .references(() => parcels.id),
    shipmentLineId: uuid("shipment_line_id")
      .notNull()
      .references(() => shipmentLines.id),
    quantity: quantity("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.parcelId, t.shipmentLineId] }),
    index("parcel_lines_of_shipment_line").on(t.shipmentLineId),
    check("parcel_lines_hold_something", sql`${t.quantity} > 0`),
    ...safeIntegerChecks("parcel_lines", t.quantity),
  ],
);
