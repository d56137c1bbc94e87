import { sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";

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
    name: "What an order line has shipped is the sum of its shipments",
    rows: sql`
      select '#' || o.number || ' line ' || l.position as subject,
             coalesce(sum(s.quantity), 0)::text as expected, l.shipped::text as found
        from order_lines l
        join orders o on o.id = l.order_id
        left join shipment_lines s on s.order_line_id = l.id
       group by o.id, l.id
      having l.shipped <> coalesce(sum(s.quantity), 0)`,
  },
  {
    name: "Open orders reserve exactly what is left to ship",
    rows: sql`
      with lines as (
        select o.number, l.position, coalesce(r.quantity, 0) as reserved,
               case when o.status in ('confirmed', 'on_hold')
                    then l.quantity - l.shipped - l.cancelled else 0 end as open
          from order_lines l
          join orders o on o.id = l.order_id
          left join stock_reservations r on r.line_id = l.id and r.status = 'active')
      select '#' || number || ' line ' || position as subject, open::text as expected, reserved::text as found
        from lines where reserved <> open`,
  },
];
