import { sql } from "drizzle-orm";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import type { Check } from "@/platform/database/verify";

const CUSTOMERS = VIRTUAL_LOCATION_IDS.customer;

/** What must hold of orders and of the stock reserved for them. */
export const ORDERS_CHECKS: readonly Check[] = [
  {
    name: "An order's totals are the sums of its lines",
    rows: sql`
      with sums as (
        select o.number, o.net_total, o.tax_total,
               coalesce(sum(l.net_total), 0) as net, coalesce(sum(l.tax_total), 0) as tax
          from orders o left join order_lines l on l.order_id = o.id
         group by o.id)
      select '#' || number as subject, net || ' + ' || tax as expected, net_total || ' + ' || tax_total as found
        from sums where net_total <> net or tax_total <> tax`,
  },
  {
    name: "What an order has cancelled is the sum of its lines",
    rows: sql`
      with sums as (
        select o.number, o.cancelled_net, o.cancelled_tax,
               coalesce(sum(l.cancelled_net), 0) as net, coalesce(sum(l.cancelled_tax), 0) as tax
          from orders o left join order_lines l on l.order_id = o.id
         group by o.id)
      select '#' || number as subject, net || ' + ' || tax as expected,
             cancelled_net || ' + ' || cancelled_tax as found
        from sums where cancelled_net <> net or cancelled_tax <> tax`,
  },
  {
    name: "An order is marked as shipped in part when some of its items have shipped, and not all",
    rows: sql`
      with sums as (
        select order_id, sum(shipped) > 0 and sum(shipped) < sum(quantity) as partly_shipped
          from order_lines group by order_id)
      select '#' || o.number as subject, sums.partly_shipped::text as expected, o.partly_shipped::text as found
        from orders o join sums on sums.order_id = o.id
       where o.partly_shipped <> sums.partly_shipped`,
  },
  {
    name: "What an order line has shipped is the sum of its shipments",
    rows: sql`
      select '#' || o.number || ' line ' || l.position as subject,
             coalesce(sum(s.quantity), 0)::text as expected, l.shipped::text as found
        from order_lines l
        join orders o on o.id = l.order_id
        left join (shipment_lines s join shipments p on p.id = s.shipment_id and p.voided_at is null)
          on s.order_line_id = l.id
       group by o.id, l.id
      having l.shipped <> coalesce(sum(s.quantity), 0)`,
  },
  {
    name: "What is left to ship of open orders is reserved, or recorded as short",
    rows: sql`
      with lines as (
        select o.number, l.position, coalesce(r.quantity, 0) as reserved, coalesce(r.short, 0) as short,
               o.status in ('confirmed', 'on_hold') as is_open, l.quantity - l.shipped - l.cancelled as open
          from order_lines l
          join orders o on o.id = l.order_id
          left join stock_reservations r on r.line_id = l.id)
      select '#' || number || ' line ' || position as subject,
             case when is_open then open else 0 end::text as expected,
             reserved || ' reserved, ' || short || ' short' as found
        from lines where case when is_open then reserved + short <> open else reserved <> 0 end`,
  },
  {
    name: "What is at customers is what has shipped",
    rows: sql`
      with moved as (
        select variant_id, sum(quantity) as quantity
          from (select variant_id, quantity from stock_movements where to_location_id = ${CUSTOMERS}::uuid
                union all
                select variant_id, -quantity from stock_movements where from_location_id = ${CUSTOMERS}::uuid) both_ways
         group by 1),
      sent as (
        select l.variant_id, sum(s.quantity) as quantity
          from shipment_lines s join order_lines l on l.id = s.order_line_id
          join shipments p on p.id = s.shipment_id and p.voided_at is null
         group by 1)
      select v.sku as subject, coalesce(sent.quantity, 0)::text as expected, coalesce(moved.quantity, 0)::text as found
        from moved full join sent using (variant_id)
        join variants v on v.id = variant_id
       where coalesce(sent.quantity, 0) <> coalesce(moved.quantity, 0)`,
  },
  {
    name: "Each shipment took from each bin and lot what its lines say",
    rows: sql`
      with sent as (
        select 'shipment:' || s.shipment_id as key, l.variant_id, s.location_id, s.lot_id, sum(s.quantity) as quantity
          from shipment_lines s join order_lines l on l.id = s.order_line_id
         group by 1, 2, 3, 4),
      moved as (
        select t.posting_key as key, m.variant_id, m.from_location_id as location_id, m.lot_id,
               sum(m.quantity) as quantity
          from stock_transactions t join stock_movements m on m.transaction_id = t.id
         where t.kind = 'ship'
         group by 1, 2, 3, 4),
      differences as (
        select key, variant_id, location_id, sum(sent) as sent, sum(moved) as moved
          from (select key, variant_id, location_id, lot_id, quantity as sent, 0 as moved from sent
                union all
                select key, variant_id, location_id, lot_id, 0, quantity from moved) both_sides
         group by key, variant_id, location_id, lot_id
        having sum(sent) <> sum(moved))
      select key || ' / ' || v.sku || ' from ' || place.code as subject, sent::text as expected, moved::text as found
        from differences
        join variants v on v.id = variant_id
        join locations place on place.id = location_id`,
  },
];
