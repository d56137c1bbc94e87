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
];
