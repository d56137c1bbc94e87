import { type SQL, sql } from "drizzle-orm";
import type { Mark } from "@/modules/inventory/proofs/proved";
import { isOfTouchedOrder } from "@/modules/orders/checks";
import { mayDiffer } from "@/platform/database/fingerprint";
import type { Check } from "@/platform/database/verify";

const LINES = "What an invoice comes to is the sum of its lines, and says so";
const PARTS = "What is invoiced of an order is the sum of its invoices less its credit notes";
const ORDERED = "No more of an order line is invoiced than was ordered, at what it comes to";
const BALANCES = "What is left to pay of an invoice is what payments and credit notes left";
const GAPS = "Numbers of invoices have no gaps";

const SIDES = sql`sides`;
/** Of a line that is whole on invoices; its parts and shares of cents may move it by one each. */
const centsOf = (rows: SQL) => sql`(${rows} + 1)`;

/** What must hold of invoices: of all, or of those whose order was touched since. Numbers are all looked at. */
export const invoicesChecks = (since: Mark | null): readonly Check[] => {
  const isTouched = (orderId: SQL) => isOfTouchedOrder(orderId, since);
  return [lines(isTouched), parts(isTouched), ordered(isTouched), balances(isTouched), GAPLESS];
};

type Touched = (orderId: SQL) => SQL;

/** The text of an invoice is unpacked once for each, and its lines are added up where they may be wrong. */
const lines = (isTouched: Touched): Check => ({
  name: LINES,
  rows: sql`
    with sides as not materialized (
      select id, net_total as net, tax_total as tax from invoices i where ${isTouched(sql`i.order_id`)}
      union all
      select invoice_id, -net, -tax from invoice_lines l where ${isTouched(sql`l.order_id`)}),
    wrong as (
      select id from sides where ${mayDiffer(SIDES, [sql`id`], sql`net`, sql`tax`)}
       group by id having sum(net) <> 0 or sum(tax) <> 0
      union
      select i.id from invoices i
       cross join lateral jsonb_to_record(i.content) as said (taxes jsonb, totals jsonb)
       cross join lateral (
         select coalesce(sum(net), 0) as net, coalesce(sum(tax), 0) as tax
           from jsonb_to_recordset(said.taxes) as part (net bigint, tax bigint)) taxed
       where ${isTouched(sql`i.order_id`)}
         and ((i.net_total, i.tax_total) is distinct from (taxed.net, taxed.tax)
           or (said.totals ->> 'total')::bigint is distinct from i.net_total + i.tax_total))
    select i.kind || ' ' || i.year || '-' || i.number as subject,
           (select coalesce(sum(net), 0) || ' + ' || coalesce(sum(tax), 0) from invoice_lines l
             where l.invoice_id = i.id) as expected,
           i.net_total || ' + ' || i.tax_total || ', taxes of '
             || (select coalesce(sum(net), 0) || ' + ' || coalesce(sum(tax), 0)
                   from jsonb_to_recordset(i.content -> 'taxes') as part (net bigint, tax bigint)) as found
      from wrong join invoices i using (id)`,
});

const parts = (isTouched: Touched): Check => ({
  name: PARTS,
  rows: sql`
    with sides as not materialized (
      select coalesce(order_line_id, order_id) as id, case when corrects_line_id is null then 1 else -1 end * quantity
               as quantity, case when corrects_line_id is null then 1 else -1 end * net as net,
             case when corrects_line_id is null then 1 else -1 end * tax as tax
        from invoice_lines l where ${isTouched(sql`l.order_id`)}
      union all
      select id, -quantity, -net, -tax from invoiced_parts p where ${isTouched(sql`p.order_id`)}),
    differences as (
      select id, sum(quantity) as quantity, sum(net) as net, sum(tax) as tax from sides
       where ${mayDiffer(SIDES, [sql`id`], sql`quantity`, sql`net`, sql`tax`)}
       group by id having sum(quantity) <> 0 or sum(net) <> 0 or sum(tax) <> 0)
    select d.id::text as subject,
           (coalesce(p.quantity, 0) + d.quantity) || ' for '
             || (coalesce(p.net + p.tax, 0) + d.net + d.tax) as expected,
           coalesce(p.quantity || ' for ' || (p.net + p.tax), 'none') as found
      from differences d left join invoiced_parts p using (id)`,
});

/** By the parts, which are proved above: looked at one by one where a line is not simply invoiced as it was ordered. */
const ordered = (isTouched: Touched): Check => ({
  name: ORDERED,
  rows: sql`
    with asked as materialized (
      select p.id from invoiced_parts p join order_lines l on l.id = p.id
       where ${isTouched(sql`p.order_id`)}
         and (p.quantity <> l.quantity or p.net <> l.net_total or p.tax <> l.tax_total)
      union all
      select order_line_id from invoice_lines l
       where order_line_id is not null and (quantity = 0 or corrects_line_id is not null)
         and ${isTouched(sql`l.order_id`)}),
    billed as (
      select order_line_id as id, count(*) as rows,
             sum(case when corrects_line_id is null then quantity else -quantity end) as quantity,
             -- What was taken off without items is a favour, and no part of what the line comes to.
             sum(case when corrects_line_id is null then net when quantity > 0 then -net else 0 end) as net,
             sum(case when corrects_line_id is null then tax when quantity > 0 then -tax else 0 end) as tax,
             bool_or(corrects_line_id is not null and quantity = 0) as has_favours
        from invoice_lines line
       -- A fee for what came back, and what was taken off it, is beside the items.
       where order_line_id in (select id from asked)
         and (quantity > 0 or exists (
           select from invoice_lines billed where billed.id = line.corrects_line_id and billed.quantity > 0))
       group by 1)
    select '#' || o.number || ' line ' || l.position as subject,
           l.quantity || ' for ' || l.net_total || ' + ' || l.tax_total as expected,
           b.quantity || ' for ' || b.net || ' + ' || b.tax as found
      from billed b join order_lines l on l.id = b.id join orders o on o.id = l.order_id
     where b.quantity > l.quantity
        or not b.has_favours and (
          abs(b.net - l.net_total::numeric * b.quantity / l.quantity) > ${centsOf(sql`b.rows`)}
          or abs(b.tax - l.tax_total::numeric * b.quantity / l.quantity) > ${centsOf(sql`b.rows`)})`,
});

const balances = (isTouched: Touched): Check => ({
  name: BALANCES,
  rows: sql`
    with notes as (
      select corrects_id as id, sum(net_total + tax_total) as credited
        from invoices where corrects_id is not null group by 1),
    billed as (
      select i.id, i.order_id, i.year, i.number, i.due_on, i.net_total + i.tax_total as total,
             coalesce(credited, 0) as credited
        from invoices i left join notes using (id) where kind = 'invoice' and ${isTouched(sql`i.order_id`)}),
    of_order as (
      select order_id, count(*) as invoices, sum(credited) as credited from billed group by 1),
    -- Which is older counts where an order has several, as few have: not all are to be sorted for them.
    running as (
      select b.id, sum(b.total - b.credited) over (partition by order_id order by b.id) as upto
        from billed b join of_order using (order_id) where invoices > 1),
    due as (
      select b.*, greatest(0, least(b.total - b.credited, coalesce(upto, b.total - b.credited)
               - (o.paid - least(o.refunded, of_order.credited)))) as open
        from billed b join of_order using (order_id) join orders o on o.id = b.order_id
        left join running on running.id = b.id)
    select 'invoice ' || year || '-' || number as subject, concat_ws(', ', d.open, d.due_on) as expected,
           concat_ws(', ', k.open, k.due_on, case when k.is_paid then 'paid' end) as found
      from due d left join invoice_balances k on k.invoice_id = d.id
     where (d.open, d.due_on, d.open = 0 and d.credited < d.total) is distinct from (k.open, k.due_on, k.is_paid)`,
});

const GAPLESS: Check = {
  name: GAPS,
  rows: sql`
    select s.name as subject, 'up to ' || (s.next - 1) as expected,
           count(i.number) || ' up to ' || max(i.number) as found
      from number_series s
      left join invoices i on i.kind || 's-' || i.year = s.name
     where s.name ~ '^(invoice|credit-note)s-\\d{4}$'
     group by s.name, s.next
    having max(i.number) is distinct from s.next - 1 or count(*) <> max(i.number) - min(i.number) + 1`,
};
