import { type AnyColumn, and, asc, eq, exists, inArray, isNull, ne, not, or, sql } from "drizzle-orm";
import { getShopSettings } from "@/modules/shop/queries";
import type { TxContext } from "@/platform/context";
import { hasLeft } from "./departure";
import { hasTags } from "./list-tags";
import { payments } from "./payments/schema";
import { orders, shipments } from "./schema";

const NAMED_MAX = 20;

/**
 * The numbers of orders that still have something to do with their customer, the first few of them: those that are
 * open, and those with a shipment that has not left, which are open again once it is voided.
 */
export async function listOpenOrders(ctx: TxContext, customerId: string): Promise<number[]> {
  const { timeZone } = await getShopSettings(ctx);
  const isAtTheDoor = exists(
    ctx.db
      .select({ one: sql`1` })
      .from(shipments)
      .where(and(eq(shipments.orderId, orders.id), isNull(shipments.voidedAt), not(hasLeft(timeZone)))),
  );
  const rows = await ctx.db
    .select({ number: orders.number })
    .from(orders)
    .where(
      and(
        eq(orders.customerId, customerId),
        or(inArray(orders.status, ["draft", "confirmed", "on_hold"]), isAtTheDoor),
      ),
    )
    .orderBy(asc(orders.number))
    .limit(NAMED_MAX);
  return rows.map(({ number }) => number);
}

/** The country decided the tax, and stays. */
const onlyCountry = (address: AnyColumn) =>
  sql`case when ${address} is not null then jsonb_build_object(
    'name', '', 'address', '', 'postcode', '', 'city', '', 'country', ${address} ->> 'country') end`;

/** Why there was no tax stays with the amounts, and the number that says of whom goes. */
const withoutNumber = sql`${orders.taxBasis} || '{"number": ""}'`;

/** Takes what was written about a customer out of their orders; amounts, items and numbers stay. */
export async function eraseOrders(ctx: TxContext, customerId: string): Promise<void> {
  const isOfCustomer = eq(orders.customerId, customerId);
  await ctx.db
    .update(orders)
    .set({ note: "", customerReference: "", tags: [], version: sql`${orders.version} + 1` })
    .where(and(isOfCustomer, or(ne(orders.note, ""), ne(orders.customerReference, ""), hasTags)));
  await ctx.db
    .update(orders)
    .set({
      deliveryAddress: onlyCountry(orders.deliveryAddress),
      billingAddress: onlyCountry(orders.billingAddress),
      taxBasis: withoutNumber,
    })
    .where(isOfCustomer);
  const theirs = ctx.db.select({ id: orders.id }).from(orders).where(isOfCustomer);
  await ctx.db.update(shipments).set({ tracking: "", voidReason: "" }).where(inArray(shipments.orderId, theirs));
  await ctx.db.update(payments).set({ reference: "", note: "" }).where(inArray(payments.orderId, theirs));
}
