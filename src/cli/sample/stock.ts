import { type SQL, sql } from "drizzle-orm";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { type Bulk, opened, YEARS } from "./bulk";
import { SOMEONE } from "./orders";

const GOODS_PER_RECEIPT = 100;
/** Of so many goods one is out of stock. */
const OUT_OF_STOCK_EACH = 97;
const isEmptied = sql`n % ${OUT_OF_STOCK_EACH}::integer = 13`;
const [SUPPLIERS, CUSTOMERS, ADJUSTMENTS] = [
  sql`${VIRTUAL_LOCATION_IDS.supplier}::uuid`,
  sql`${VIRTUAL_LOCATION_IDS.customer}::uuid`,
  sql`${VIRTUAL_LOCATION_IDS.adjustment}::uuid`,
];

/**
 * The ledger behind the orders. Everything that ships was received before; receipts make up the number of movements.
 * A good is received `receipts` times, each time `quantity` of it.
 */
export const stockStatements = (bulk: Bulk): readonly SQL[] => [
  sql`
    create temp table sample_stock on commit drop as
    with asked as (
      select good, sum(shipped) as shipped, sum(case when fate = 'draft' then 0 else quantity - shipped - cancelled end)
        as reserved
      from sample_lines group by good),
    still as (
      select ${bulk.movements}::bigint - (select count(*) from sample_lines where shipped > 0)
        - (select count(*) from sample_goods where ${isEmptied}) as receipts)
    select g.*, receipts,
      coalesce(asked.shipped, 0)::bigint as shipped, coalesce(asked.reserved, 0)::bigint as reserved,
      ceil((coalesce(asked.shipped + asked.reserved, 0) + 1 + pg_temp.sample_dice(g.n, 21) * 40) / receipts)::bigint
        as quantity
    from sample_goods g
    left join asked on asked.good = g.n
    cross join lateral (select still.receipts / ${bulk.variants}::bigint
      + (g.n < still.receipts % ${bulk.variants}::bigint)::integer as receipts from still) as times`,
  sql`
    create temp table sample_receipts on commit drop as
    select s.n, round, at, pg_temp.sample_id(at, 10, round * 1000000 + s.warehouse * 100000
      + s.n / (w.total * ${GOODS_PER_RECEIPT}::bigint)) as id
    from sample_stock s
    join sample_warehouses w on w.id = s.warehouse_id
    cross join lateral generate_series(0::bigint, s.receipts - 1) round
    cross join lateral (select date_trunc('milliseconds', ${opened(bulk)} - interval '40 days' + make_interval(years =>
      ${YEARS}::integer) * (round::double precision / s.receipts)
      + s.n / (w.total * ${GOODS_PER_RECEIPT}::bigint) * interval '1 second') as at) as moment`,
  ...ledger(bulk),
  sql`
    insert into stock_availability (warehouse_id, variant_id, on_hand, reserved, has_expiry)
    select warehouse_id, variant_id, ${onHand}, reserved, lot_id is not null from sample_stock`,
  sql`
    insert into stock_balances (location_id, variant_id, lot_id, warehouse_id, on_hand)
    select bin_id, variant_id, lot_id, warehouse_id, ${onHand} from sample_stock`,
  sql`
    insert into shipments (id, order_id, sequence, tracking, shipped_by, shipped_at)
    select pg_temp.sample_id(ended_at, 8, n), id, 1, 'SMP' || number, ${SOMEONE}, ended_at
    from sample_orders where fate in ('completed', 'partial', 'given-up')`,
  sql`
    insert into shipment_lines (id, shipment_id, order_line_id, location_id, lot_id, quantity)
    select pg_temp.sample_id(ended_at, 13, n * 4 + position), shipment_id, id, bin_id, lot_id, shipped
    from sample_lines where shipped > 0`,
  sql`
    insert into stock_reservations (line_id, document_id, warehouse_id, variant_id, quantity, status, created_at)
    select id, order_id, warehouse_id, variant_id, quantity - shipped - cancelled,
      case when quantity > shipped + cancelled then 'active' when cancelled > 0 then 'released' else 'consumed' end,
      placed_at
    from sample_lines where fate <> 'draft'`,
];

/** Receipts, shipments and adjustments, in the order in which they happened. */
const ledger = (bulk: Bulk): readonly SQL[] => [
  sql`
    insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, reference, posting_key)
    select id, 'receive', min(at), min(at), ${SOMEONE}, 'DN-' || row_number() over (order by id),
      'sample-receipt:' || id
    from sample_receipts group by id`,
  sql`
    insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, document_kind, document_id,
      document_label, posting_key)
    select pg_temp.sample_id(ended_at, 11, n), 'ship', ended_at, ended_at, ${SOMEONE}, 'order', id, '#' || number,
      'shipment:' || pg_temp.sample_id(ended_at, 8, n)
    from sample_orders where fate in ('completed', 'partial', 'given-up')`,
  sql`
    insert into stock_transactions (id, kind, occurred_at, recorded_at, actor_id, reason, posting_key)
    select pg_temp.sample_id(${lately(bulk)}, 12, n), 'adjust', ${lately(bulk)}, ${lately(bulk)}, ${SOMEONE}, 'damaged',
      'sample-adjustment:' || n
    from sample_stock where ${isEmptied}`,
  sql`
    insert into stock_movements (transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity,
      unit_cost)
    select transaction_id, variant_id, lot_id, from_id, to_id, quantity, unit_cost
    from (
      select r.at, r.id as transaction_id, s.variant_id, s.lot_id, ${SUPPLIERS} as from_id, s.bin_id as to_id,
        s.quantity, s.price * 6000 as unit_cost
      from sample_receipts r join sample_stock s using (n)
      union all
      select ended_at, pg_temp.sample_id(ended_at, 11, n), variant_id, lot_id, bin_id, ${CUSTOMERS}, shipped, null
      from sample_lines where shipped > 0
      union all
      select ${lately(bulk)}, pg_temp.sample_id(${lately(bulk)}, 12, n), variant_id, lot_id, bin_id, ${ADJUSTMENTS},
        quantity * receipts - shipped - reserved, null
      from sample_stock where ${isEmptied}) as movement
    order by at`,
];

const lately = (bulk: Bulk) => sql`(${bulk.now.toISOString()}::timestamptz - interval '1 day')`;
const onHand = sql`(case when ${isEmptied} then reserved else quantity * receipts - shipped end)`;
