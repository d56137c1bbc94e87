import { type SQL, sql } from "drizzle-orm";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { isNewEntry, isOfMovedVariant, type Mark } from "@/modules/inventory/proofs/proved";
import { mayDiffer } from "@/platform/database/fingerprint";
import type { Check } from "@/platform/database/verify";
import { firstIdOf } from "@/shared/id";
import { paymentChecks } from "./payments/checks";

const CUSTOMERS = VIRTUAL_LOCATION_IDS.customer;
const TOTALS = "An order's totals are the sums of its lines and of shipping";
const CANCELLED = "What an order has cancelled is the sum of its lines, and shipping once all are";
const PRICED = "What an order's lines come to is their prices less discounts";
const SHARED = "What is off an order is shared by its lines";
const SHIPPED_IN_PART = "An order is marked as shipped in part when some of its items have shipped, and not all";
const TO_INVOICE = "An order is marked as to invoice when items of it have shipped and are on no invoice";
/** What lists of orders that shipped not at all, or whole, go by. */
const COMPLETED = "An order of which all has shipped is completed, and one of which nothing has is not";

/** Whether an order is open, or was placed, shipped or changed since; without a mark, any. */
export const isOfTouchedOrder = (orderId: SQL, since: Mark | null): SQL =>
  since
    ? sql`${orderId} in (
        select id from orders where status in ('draft', 'confirmed', 'on_hold')
        union all
        select id from orders where placed_at >= ${since.at}::timestamptz
        union all
        select order_id from shipments where shipped_at >= ${since.at}::timestamptz
        union all
        select entity_id from audit_entries
        where entity = 'order' and id >= ${firstIdOf(new Date(since.at))}::uuid)`
    : sql`true`;

const isOfTouchedShipment = (shipmentId: SQL, since: Mark | null): SQL =>
  since ? sql`${shipmentId} in (select id from shipments where ${isOfTouchedOrder(sql`order_id`, since)})` : sql`true`;

/** Whether shipping entry `t` is new or of such a shipment. A shipment's entry was posted under its id. */
const isEntryOfShipment = (since: Mark | null): SQL =>
  since
    ? sql`t.id in (
        select id from stock_transactions entry where ${isNewEntry(sql`entry.id`, since)}
        union all
        select id from stock_transactions where posting_key in (
          select 'shipment:' || id from shipments where ${isOfTouchedOrder(sql`order_id`, since)}))`
    : sql`true`;

/** Days whose sales are kept: those of touched orders, and the newest, which were added up since. */
const keptDays = (since: Mark | null): SQL => sql`(
  select day, (day::timestamp at time zone time_zone) - interval '1 hour' as opens,
         ((day + 1)::timestamp at time zone time_zone) + interval '1 hour' as closes, time_zone
    from sales_days, shop_settings
   where is_kept and ${
     since
       ? sql`(day >= ${since.at}::timestamptz::date - 3 or day in (
           select (placed_at at time zone time_zone)::date from orders o, shop_settings
            where ${isOfTouchedOrder(sql`o.id`, since)}))`
       : sql`true`
   })`;

/** Whether order `o` was confirmed and is of the day of `days`. The bounds are for the index. */
const isSaleOfDay = sql`o.confirmed_at is not null and o.placed_at >= opens and o.placed_at < closes
  and (o.placed_at at time zone time_zone)::date = day`;

const sumChecks = (since: Mark | null): readonly Check[] => [
  {
    names: [TOTALS, CANCELLED, PRICED, SHARED, SHIPPED_IN_PART, COMPLETED],
    rows: sql`
      with sums as (
        select order_id, sum(net_total) as net, sum(tax_total) as tax, sum(cancelled_net) as cancelled_net,
               sum(cancelled_tax) as cancelled_tax, sum(shipped) as shipped, sum(quantity) as quantity,
               sum(order_discount) as shared, count(*) as lines, bool_and(cancelled = quantity) as none_left,
               sum(net_total + case when prices_include_tax then tax_total else 0 end) as come_to,
               sum(unit_price::numeric * quantity - round(unit_price::numeric * quantity * discount_rate * 0.000001)
                   - discount_amount - order_discount) as priced
          from order_lines l where ${isOfTouchedOrder(sql`l.order_id`, since)} group by order_id),
      both_sides as (
        select o.number, o.net_total, o.tax_total, o.cancelled_net, o.cancelled_tax, o.partly_shipped, o.status,
               coalesce(s.net, 0) + o.shipping_net as net, coalesce(s.tax, 0) + o.shipping_tax as tax,
               coalesce(s.cancelled_net, 0) + case when none_left then o.shipping_net else 0 end as line_cancelled_net,
               coalesce(s.cancelled_tax, 0) + case when none_left then o.shipping_tax else 0 end as line_cancelled_tax,
               coalesce(s.priced, 0) as priced,
               -- Of a line that was split off, a cent may be beside the rule.
               case when abs(s.priced - s.come_to) <= s.lines then s.priced else coalesce(s.come_to, 0) end as come_to,
               coalesce(s.shared, 0) as shared, o.discount_amount,
               coalesce(shipped > 0 and shipped < quantity, false) as in_part,
               case when shipped = quantity then 'completed'
                    when o.status = 'completed' and coalesce(shipped, 0) = 0 then 'not completed'
                    else o.status end as due_status
          from orders o left join sums s on s.order_id = o.id
         where ${isOfTouchedOrder(sql`o.id`, since)})
      select name, '#' || number as subject, expected, found
        from both_sides cross join lateral (values
          (${TOTALS}, net || ' + ' || tax, net_total || ' + ' || tax_total),
          (${CANCELLED}, line_cancelled_net || ' + ' || line_cancelled_tax, cancelled_net || ' + ' || cancelled_tax),
          (${PRICED}, priced::text, come_to::text),
          (${SHARED}, discount_amount::text, shared::text),
          (${SHIPPED_IN_PART}, in_part::text, partly_shipped::text),
          (${COMPLETED}, due_status, status)) as side(name, expected, found)
       where (net_total, tax_total, cancelled_net, cancelled_tax, priced, shared, partly_shipped, status)
               is distinct from (net, tax, line_cancelled_net, line_cancelled_tax, come_to, discount_amount, in_part,
                                 due_status)
         and expected <> found`,
  },
];

const salesChecks = (since: Mark | null): readonly Check[] => [
  {
    name: "What is kept of a day's sales is what its orders sold",
    rows: sql`
      with days as ${keptDays(since)},
      counted as (
        select day, o.warehouse_id, l.variant_id, sum(l.quantity - l.cancelled - l.returned) as quantity,
               sum(l.net_total - l.cancelled_net) as net
          from days join orders o on ${isSaleOfDay} join order_lines l on l.order_id = o.id
         group by 1, 2, 3),
      kept as (select s.* from sales_by_variant s join days using (day)),
      by_warehouse as (
        select day, warehouse_id, sum(kept.net) as net from kept group by 1, 2),
      differences as (
        select day, warehouse_id, v.sku as what, c.quantity || ' for ' || c.net as expected,
               k.quantity || ' for ' || k.net as found
          from counted c full join kept k using (day, warehouse_id, variant_id)
          join variants v on v.id = variant_id
         where c.quantity is distinct from k.quantity or c.net is distinct from k.net
        union all
        select day, warehouse_id, 'all', b.net::text, w.net::text
          from by_warehouse b
          full join (select s.* from sales_by_warehouse s join days using (day)) w using (day, warehouse_id)
         where b.net is distinct from w.net)
      select day || ' / ' || l.code || ' / ' || what as subject, coalesce(expected, 'none') as expected,
             coalesce(found, 'none') as found
        from differences join locations l on l.id = differences.warehouse_id`,
  },
  {
    name: "What is kept of a day's orders is how many of them sold something",
    rows: sql`
      with days as ${keptDays(since)},
      counted as (
        select day, o.warehouse_id, count(*) as orders
          from days join orders o on ${isSaleOfDay}
         where exists (select from order_lines l where l.order_id = o.id and l.quantity > l.cancelled + l.returned)
         group by 1, 2)
      select day || ' / ' || l.code as subject, counted::text as expected, kept::text as found
        from (select day, warehouse_id as place, coalesce(c.orders, 0) as counted, coalesce(k.orders, 0) as kept
                from counted c
                full join (select s.* from sales_by_warehouse s join days using (day)) k
               using (day, warehouse_id)) both_sums
        join locations l on l.id = place
       where counted <> kept`,
  },
];

/** Of open orders, and of what is reserved or waited for at all: indexes have both. */
const RESERVED: Check = {
  name: "What is left to ship of open orders is reserved, or recorded as short or backordered",
  rows: sql`
    with lines as (
      select o.number, l.position, coalesce(r.quantity, 0) as reserved, coalesce(r.short, 0) as short,
             coalesce(r.backordered, 0) as backordered,
             l.quantity - l.shipped - l.cancelled as open, true as is_open
        from orders o
        join order_lines l on l.order_id = o.id
        left join stock_reservations r on r.line_id = l.id
       where o.status in ('confirmed', 'on_hold')
      union all
      select o.number, l.position, r.quantity, r.short, r.backordered, 0, false
        from stock_reservations r
        join order_lines l on l.id = r.line_id
        join orders o on o.id = l.order_id
       where (r.status = 'active' or r.short + r.backordered > 0) and o.status not in ('confirmed', 'on_hold'))
    select '#' || number || ' line ' || position as subject, open::text as expected,
           reserved || ' reserved, ' || short || ' short, ' || backordered || ' backordered' as found
      from lines where reserved + short + backordered <> open`,
};

const toInvoice = (since: Mark | null): Check => ({
  name: TO_INVOICE,
  rows: sql`
    with due as (
      select distinct l.order_id as id
        from order_lines l left join invoiced_parts part on part.id = l.id
       where l.shipped > 0 and l.shipped - l.credited > coalesce(part.quantity, 0)
         and ${isOfTouchedOrder(sql`l.order_id`, since)})
    select '#' || number as subject, (due.id is not null)::text as expected, to_invoice::text as found
      from orders o left join due on due.id = o.id
     where ${isOfTouchedOrder(sql`o.id`, since)} and to_invoice <> (due.id is not null)`,
});

const SIDES = sql`sides`;
const shippedChecks = (since: Mark | null): readonly Check[] => [
  {
    name: "What an order line has shipped is the sum of its shipments",
    rows: sql`
      with sides as not materialized (
        select s.order_line_id as id, s.quantity as sent, 0 as shipped
          from shipment_lines s
         where s.shipment_id not in (select id from shipments where voided_at is not null)
           and ${isOfTouchedShipment(sql`s.shipment_id`, since)}
        union all
        select l.id, 0, l.shipped from order_lines l
         where l.shipped > 0 and ${isOfTouchedOrder(sql`l.order_id`, since)}),
      differences as (
        select id, sum(sent) as sent, sum(shipped) as shipped from sides
         where ${mayDiffer(SIDES, [sql`id`], sql`sent - shipped`)}
         group by id having sum(sent) <> sum(shipped))
      select (select '#' || o.number || ' line ' || l.position
                from order_lines l join orders o on o.id = l.order_id where l.id = differences.id) as subject,
             sent::text as expected, shipped::text as found
        from differences`,
  },
  {
    name: "What is at customers is what has shipped, less what came back",
    rows: sql`
      with sides as not materialized (
        select variant_id, 0 as sent,
               case to_location_id when ${CUSTOMERS}::uuid then quantity else -quantity end as moved
          from stock_movements m
         where ${CUSTOMERS}::uuid in (from_location_id, to_location_id)
           and ${isOfMovedVariant(sql`m.variant_id`, since)}
        union all
        select variant_id, shipped - returned, 0 from order_lines l
         where shipped > 0 and ${isOfMovedVariant(sql`l.variant_id`, since)}),
      differences as (
        select variant_id, sum(sent) as sent, sum(moved) as moved from sides
         where ${mayDiffer(SIDES, [sql`variant_id`], sql`sent - moved`)}
         group by 1 having sum(sent) <> sum(moved))
      select (select sku from variants where id = variant_id) as subject, sent::text as expected, moved::text as found
        from differences`,
  },
  {
    name: "Each shipment took from each bin and lot what its lines say",
    rows: sql`
      with entries as (
        select t.id, case when pg_input_is_valid(substr(t.posting_key, 10), 'uuid')
                 then substr(t.posting_key, 10)::uuid end as shipment_id
          from stock_transactions t
         where t.kind = 'ship' and ${isEntryOfShipment(since)}),
      sides as not materialized (
        select s.shipment_id, l.variant_id, s.location_id, s.lot_id, -s.quantity as quantity
          from shipment_lines s join order_lines l on l.id = s.order_line_id
         where ${isOfTouchedShipment(sql`s.shipment_id`, since)}
        union all
        select e.shipment_id, m.variant_id, m.from_location_id, m.lot_id, m.quantity
          from entries e join stock_movements m on m.transaction_id = e.id),
      differences as (
        select shipment_id, variant_id, location_id, sum(quantity) as more
          from sides
         where ${mayDiffer(SIDES, [sql`shipment_id`, sql`variant_id`, sql`location_id`, sql`lot_id`], sql`quantity`)}
         group by shipment_id, variant_id, location_id, lot_id
        having sum(quantity) <> 0)
      select coalesce('shipment:' || shipment_id, 'no shipment')
               || ' / ' || (select sku from variants where id = variant_id)
               || ' from ' || (select code from locations where id = location_id) as subject,
             'what its lines say' as expected,
             case when more > 0 then more || ' more' else -more || ' fewer' end as found
        from differences`,
  },
];

/** What must hold of orders and of the stock reserved for them. */
export const ordersChecks = (since: Mark | null): readonly Check[] => [
  ...sumChecks(since),
  toInvoice(since),
  ...salesChecks(since),
  RESERVED,
  ...shippedChecks(since),
  ...paymentChecks((orderId) => isOfTouchedOrder(orderId, since)),
];
