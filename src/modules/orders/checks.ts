import { sql } from "drizzle-orm";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import type { Check } from "@/platform/database/verify";

const CUSTOMERS = VIRTUAL_LOCATION_IDS.customer;
/** What the entry of a shipment is posted under. */
const SHIPMENT_KEY = "^shipment:[0-9a-f-]{36}$";

const TOTALS = "An order's totals are the sums of its lines";
const CANCELLED = "What an order has cancelled is the sum of its lines";
const SHIPPED_IN_PART = "An order is marked as shipped in part when some of its items have shipped, and not all";

/** What must hold of orders and of the stock reserved for them. */
export const ORDERS_CHECKS: readonly Check[] = [
  {
    names: [TOTALS, CANCELLED, SHIPPED_IN_PART],
    rows: sql`
      with sums as (
        select order_id, sum(net_total) as net, sum(tax_total) as tax, sum(cancelled_net) as cancelled_net,
               sum(cancelled_tax) as cancelled_tax, sum(shipped) > 0 and sum(shipped) < sum(quantity) as partly_shipped
          from order_lines group by order_id),
      both_sides as (
        select o.number, o.net_total, o.tax_total, o.cancelled_net, o.cancelled_tax, o.partly_shipped,
               coalesce(s.net, 0) as net, coalesce(s.tax, 0) as tax,
               coalesce(s.cancelled_net, 0) as line_cancelled_net, coalesce(s.cancelled_tax, 0) as line_cancelled_tax,
               coalesce(s.partly_shipped, false) as in_part
          from orders o left join sums s on s.order_id = o.id)
      select name, '#' || number as subject, expected, found
        from both_sides cross join lateral (values
          (${TOTALS}, net || ' + ' || tax, net_total || ' + ' || tax_total),
          (${CANCELLED}, line_cancelled_net || ' + ' || line_cancelled_tax, cancelled_net || ' + ' || cancelled_tax),
          (${SHIPPED_IN_PART}, in_part::text, partly_shipped::text)) as side(name, expected, found)
       where (net_total, tax_total, cancelled_net, cancelled_tax, partly_shipped)
               is distinct from (net, tax, line_cancelled_net, line_cancelled_tax, in_part)
         and expected <> found`,
  },
  {
    name: "What is kept of a day's sales is what its orders sold",
    rows: sql`
      with counted as (
        select (o.placed_at at time zone shop_settings.time_zone)::date as day, o.warehouse_id, l.variant_id,
               sum(l.quantity - l.cancelled) as quantity, sum(l.net_total - l.cancelled_net) as net
          from shop_settings, orders o join order_lines l on l.order_id = o.id
         where o.confirmed_at is not null
           and o.placed_at >= (select min(day) - 1 from sales_days where is_kept)
         group by 1, 2, 3),
      kept as (select s.* from sales_by_variant s join sales_days using (day) where is_kept),
      by_warehouse as (
        select day, warehouse_id, sum(kept.net) as net from kept group by 1, 2),
      differences as (
        select day, warehouse_id, v.sku as what, c.quantity || ' for ' || c.net as expected,
               k.quantity || ' for ' || k.net as found
          from (select * from counted join sales_days using (day) where is_kept) c
          full join kept k using (day, warehouse_id, variant_id)
          join variants v on v.id = variant_id
         where c.quantity is distinct from k.quantity or c.net is distinct from k.net
        union all
        select day, warehouse_id, 'all', b.net::text, w.net::text
          from by_warehouse b
          full join (select s.* from sales_by_warehouse s join sales_days using (day) where is_kept) w
         using (day, warehouse_id)
         where b.net is distinct from w.net)
      select day || ' / ' || l.code || ' / ' || what as subject, coalesce(expected, 'none') as expected,
             coalesce(found, 'none') as found
        from differences join locations l on l.id = differences.warehouse_id`,
  },
  {
    name: "What is kept of a day's orders is how many of them sold something",
    rows: sql`
      with counted as (
        select (o.placed_at at time zone shop_settings.time_zone)::date as day, o.warehouse_id, count(*) as orders
          from shop_settings, orders o
         where o.confirmed_at is not null
           and o.placed_at >= (select min(day) - 1 from sales_days where is_kept)
           and exists (select from order_lines l where l.order_id = o.id and l.quantity > l.cancelled)
         group by 1, 2)
      select day || ' / ' || l.code as subject, counted::text as expected, kept::text as found
        from (select day, warehouse_id as place, coalesce(c.orders, 0) as counted, coalesce(k.orders, 0) as kept
                from (select * from counted join sales_days using (day) where is_kept) c
                full join (select s.* from sales_by_warehouse s join sales_days using (day) where is_kept) k
               using (day, warehouse_id)) both_sums
        join locations l on l.id = place
       where counted <> kept`,
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
      with both_sides as (
        select s.shipment_id, l.variant_id, s.location_id, s.lot_id, s.quantity as sent, 0 as moved
          from shipment_lines s join order_lines l on l.id = s.order_line_id
        union all
        select case when t.posting_key ~ ${SHIPMENT_KEY} then split_part(t.posting_key, ':', 2)::uuid end,
               m.variant_id, m.from_location_id, m.lot_id, 0, m.quantity
          from stock_transactions t join stock_movements m on m.transaction_id = t.id
         where t.kind = 'ship'),
      differences as (
        select shipment_id, variant_id, location_id, sum(sent) as sent, sum(moved) as moved
          from both_sides
         group by shipment_id, variant_id, location_id, lot_id
        having sum(sent) <> sum(moved))
      select coalesce('shipment:' || shipment_id, 'no shipment') || ' / ' || v.sku || ' from ' || place.code as subject,
             sent::text as expected, moved::text as found
        from differences
        join variants v on v.id = variant_id
        join locations place on place.id = location_id`,
  },
];
