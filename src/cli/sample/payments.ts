import { type SQL, sql } from "drizzle-orm";
import type { Bulk } from "./bulk";
import { SOMEONE } from "./orders";

/** Nearly all that shipped is paid within a month, a few of a hundred in part or never, and the newest not yet. */
export const paymentsStatements = (bulk: Bulk): readonly SQL[] => [
  sql`
    insert into payments (id, order_id, kind, amount, method, paid_on, recorded_by, recorded_at)
    select pg_temp.sample_id(paid_at, 14, n), id, 'payment', amount, 'bank-transfer', paid_at::date, ${SOMEONE}, paid_at
    from (
      select s.n, o.id, s.ended_at + interval '1 day' + interval '25 days' * pg_temp.sample_dice(s.n, 18) as paid_at,
        (o.net_total + o.tax_total - o.cancelled_net - o.cancelled_tax)
          / case when pg_temp.sample_dice(s.n, 17) < 0.01 then 2 else 1 end as amount
      from sample_orders s join orders o on o.id = s.id
      where s.fate in ('completed', 'given-up') and pg_temp.sample_dice(s.n, 17) < 0.985) paid
    where amount > 0 and paid_at < ${bulk.now.toISOString()}::timestamptz
    order by paid.paid_at, n`,
];
