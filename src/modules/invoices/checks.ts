import { type SQL, sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";

const LINES = "What an invoice comes to is the sum of its lines, and says so";
const PARTS = "What is invoiced of an order is the sum of its invoices less its credit notes";
const ORDERED = "No more of an order line is invoiced than was ordered, at what it comes to";
const BALANCES = "What is left to pay of an invoice is what payments and credit notes left";
const GAPS = "Numbers of invoices have no gaps";

/** Of a line that is whole on invoices; its parts and shares of cents may move it by one each. */
const centsOf = (rows: SQL) => sql`(${rows} + 1)`;

/** What must hold of invoices: they are few beside movements of stock, and read whole each time. */
export const invoicesChecks: readonly Check[] = [
  {
    name: LINES,
    rows: sql`
      with lines as (
        select invoice_id, sum(net) as net, sum(tax) as tax from invoice_lines group by 1),
      taxes as (
        select i.id, sum((part ->> 'net')::bigint) as net, sum((part ->> 'tax')::bigint) as tax
          from invoices i cross join lateral jsonb_array_elements(i.content -> 'taxes') part group by 1)
      select i.kind || ' ' || i.year || '-' || i.number as subject,
             coalesce(l.net, 0) || ' + ' || coalesce(l.tax, 0) as expected,
             i.net_total || ' + ' || i.tax_total || ', taxes of '
               || coalesce(t.net, 0) || ' + ' || coalesce(t.tax, 0) as found
        from invoices i left join lines l on l.invoice_id = i.id left join taxes t on t.id = i.id
       where (i.net_total, i.tax_total) is distinct from (coalesce(l.net, 0), coalesce(l.tax, 0))
          or (i.net_total, i.tax_total) is distinct from (coalesce(t.net, 0), coalesce(t.tax, 0))
          or (i.content #>> '{totals,total}')::bigint is distinct from i.net_total + i.tax_total`,
  },
  {
    name: PARTS,
    rows: sql`
      with summed as (
        select coalesce(order_line_id, order_id) as id,
               sum(case when corrects_line_id is null then quantity else -quantity end) as quantity,
               sum(case when corrects_line_id is null then net else -net end) as net,
               sum(case when corrects_line_id is null then tax else -tax end) as tax
          from invoice_lines group by 1)
      select coalesce(s.id, p.id)::text as subject,
             coalesce(s.quantity || ' for ' || (s.net + s.tax), 'none') as expected,
             coalesce(p.quantity || ' for ' || (p.net + p.tax), 'none') as found
        from summed s full join invoiced_parts p on p.id = s.id
       where (s.quantity, s.net, s.tax) is distinct from (p.quantity, p.net, p.tax)`,
  },
  {
    name: ORDERED,
    rows: sql`
      with billed as (
        select order_line_id as id, count(*) as rows,
               sum(case when corrects_line_id is null then quantity else -quantity end) as quantity,
               -- What was taken off without items is a favour, and no part of what the line comes to.
               sum(case when corrects_line_id is null then net when quantity > 0 then -net else 0 end) as net,
               sum(case when corrects_line_id is null then tax when quantity > 0 then -tax else 0 end) as tax,
               bool_or(corrects_line_id is not null and quantity = 0) as has_favours
          from invoice_lines line
         -- A fee for what came back, and what was taken off it, is beside the items.
         where order_line_id is not null
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
  },
  {
    name: BALANCES,
    rows: sql`
      with notes as (
        select corrects_id as id, sum(net_total + tax_total) as credited
          from invoices where corrects_id is not null group by 1),
      billed as (
        select i.id, i.order_id, i.year, i.number, i.due_on, i.net_total + i.tax_total as total,
               coalesce(credited, 0) as credited
          from invoices i left join notes using (id) where kind = 'invoice'),
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
  },
  {
    name: GAPS,
    rows: sql`
      select s.name as subject, 'up to ' || (s.next - 1) as expected,
             count(i.number) || ' up to ' || max(i.number) as found
        from number_series s
        left join invoices i on i.kind || 's-' || i.year = s.name
       where s.name ~ '^(invoice|credit-note)s-\\d{4}$'
       group by s.name, s.next
      having max(i.number) is distinct from s.next - 1 or count(*) <> max(i.number) - min(i.number) + 1`,
  },
];
