import { type SQL, sql } from "drizzle-orm";
import { mayDiffer } from "@/platform/database/fingerprint";
import type { Check } from "@/platform/database/verify";

const SIDES = sql`sides`;

/** What must hold of payments, of the orders that `isTouched` says. */
export const paymentChecks = (isTouched: (orderId: SQL) => SQL): readonly Check[] => [
  {
    name: "What was paid of an order, and given back, is the sum of its payments",
    rows: sql`
      with sides as not materialized (
        select order_id as id,
               case when kind = 'payment' then counted else 0 end as paid,
               case when kind = 'refund' then counted else 0 end as refunded
          from payments p cross join lateral (
            select case when p.voids_id is null then p.amount else -p.amount end as counted) line
         where ${isTouched(sql`p.order_id`)}
        union all
        select o.id, -o.paid, -o.refunded from orders o where o.paid <> 0 and ${isTouched(sql`o.id`)}),
      differences as (
        select id, sum(paid) as paid, sum(refunded) as refunded from sides
         where ${mayDiffer(SIDES, [sql`id`], sql`paid`, sql`refunded`)}
         group by id having sum(paid) <> 0 or sum(refunded) <> 0)
      select '#' || o.number as subject, (o.paid + d.paid) || ' less ' || (o.refunded + d.refunded) as expected,
             o.paid || ' less ' || o.refunded as found
        from differences d join orders o on o.id = d.id`,
  },
  {
    name: "A payment that was moved is voided, and its parts come to it",
    rows: sql`
      select '#' || o.number as subject, source.amount::text as expected,
             sum(part.amount) || case when exists (
               select from payments v where v.voids_id = source.id) then '' else ', not voided' end as found
        from payments part join payments source on source.id = part.moved_from_id
        join orders o on o.id = source.order_id
       where part.moved_from_id is not null and ${isTouched(sql`source.order_id`)}
       group by source.id, source.amount, source.kind, source.method, source.paid_on, o.number
      having sum(part.amount) <> source.amount
          or bool_or((part.kind, part.method, part.paid_on)
               is distinct from (source.kind, source.method, source.paid_on))
          or not exists (select from payments v where v.voids_id = source.id)`,
  },
];
