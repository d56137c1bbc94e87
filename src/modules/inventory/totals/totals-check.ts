import { type SQL, sql } from "drizzle-orm";
import { STOCK_FACTS } from "@/modules/inventory/staleness";
import { SHOP_ID } from "@/modules/shop/shop";
import { mayDiffer } from "@/platform/database/fingerprint";
import { arrayOf } from "@/platform/database/rows";
import type { Check } from "@/platform/database/verify";
import { SETS_READER } from "./keep-set-totals";
import { TOTALS_READER } from "./keep-totals";

/** Of a reader of totals: what facts are about that it has not read yet. */
const unreadBy = (reader: string): SQL => sql`
    reader as (select position from fact_readers where name = ${reader} and position > 0),
    unread as (
      select distinct (jsonb_array_elements_text(payload -> 'variantIds'))::uuid as variant_id
      from outbox, reader
      where name = any(${arrayOf(STOCK_FACTS, "text")})
        and (outbox.position is null or outbox.position > reader.position)
    )`;

/** What is available at a row of `stock_availability` by the day on which the total was added up that is good until. */
const availableUntil = (goodUntil: SQL): SQL => sql`
  greatest(a.on_hand - a.reserved - a.held - case when a.has_expiry then (
    select coalesce(sum(b.on_hand), 0) from stock_balances b join lots on lots.id = b.lot_id
    where b.variant_id = a.variant_id and b.warehouse_id = a.warehouse_id
      and (lots.expires_on < coalesce(${goodUntil}, 'infinity') or lots.blocked_at is not null)) else 0 end, 0)`;

type TotalsCheck = { name: string; reader: string; place: SQL; sides: SQL };

/**
 * Totals follow the facts, so a variant whose facts are not read yet is left out: in one snapshot a change and its fact
 * are both there, or neither. What is available of lots that expire is as it was until the first of them does. The
 * sides of each place are added up one by one only where weighted sums say that some differ.
 */
const checkOf = ({ name, reader, place, sides }: TotalsCheck): Check => ({
  name,
  rows: sql`
    with ${unreadBy(reader)},
    sides as not materialized (
      select * from (${sides}) of_all
      where exists (select from reader) and variant_id not in (select variant_id from unread)
    ),
    differences as (
      select place_id, variant_id, sum(on_hand) as on_hand, sum(available) as available,
        sum(kept_on_hand) as kept_on_hand, sum(kept_available) as kept_available
      from sides
      where ${mayDiffer(
        sql`sides`,
        [sql`place_id`, sql`variant_id`],
        sql`on_hand - kept_on_hand`,
        sql`available - kept_available`,
      )}
      group by place_id, variant_id
      having sum(on_hand) <> sum(kept_on_hand) or sum(available) <> sum(kept_available)
    )
    select ${place} || ' / ' || v.sku as subject, d.on_hand || ', ' || d.available || ' available' as expected,
      kept_on_hand || ', ' || kept_available || ' available' as found
    from differences d join variants v on v.id = variant_id`,
});

export const totalsChecks = (): readonly Check[] => [
  checkOf({
    name: "What lists of stock are sorted by is what is on hand and available",
    reader: TOTALS_READER,
    place: sql`coalesce((select code from locations where id = place_id), 'all warehouses')`,
    sides: sql`
      select a.warehouse_id as place_id, a.variant_id, a.on_hand, ${availableUntil(sql`t.good_until`)} as available,
        0 as kept_on_hand, 0 as kept_available
      from stock_availability a
      left join stock_totals t on t.variant_id = a.variant_id and t.place_id = a.warehouse_id
      where a.on_hand > 0
      union all
      select place_id, variant_id, 0, 0, on_hand, available from stock_totals where place_id <> ${SHOP_ID}::uuid
      union all
      select ${SHOP_ID}::uuid, variant_id, on_hand, available, 0, 0 from stock_totals where place_id <> ${SHOP_ID}::uuid
      union all
      select place_id, variant_id, 0, 0, on_hand, available from stock_totals where place_id = ${SHOP_ID}::uuid`,
  }),
  checkOf({
    name: "What people of several warehouses sort stock by is what is on hand and available there",
    reader: SETS_READER,
    place: sql`(
      select string_agg(code, ', ' order by code)
      from stock_sets s join locations l on l.id = any(s.warehouse_ids) where s.id = place_id)`,
    sides: sql`
      select s.id as place_id, a.variant_id, a.on_hand, ${availableUntil(sql`t.good_until`)} as available,
        0 as kept_on_hand, 0 as kept_available
      from stock_sets s
      join stock_availability a on a.warehouse_id = any(s.warehouse_ids)
      left join stock_set_totals t on t.variant_id = a.variant_id and t.place_id = s.id
      where a.on_hand > 0
      union all
      select place_id, variant_id, 0, 0, on_hand, available from stock_set_totals`,
  }),
];
