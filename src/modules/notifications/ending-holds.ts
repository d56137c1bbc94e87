import { eq, inArray, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { stockHolds } from "@/modules/inventory/holds/schema";
import { formatOrderNumber } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { inboxChanged } from "./contract";
import { type Happening, NOBODY } from "./happening";
import { holdCustomers } from "./hold-customers";
import { notices } from "./schema";

/** So long before its end people are told of a hold, or when half of its time is over. */
const HOURS_BEFORE = 4;

/** Drafts whose hold ends soon by the clock of the database, each with the moment: another one is told again. */
const ENDING = sql`
  select hold.document_id as order_id,
         'hold-ending ' || hold.document_id || ' ' || extract(epoch from max(hold.held_until)) as once_key
    from ${stockHolds} hold join ${orders} quote on quote.id = hold.document_id and quote.status = 'draft'
   where hold.quantity > 0 and hold.held_until > now()
   group by hold.document_id
  having max(hold.held_until) <= now() + least(
    make_interval(hours => ${HOURS_BEFORE}), (max(hold.held_until) - min(hold.created_at)) / 2)`;

/** Whoever placed a quote is told before it gives up what it holds, once for each time. No fact tells of that. */
export async function findEndingHolds(ctx: TxContext): Promise<Happening[]> {
  const found = await ctx.db.execute<{ order_id: string; once_key: string }>(ENDING);
  if (found.length === 0) return [];
  const ids = found.map(({ order_id: orderId }) => orderId);
  await holdCustomers(ctx, ids);
  const rows = await ctx.db
    .select({ orderId: orders.id, number: orders.number, placedBy: orders.placedBy, customer: customers.name })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(inArray(orders.id, ids))
    .orderBy(orders.number);
  const keyOf = new Map(found.map(({ order_id: orderId, once_key: onceKey }) => [orderId, onceKey]));
  return rows.map(({ orderId, number, placedBy, customer }) => ({
    ...NOBODY,
    kind: "hold-ending",
    userId: placedBy,
    subjectId: orderId,
    label: formatOrderNumber(number),
    detail: customer,
    onceKey: keyOf.get(orderId) ?? null,
  }));
}

/**
 * Takes such notices away once it is not so any more: the quote holds longer, nothing any more, or is no quote. After
 * facts it looks at those of a day alone, which an index has: none is of use for longer than the hours above.
 */
export async function settleEndingHolds(ctx: TxContext, { ofLate }: { ofLate: boolean }): Promise<void> {
  const gone = await ctx.db.execute<{ user_id: string }>(sql`
    delete from ${notices} told
     where told.kind = 'hold-ending' and told.count = 1
       and ${ofLate ? sql`told.created_at > now() - interval '1 day'` : sql`true`}
       and told.once_key not in (select once_key from (${ENDING}) still)
    returning told.user_id`);
  for (const userId of new Set(gone.map(({ user_id: id }) => id))) emitProgress(ctx, inboxChanged, { userId });
}
