import { type SQL, sql } from "drizzle-orm";
import type { Mark } from "@/modules/inventory/proofs/proved";
import { isOfTouchedOrder } from "@/modules/orders/checks";
import type { Check } from "@/platform/database/verify";

/** Whether a parcel is of an order that was touched since; without a mark, any. */
const isTouched = (parcelId: SQL, since: Mark | null): SQL =>
  since
    ? sql`${parcelId} in (select parcels.id from parcels join shipments s on s.id = shipment_id
        where ${isOfTouchedOrder(sql`s.order_id`, since)})`
    : sql`true`;

/** What must hold between parcels and the shipments that they are of. */
export const parcelsChecks = (since: Mark | null): readonly Check[] => [
  {
    name: "No more lies in parcels than was shipped",
    rows: sql`
      with packed as (
        select shipment_line_id as id, sum(c.quantity) as quantity
          from parcel_lines c where ${isTouched(sql`c.parcel_id`, since)} group by 1)
      select 'shipment line ' || l.id as subject, 'at most ' || l.quantity as expected, p.quantity::text as found
        from packed p join shipment_lines l using (id) where p.quantity > l.quantity`,
  },
  {
    name: "What lies in a parcel is of its shipment",
    rows: sql`
      select 'parcel ' || p.id as subject, p.shipment_id::text as expected, l.shipment_id::text as found
        from parcel_lines c join parcels p on p.id = c.parcel_id join shipment_lines l on l.id = c.shipment_line_id
       where (l.shipment_id <> p.shipment_id or p.removed_at is not null) and ${isTouched(sql`p.id`, since)}`,
  },
  {
    name: "A shipment is marked as to be packed while items of it are in no parcel",
    rows: sql`
      with packed as (select shipment_line_id as id, sum(quantity) as quantity from parcel_lines group by 1),
      due as (
        select s.id, s.to_pack, s.voided_at is null and exists (
                 select from shipment_lines l left join packed p using (id)
                  where l.shipment_id = s.id and l.quantity > coalesce(p.quantity, 0)) as is_due
          from shipments s where ${since ? isOfTouchedOrder(sql`s.order_id`, since) : sql`true`})
      select 'shipment ' || id as subject, is_due::text as expected, to_pack::text as found
        from due where is_due <> to_pack`,
  },
  {
    // Of all of them: one pass over parcels and shipments is less work than to look up those that were touched.
    name: "A shipment is followed by the numbers of its parcels",
    rows: sql`
      with numbered as (
        select p.shipment_id, p.tracking, min(p.sequence) as nth from parcels p
         where p.removed_at is null and p.tracking <> '' group by 1, 2),
      followed as (select shipment_id, string_agg(tracking, ', ' order by nth) as tracking from numbered group by 1)
      select 'shipment ' || s.id as subject, f.tracking as expected, s.tracking as found
        from followed f join shipments s on s.id = f.shipment_id where s.tracking <> f.tracking`,
  },
];
