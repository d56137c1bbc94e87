import { type SQL, sql } from "drizzle-orm";

/*
 * What was sold, line by line: items count on the day of the shop on which they left, and count back on the day on
 * which they came back. Amounts are net, after every discount, and know no shipping charge. An item costs what the
 * catalog said when it left; what comes back takes that with it, whatever becomes of it afterwards.
 */

/** What so many of line `l` come to: `partOf` in TypeScript, and `cancel_line_amounts` of the database. */
const partOfLine = (quantity: SQL): SQL => sql`case
  when l.net_total = kept_amount('net', l.unit_price, l.quantity, l.discount_rate, l.tax_rate, l.prices_include_tax)
    and l.tax_total = kept_amount('tax', l.unit_price, l.quantity, l.discount_rate, l.tax_rate, l.prices_include_tax)
  then kept_amount('net', l.unit_price, ${quantity}, l.discount_rate, l.tax_rate, l.prices_include_tax)
  else part_of_amount(l.net_total, ${quantity}, l.quantity) end`;

/** How much of the line had left with this shipment, so that its parts come to the line, to the cent. */
const leftSoFar = sql`(
  select sum(e.quantity)::bigint from shipment_lines e join shipments f on f.id = e.shipment_id
   where e.order_line_id = l.id and f.voided_at is null and (f.shipped_at, e.id) <= (s.shipped_at, i.id))`;

const shippedNet = sql`case when i.quantity = l.quantity then l.net_total
  else (select ${partOfLine(sql`so_far`)} - ${partOfLine(sql`so_far - i.quantity`)}
          from (select ${leftSoFar} as so_far) reached) end`;

const costOf = (line: SQL): SQL => sql`round(${line}.unit_cost::numeric * ${line}.quantity / 10000)`;

/** Of what the line had cost when it left until then, the part that came back: all of it takes all of that along. */
const returnedCost = sql`(
  select (round(cost * back / sent) - round(cost * (back - b.quantity) / sent))::bigint
    from (select case when bool_and(e.unit_cost is not null) then sum(${costOf(sql`e`)}) end as cost,
                 nullif(sum(e.quantity), 0) as sent
            from shipment_lines e join shipments f on f.id = e.shipment_id
           where e.order_line_id = l.id and f.voided_at is null and f.shipped_at <= b.received_at) shipped,
         (select sum(c.quantity) as back
            from return_lines q join return_receipts c on c.return_line_id = q.id
           where q.order_line_id = l.id and c.outcome <> 'reject'
             and (c.received_at, c.id) <= (b.received_at, b.id)) returned)`;

export type Sold = {
  /** Which of order `o` and line `l`. */
  condition: SQL;
  /** Whether a moment is of the days that are asked for. */
  within: (moment: SQL) => SQL;
};

/** The lines of some days: a subquery. `known_net` is what of the net has a cost. */
export const soldIn = ({ condition, within }: Sold): SQL => sql`(
  select line.*, case when cost is null then 0 else net end as known_net from (
    select i.id, s.shipped_at as at, false as is_return, o.id as order_id, o.number as order_number, o.customer_id,
           o.warehouse_id, l.variant_id, i.quantity, ${shippedNet} as net, ${costOf(sql`i`)}::bigint as cost
      from shipments s
      join shipment_lines i on i.shipment_id = s.id
      join order_lines l on l.id = i.order_line_id
      join orders o on o.id = s.order_id
     where s.voided_at is null and ${within(sql`s.shipped_at`)} and ${condition}
    union all
    select b.id, b.received_at, true, o.id, o.number, o.customer_id, o.warehouse_id, l.variant_id,
           -b.quantity, -b.net, -${returnedCost}
      from return_receipts b
      join return_lines r on r.id = b.return_line_id
      join order_lines l on l.id = r.order_line_id
      join orders o on o.id = l.order_id
     where b.outcome <> 'reject' and ${within(sql`b.received_at`)} and ${condition}) line)`;

const startOf = (day: SQL, timeZone: SQL): SQL => sql`(${day}::timestamp at time zone ${timeZone})`;

/**
 * Whether a moment is of the days from one to another. The date decides, as in the triggers: where clocks go back at
 * midnight, an hour occurs twice. The bounds are for the index, and wider by that hour.
 */
export const withinDays =
  ({ from, to, timeZone }: { from: SQL; to: SQL; timeZone: SQL }) =>
  (moment: SQL): SQL =>
    sql`${moment} >= ${startOf(from, timeZone)} - interval '1 hour'
      and ${moment} < ${startOf(sql`(${to} + 1)`, timeZone)} + interval '1 hour'
      and (${moment} at time zone ${timeZone})::date between ${from} and ${to}`;

/** The sums that are kept of a day, and shown. */
export const FIGURES = ["quantity", "net", "known_net", "cost"] as const;
export const SUMS: SQL = sql.join(
  FIGURES.map((figure) => sql`coalesce(sum(${sql.identifier(figure)}), 0)::bigint as ${sql.identifier(figure)}`),
  sql`, `,
);
