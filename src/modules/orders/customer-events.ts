import { eq, type SQL, sql } from "drizzle-orm";
import type { ListCustomerEvents } from "@/modules/customers/contract";
import { customerNotes } from "@/modules/customers/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { actorId, type ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asCount, asMoney } from "@/platform/database/numbers";
import { can } from "@/shared/access";
import { billedTotal } from "./amounts";
import { orderMails } from "./mails/schema";
import { payments } from "./payments/schema";
import { orders, shipments } from "./schema";

type EventKind = "placed" | "cancelled" | "shipped" | "payment" | "refund" | "email" | "note";

/**
 * Each part of the list names the same: what happened, when, by whom, to which order, how much, and what was said.
 * `offset 0` has Postgres look for what belongs to each order, where it would read all shipments and payments.
 */
function eventsOf(ctx: ReadContext, customerId: string) {
  const theirs = sql`from ${orders} where ${orders.customerId} = ${customerId}::uuid
    and ${warehouseScope(ctx, orders.warehouseId) ?? sql`true`}`;
  return sql`(
    with theirs as materialized (
      select ${orders.id}, number, ${orders.placedAt}, ${orders.cancelledAt}, placed_by,
             ${billedTotal(orders)} as billed ${theirs})
    select id, 'placed' as kind, placed_at as at, placed_by as by, id as order_id, number, billed as amount,
           '' as text, false as is_voided from theirs
    union all
    select id, 'cancelled', cancelled_at, null, id, number, null, '', false from theirs where cancelled_at is not null
    union all
    select s.id, 'shipped', s.shipped_at, s.shipped_by, o.id, o.number, null, s.tracking, s.voided_at is not null
      from theirs o cross join lateral (select * from ${shipments} s where s.order_id = o.id offset 0) s
    union all
    select p.id, p.kind, p.recorded_at, p.recorded_by, o.id, o.number, p.amount, p.reference,
           p.is_voided
      from theirs o cross join lateral (
        select p.*, exists (select from ${payments} later where later.voids_id = p.id) as is_voided
          from ${payments} p where p.order_id = o.id and p.voids_id is null offset 0) p
    union all
    select m.id, 'email', m.asked_at, m.asked_by, o.id, o.number, null, m.number, m.state in ('refused', 'stopped')
      from theirs o cross join lateral (
        select m.id, m.asked_at, m.asked_by, m.number, m.state from ${orderMails} m where m.order_id = o.id offset 0) m
    union all
    select id, 'note', written_at, written_by, null, null, null, text, false
      from ${customerNotes} where customer_id = ${customerId}::uuid) as event`;
}

const orNull = <Value>(expression: SQL<Value>): SQL<Value | null> => expression;
const at = sql`event.at`;
const LATEST_FIRST = keyset([at, "timestamptz"], [sql`event.id`, "uuid"]);

/** What happened with a customer in the warehouses of the person who asks, and what was noted of them, latest first. */
export async function listCustomerEvents(ctx: ReadContext, { customerId, cursor, limit }: ListCustomerEvents) {
  const rows = await ctx.db
    .select({
      id: sql<string>`event.id`,
      kind: sql<EventKind>`event.kind`,
      at: sql<Date>`${at}`.mapWith(orders.placedAt),
      orderId: sql<string | null>`event.order_id`,
      number: orNull(asCount(sql`event.number`)),
      amount: orNull(asMoney(sql`event.amount`)),
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
    rows: page.rows.map(({ by, ...event }) => ({
      ...event,
      mayRemove: event.kind === "note" && (mayRemoveAll || (mayRemove && by === actorId(ctx))),
    })),
  };
}
