import { sql } from "drizzle-orm";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { isOfMovedVariant, type Mark } from "@/modules/inventory/proofs/proved";
import type { Check } from "@/platform/database/verify";

const QUARANTINE = VIRTUAL_LOCATION_IDS.quarantine;
const CLAIMED = "What returns ask of an order line is the sum of their lines";
const RETURNED = "What came back of an order line is the sum of what was received";
const CREDITED = "What is credited of an order line is the sum of what is refunded, and its fees";

const NAMES_A_RETURN = sql`(asked.id is not null or line.claimed <> 0 or line.returned <> 0 or line.credited <> 0
  or line.return_fee <> 0)`;
/** Every line that any return is about; without a mark also lines that say so and are in none. */
const isLooked = (since: Mark | null) => (since ? sql`asked.id is not null` : NAMES_A_RETURN);

/** What must hold of returns. They are few beside orders and movements, so all of them are looked at each time. */
export const returnsChecks = (since: Mark | null): readonly Check[] => [
  ...lineChecks(since),
  ...RECEIVED,
  quarantine(since),
];

const lineChecks = (since: Mark | null): readonly Check[] => [
  {
    names: [CLAIMED, RETURNED, CREDITED],
    rows: sql`
      with asked as (
        select order_line_id as id, sum(quantity - withdrawn - rejected) as claimed from return_lines group by 1),
      came as (
        select l.order_line_id as id, sum(r.quantity) filter (where r.outcome <> 'reject') as returned,
               sum(r.quantity) filter (where r.outcome = 'refund') as credited, sum(r.fee) as fee
          from return_receipts r join return_lines l on l.id = r.return_line_id group by 1),
      sides as (
        select line.id, line.order_id, line.position, line.claimed, line.returned, line.credited, line.return_fee,
               coalesce(asked.claimed, 0) as due_claimed, coalesce(came.returned, 0) as due_returned,
               coalesce(came.credited, 0) as due_credited, coalesce(came.fee, 0) as due_fee
          from order_lines line left join asked using (id) left join came using (id)
         where ${isLooked(since)})
      select name, '#' || o.number || ' line ' || position as subject, expected, found
        from sides join orders o on o.id = order_id cross join lateral (values
          (${CLAIMED}, due_claimed::text, claimed::text),
          (${RETURNED}, due_returned::text, returned::text),
          (${CREDITED}, due_credited || ' less ' || due_fee, credited || ' less ' || return_fee)
        ) as side(name, expected, found)
       where expected <> found`,
  },
];

const RECEIVED: readonly Check[] = [
  {
    name: "What a return has received is the sum of what came back for each of its lines",
    rows: sql`
      select 'R' || r.number || ' line ' || l.position as subject,
             coalesce(sum(c.quantity), 0) || ', ' || coalesce(sum(c.quantity) filter (where c.outcome = 'reject'), 0)
               || ' rejected' as expected,
             l.received || ', ' || l.rejected || ' rejected' as found
        from return_lines l join returns r on r.id = l.return_id
        left join return_receipts c on c.return_line_id = l.id
       group by l.id, r.number
      having coalesce(sum(c.quantity), 0) <> l.received
          or coalesce(sum(c.quantity) filter (where c.outcome = 'reject'), 0) <> l.rejected`,
  },
  {
    name: "A return is as far as what came back says",
    rows: sql`
      with due as (
        select r.number, r.status,
               case when r.status in ('closed', 'cancelled') then
                      case when sum(l.quantity - l.received - l.withdrawn) > 0 then 'nothing awaited'
                           when r.status = 'cancelled' and sum(l.received) > 0 then 'closed'
                           else r.status end
                    when sum(l.received) = 0 then 'authorised'
                    when sum(l.quantity - l.received - l.withdrawn) = 0 then 'received'
                    else 'partly_received' end as expected
          from returns r join return_lines l on l.return_id = r.id group by r.id)
      select 'R' || number as subject, expected, status as found from due where expected <> status`,
  },
];

const quarantine = (since: Mark | null): Check => ({
  name: "What is in quarantine is what came back into it and was not decided on",
  rows: sql`
      with sides as (
        select variant_id, case to_location_id when ${QUARANTINE}::uuid then quantity else -quantity end as moved,
               0 as kept
          from stock_movements m
         where ${QUARANTINE}::uuid in (from_location_id, to_location_id)
           and ${isOfMovedVariant(sql`m.variant_id`, since)}
        union all
        select o.variant_id, 0, c.quantity
          from return_receipts c join return_lines l on l.id = c.return_line_id
          join order_lines o on o.id = l.order_line_id
         where c.disposition = 'quarantine' and c.released_to is null
           and ${isOfMovedVariant(sql`o.variant_id`, since)})
      select v.sku as subject, sum(kept)::text as expected, sum(moved)::text as found
        from sides join variants v on v.id = variant_id group by v.id having sum(kept) <> sum(moved)`,
});
