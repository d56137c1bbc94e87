import { sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";

/** What must hold between parcels and the shipments that they are of. */
export const parcelsChecks: readonly Check[] = [
  {
    name: "No more lies in parcels than was shipped",
    rows: sql`
      select 'shipment line ' || l.id as subject, 'at most ' || l.quantity as expected, sum(p.quantity)::text as found
        from parcel_lines p join shipment_lines l on l.id = p.shipment_line_id
       group by l.id, l.quantity having sum(p.quantity) > l.quantity`,
  },
  {
    name: "What lies in a parcel is of its shipment",
    rows: sql`
      select 'parcel ' || p.id as subject, p.shipment_id::text as expected, l.shipment_id::text as found
        from parcel_lines c join parcels p on p.id = c.parcel_id join shipment_lines l on l.id = c.shipment_line_id
       where l.shipment_id <> p.shipment_id or p.removed_at is not null`,
  },
  {
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
