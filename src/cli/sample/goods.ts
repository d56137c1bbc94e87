import { type SQL, sql } from "drizzle-orm";
import { type Bulk, GOODS_PER_BIN, opened } from "./bulk";

/** Products of two variants, each kept in a bin of one warehouse; some of them in lots. */
export const goodsStatements = (bulk: Bulk): readonly SQL[] => [
  sql`
    create temp table sample_warehouses on commit drop as
    select id, code, row_number() over (order by code) - 1 as nth, count(*) over () as total
    from locations where kind = 'warehouse' and archived_at is null`,
  sql`
    insert into locations (id, kind, parent_id, warehouse_id, code, name, created_at)
    select pg_temp.sample_id(${opened(bulk)}, 1, w.nth * 1000000 + bin), 'bin', w.id, w.id,
      'S-' || lpad(bin::text, 4, '0'), 'Sample ' || bin, ${opened(bulk)}
    from sample_warehouses w, generate_series(0, ${bulk.variants}::bigint / (w.total * ${GOODS_PER_BIN}::bigint)) bin`,
  sql`
    create temp table sample_goods on commit drop as
    select n, w.nth as warehouse, w.id as warehouse_id,
      pg_temp.sample_id(${opened(bulk)}, 1, w.nth * 1000000 + n / (w.total * ${GOODS_PER_BIN}::bigint)) as bin_id,
      pg_temp.sample_id(${opened(bulk)}, 2, n / 2) as product_id,
      pg_temp.sample_id(${opened(bulk)}, 3, n) as variant_id,
      case when n % 50 = 7 then pg_temp.sample_id(${opened(bulk)}, 4, n) end as lot_id,
      upper(substr(noun, 1, 3)) || '-' || lpad((n / 2)::text, 6, '0') || '-' || case n % 2 when 0 then 'S' else 'L' end
        as sku,
      adjective || ' ' || noun || ' ' || lpad((n / 2)::text, 6, '0') as title,
      vendor, 500 + (pg_temp.sample_dice(n, 1) * 20000)::bigint as price
    from generate_series(0::bigint, ${bulk.variants}::bigint - 1) n
    join sample_warehouses w on w.nth = n % w.total
    cross join lateral (select
      (array['Amber', 'Blue', 'Coral', 'Dark', 'Early', 'Fine', 'Green', 'Heavy', 'Indigo', 'Light'])
        [1 + n / 2 * 7919 % 10] as adjective,
      (array['Lamp', 'Kettle', 'Chair', 'Basket', 'Mirror', 'Blanket', 'Teapot', 'Candle', 'Vase', 'Hammer', 'Shelf'])
        [1 + n / 2 * 104729 % 11] as noun,
      (array['Almira', 'Brook & Sons', 'Cedar', 'Delft', 'Ember', 'Fjord', 'Grove'])[1 + n / 2 * 31 % 7] as vendor
    ) words`,
  sql`create unique index on sample_goods (n)`,
  sql`analyze sample_goods`,
  sql`
    insert into products (id, handle, title, vendor, category_id, option_names, search_text, lowest_price,
      created_at, updated_at)
    select product_id, 'sample-' || n / 2, title, vendor,
      (select array_agg(id order by id) from categories)[1 + n / 2 % (select count(*) from categories)],
      '{Size}', lower(title || ' ' || vendor || ' ' || skus || ' small large'), lowest, ${opened(bulk)},
      ${opened(bulk)} + n * interval '10 seconds'
    from (
      select product_id, min(n) as n, min(title) as title, min(vendor) as vendor, string_agg(sku, ' ') as skus,
        min(price) as lowest
      from sample_goods group by product_id) as product`,
  sql`
    insert into variants (id, product_id, sku, option_values, position, price, currency, cost, created_at, updated_at)
    select variant_id, product_id, sku, array[case n % 2 when 0 then 'Small' else 'Large' end], n % 2 + 1, price,
      (select currency from shop_settings), case when n % 20 > 0 then price * 6000 end, ${opened(bulk)}, ${opened(bulk)}
    from sample_goods`,
  sql`
    insert into barcodes (code, variant_id, kind)
    select 'SMP' || lpad(n::text, 8, '0'), variant_id, 'internal' from sample_goods`,
  sql`
    insert into lots (id, variant_id, code, expires_on, created_at)
    select lot_id, variant_id, 'L' || n,
      ${bulk.now.toISOString()}::timestamptz::date - 20 + (pg_temp.sample_dice(n, 2) * 700)::integer, ${opened(bulk)}
    from sample_goods where lot_id is not null`,
  sql`
    insert into reorder_points (warehouse_id, variant_id, quantity)
    select warehouse_id, variant_id, 2 + (pg_temp.sample_dice(n, 3) * 8)::integer from sample_goods where n % 5 = 0`,
];
