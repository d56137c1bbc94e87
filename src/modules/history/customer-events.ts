import { eq, type SQL, sql } from "drizzle-orm";
import { customerNotes } from "@/modules/customers/schema";
import { formatInvoiceNumber } from "@/modules/invoices/invoice";
import { invoices } from "@/modules/invoices/schema";
import { billedTotal } from "@/modules/orders/amounts";
import { orderMails } from "@/modules/orders/mails/schema";
import { payments } from "@/modules/orders/payments/schema";
import { orders, shipments } from "@/modules/orders/schema";
import { formatReturnNumber } from "@/modules/returns/return";
import { returnLines, returnReceipts, returns } from "@/modules/returns/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { actorId, type ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asCount, asMoney, asQuantity } from "@/platform/database/numbers";
import { can, type Permission } from "@/shared/access";
import type { ListCustomerEvents } from "./contract";

/** In the order in which they follow from each other, for those of one moment. */
const KINDS = [
  "note",
  "placed",
  "payment",
  "shipped",
  "invoice",
  "return-authorised",
  "return-received",
  "return-closed",
  "return-cancelled",
  "credit-note",
  "refund",
  "cancelled",
  "email",
] as const;
type EventKind = (typeof KINDS)[number];

/** What belongs to each of their orders: by `offset 0` Postgres looks order by order, where it would read all. */
const ofEach = (rows: SQL): SQL => sql`theirs o cross join lateral (${rows} offset 0) of_order`;

/** Each part of the list names its columns as `WHAT` does, and is read by those who may read what it tells of. */
const PARTS: readonly { permission: Permission; rows: (scope: Scope) => SQL }[] = [
  {
    permission: "customers.read",
    rows: ({ customerId }) => sql`
      select id, 'note', written_at, written_by, null, null, null, null, null, null, null, text, false
        from ${customerNotes} where customer_id = ${customerId}::uuid`,
  },
  {
    permission: "orders.read",
    rows: () => sql`
      select id, 'placed', placed_at, placed_by, id, number, null, null, null, billed, null, '', false from theirs
      union all
      select id, 'cancelled', cancelled_at, null, id, number, null, null, null, null, null, '', false
        from theirs where cancelled_at is not null
      union all
      select of_order.id, 'shipped', shipped_at, shipped_by, o.id, o.number, null, null, null, null, null, tracking,
             voided_at is not null
        from ${ofEach(sql`select s.* from ${shipments} s where s.order_id = o.id`)}
      union all
      select of_order.id, kind, recorded_at, recorded_by, o.id, o.number, null, null, null, amount, null, reference,
             is_voided
        from ${ofEach(sql`
          select p.*, exists (select from ${payments} later where later.voids_id = p.id) as is_voided
            from ${payments} p where p.order_id = o.id and p.voids_id is null`)}
      union all
      select of_order.id, 'email', asked_at, asked_by, o.id, o.number, null, null, null, null, null, of_order.number,
             state in ('refused', 'stopped')
        from ${ofEach(sql`
          select m.id, m.asked_at, m.asked_by, m.number, m.state from ${orderMails} m where m.order_id = o.id`)}`,
  },
  {
    permission: "returns.read",
    rows: ({ ofReturns }) => sql`
      select of_order.id, 'return-authorised', authorised_at, authorised_by, o.id, o.number,
             of_order.id, of_order.number, null, null, asked, '', false
        from ${ofEach(sql`
          select ${returns}.*, (select sum(line.quantity) from ${returnLines} line where line.return_id = ${returns.id})
                 as asked
            from ${returns} where ${returns.orderId} = o.id and ${ofReturns}`)}
      union all
      select received_as, 'return-received', received_at, received_by, o.id, o.number,
             of_order.id, of_order.number, null, null, received, '', false
        from ${ofEach(sql`
          select ${returns.id}, ${returns.number}, coalesce(receipt.receiving_id, receipt.id) as received_as,
                 receipt.received_at, receipt.received_by, sum(receipt.quantity) as received
            from ${returns} join ${returnReceipts} receipt on receipt.return_id = ${returns.id}
           where ${returns.orderId} = o.id and ${ofReturns}
           group by ${returns.id}, received_as, receipt.received_at, receipt.received_by`)}
      union all
      select of_order.id, 'return-' || status, ended_at, ended_by, o.id, o.number,
             of_order.id, of_order.number, null, null, null, '', false
        from ${ofEach(sql`
          select ${returns}.* from ${returns}
           where ${returns.orderId} = o.id and ${ofReturns} and ${returns.endedAt} is not null`)}`,
  },
  {
    permission: "invoices.read",
    rows: () => sql`
      select of_order.id, kind, issued_at, issued_by, o.id, o.number,
             of_order.id, of_order.number, year, net_total + tax_total, null, '', false
        from ${ofEach(sql`
          select i.id, i.kind, i.issued_at, i.issued_by, i.number, i.year, i.net_total, i.tax_total
            from ${invoices} i where i.order_id = o.id`)}`,
  },
];
type Scope = { customerId: string; ofReturns: SQL };

/** Without rows, for those who may read of nothing. */
const WHAT = sql`
  select null::uuid as id, null as kind, null::timestamptz as at, null::uuid as by, null::uuid as order_id,
         null::bigint as number, null::uuid as subject_id, null::bigint as subject_number,
         null::integer as subject_year, null::bigint as amount, null::bigint as quantity, null as text,
         null::boolean as is_voided where false`;

function eventsOf(ctx: ReadContext, customerId: string): SQL {
  const scope = { customerId, ofReturns: warehouseScope(ctx, returns.warehouseId) };
  const parts = PARTS.filter(({ permission }) => can(ctx.actor, permission)).map(({ rows }) => rows(scope));
  return sql`(
    with theirs as materialized (
      select ${orders.id}, number, ${orders.placedAt}, ${orders.cancelledAt}, placed_by,
             ${billedTotal(orders)} as billed
        from ${orders}
       where ${orders.customerId} = ${customerId}::uuid and ${warehouseScope(ctx, orders.warehouseId)})
    ${sql.join([WHAT, ...parts], sql` union all `)}) as event`;
}

const orNull = <Value>(expression: SQL<Value>): SQL<Value | null> => expression;
const at = sql`event.at`;
const RANK = sql`array_position(array[${sql.join(
  KINDS.map((kind) => sql`${kind}`.inlineParams()),
  sql`, `,
)}], event.kind)`;
/** An order that is cancelled, and a return that has ended, has one id for both: the kind tells them apart. */
const LATEST_FIRST = keyset([at, "timestamptz"], [RANK, "bigint"], [sql`event.id`, "uuid"]);

/**
 * What happened with a customer in the warehouses of the person who asks, and what was noted of them, latest first: as
 * far as the person may read of orders, returns, invoices and customers.
 */
export async function listCustomerEvents(ctx: ReadContext, { customerId, cursor, limit }: ListCustomerEvents) {
  const rows = await ctx.db
    .select({
      id: sql<string>`event.id`,
      kind: sql<EventKind>`event.kind`,
      at: sql<Date>`${at}`.mapWith(orders.placedAt),
      orderId: sql<string | null>`event.order_id`,
      number: orNull(asCount(sql`event.number`)),
      /** The return, invoice or credit note. */
      subjectId: sql<string | null>`event.subject_id`,
      subjectNumber: orNull(asCount(sql`event.subject_number`)),
      subjectYear: sql<number | null>`event.subject_year`,
      amount: orNull(asMoney(sql`event.amount`)),
      quantity: orNull(asQuantity(sql`event.quantity`)),
      text: sql<string>`event.text`,
      /** Of an email: it did not go. */
      isVoided: sql<boolean>`event.is_voided`,
      by: sql<string | null>`event.by`,
      byName: users.name,
      keys: LATEST_FIRST.keys,
    })
    .from(eventsOf(ctx, customerId))
    .leftJoin(users, eq(users.id, sql`event.by`))
    .where(LATEST_FIRST.after({ cursor, descending: true }))
    .orderBy(...LATEST_FIRST.order({ descending: true }))
    .limit(limit + 1);
  const page = LATEST_FIRST.toPage(rows, { limit });
  const mayRemove = can(ctx.actor, "customers.remove-note");
  const mayRemoveAll = mayRemove && can(ctx.actor, "customers.remove-others-note");
  return {
    ...page,
    rows: page.rows.map(({ by, subjectNumber, subjectYear, ...event }) => ({
      ...event,
      subjectName: subjectNumber === null ? null : nameOf(event.kind, subjectNumber, subjectYear),
      mayRemove: event.kind === "note" && (mayRemoveAll || (mayRemove && by === actorId(ctx))),
    })),
  };
}

const nameOf = (kind: EventKind, number: number, year: number | null): string =>
  kind === "invoice" || kind === "credit-note"
    ? formatInvoiceNumber({ kind, year: year ?? 0, number })
    : formatReturnNumber(number);
