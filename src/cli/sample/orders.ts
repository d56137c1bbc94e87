import { type SQL, sql } from "drizzle-orm";
import { type Bulk, opened, YEARS } from "./bulk";

const ORDERS_PER_CUSTOMER = 25;
/** The newest orders of two hundred are open. */
const OPEN_SHARE = 200;
const TAX_RATE = 200_000;

/** Orders of one to three lines over some years: most of them shipped, some cancelled, the newest open. */
export const ordersStatements = (bulk: Bulk): readonly SQL[] => [
  sql`
    insert into customers (id, name, email, phone, address, country, created_at)
    select pg_temp.sample_id(${opened(bulk)}, 5, n),
      (array['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gus', 'Hana'])[1 + n % 8] || ' '
        || (array['Aldous', 'Brandt', 'Corbin', 'Dorsey', 'Ekholm', 'Farkas', 'Galli'])[1 + n / 8 % 7] || ' ' || n,
      'buyer' || n || '@example.com', '+49 30 ' || 1000000 + n, 'Main Street ' || n || E'\nBerlin', 'DE',
      ${opened(bulk)}
    from generate_series(0::bigint, ${customersOf(bulk)}::bigint - 1) n`,
  sql`
    create temp table sample_orders on commit drop as
    select n, placed_at, pg_temp.sample_id(placed_at, 6, n) as id,
      (select next from number_series where name = 'orders') + n as number,
      pg_temp.sample_id(${opened(bulk)}, 5,
        floor(pg_temp.sample_dice(n, 11) ^ 2 * ${customersOf(bulk)}::bigint)::bigint) as customer_id,
      w.id as warehouse_id, w.nth as warehouse, w.total as warehouses,
      lines,
      case when n >= ${bulk.orders}::bigint - ceil(${bulk.orders}::numeric / ${OPEN_SHARE}::integer)
        then case when fate < 0.1 then 'draft' when fate < 0.2 then 'on_hold' when fate < 0.4 and lines > 1
          then 'partial' else 'confirmed' end
        else case when fate < 0.02 then 'cancelled' when fate < 0.03 then 'given-up' else 'completed' end end as fate,
      least(placed_at + interval '4 hours' + interval '40 hours' * pg_temp.sample_dice(n, 13),
        ${bulk.now.toISOString()}::timestamptz) as ended_at
    from generate_series(0::bigint, ${bulk.orders}::bigint - 1) n
    cross join lateral (select pg_temp.sample_dice(n, 10) as fate,
      1 + floor(pg_temp.sample_dice(n, 12) * 3)::integer as lines, date_trunc('milliseconds',
      ${opened(bulk)} + make_interval(years => ${YEARS}::integer) 
      * ((n + 0.5) / ${bulk.orders}::integer)) as placed_at) as at
    join sample_warehouses w on w.nth = floor(pg_temp.sample_dice(n, 14) ^ 1.5 * w.total)`,
  sql`
    create temp table sample_lines on commit drop as
    select o.n, o.id as order_id, o.placed_at, o.ended_at, o.fate, position,
      pg_temp.sample_id(o.placed_at, 7, o.n * 4 + position) as id,
      pg_temp.sample_id(o.ended_at, 8, o.n) as shipment_id,
      g.n as good, g.variant_id, g.bin_id, g.lot_id, g.warehouse_id, g.price, wanted.quantity,
      case when o.fate = 'completed' or (o.fate in ('partial', 'given-up') and position = 1) then wanted.quantity
        else 0 end as shipped,
      case when o.fate = 'cancelled' or (o.fate = 'given-up' and position > 1) then wanted.quantity else 0 end
        as cancelled
    from sample_orders o
    cross join lateral generate_series(1, o.lines) as position
    cross join lateral (
      select 1 + floor(pg_temp.sample_dice(o.n * 4 + position, 15) ^ 3 * 12)::bigint as quantity) wanted
    join sample_goods g on g.n = o.warehouses * floor(pg_temp.sample_dice(o.n * 4 + position, 16) ^ 2
      * (${bulk.variants}::bigint / o.warehouses))::bigint + o.warehouse`,
  ...rows(),
  sql`
    insert into audit_entries (id, occurred_at, actor_id, action, entity, entity_id, label, after, request_id,
      warehouse_ids, confidential)
    select pg_temp.sample_id(placed_at, 9, n), placed_at, ${SOMEONE}, 'orders.place', 'order', id, '#' || number,
      jsonb_build_object('status', 'confirmed', 'lines', lines), 'sample', array[warehouse_id], '{}'
    from sample_orders order by n`,
  sql`update number_series set next = next + ${bulk.orders}::bigint where name = 'orders'`,
];

const rows = (): readonly SQL[] => [
  sql`
    insert into orders (id, number, customer_id, warehouse_id, status, hold_reason, customer_reference, tags,
      currency, net_total, tax_total, placed_by, placed_at, confirmed_at, completed_at, cancelled_at, to_invoice)
    select o.id, o.number, o.customer_id, o.warehouse_id,
      case o.fate when 'partial' then 'confirmed' when 'given-up' then 'completed' else o.fate end,
      case o.fate when 'on_hold' then 'Payment is being checked' end,
      case when o.n % 4 = 0 then 'PO-' || 700000 + o.n else '' end,
      case when o.n % 10 = 0 then array['gift'] when o.n % 1000 = 1 then array['fair'] else '{}' end,
      (select currency from shop_settings),
      l.net, l.tax, ${SOMEONE}, o.placed_at, case when o.fate <> 'draft' then o.placed_at end,
      case when o.fate in ('completed', 'given-up') then o.ended_at end,
      case when o.fate = 'cancelled' then o.ended_at end,
      -- As the trigger on lines works it out, which then has nothing to write.
      l.shipped > 0
    from sample_orders o
    join (select n, sum(shipped) as shipped, sum(price * quantity) as net, sum(${taxOf}) as tax
            from sample_lines group by n) l using (n)
    order by o.n`,
  sql`
    insert into order_lines (id, order_id, position, variant_id, quantity, shipped, cancelled, unit_price,
      discount_rate, tax_rate, net_total, tax_total)
    select id, order_id, position, variant_id, quantity, shipped, cancelled, price, 0, ${TAX_RATE}::bigint,
      price * quantity, ${taxOf}
    from sample_lines order by n, position`,
];

const customersOf = ({ orders }: Bulk): number => Math.max(1, Math.ceil(orders / ORDERS_PER_CUSTOMER));
const taxOf = sql`round(price * quantity * ${TAX_RATE}::bigint * 0.000001)::bigint`;

/** In whose name all of it was done. */
export const SOMEONE = sql`(select id from users where status = 'active' order by role, id limit 1)`;
