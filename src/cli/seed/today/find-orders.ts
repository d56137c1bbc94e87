import { and, asc, desc, eq, exists, gt, gte, isNull, lt, notExists, type SQL, sql } from "drizzle-orm";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { lots, stockReservations } from "@/modules/inventory/schema";
import { billedTotal } from "@/modules/orders/amounts";
import { invoicedParts } from "@/modules/orders/invoiced/schema";
import { isOpenDue } from "@/modules/orders/payments/conditions";
import { orderLines, orders, shipments } from "@/modules/orders/schema";
import { parcels } from "@/modules/parcels/schema";
import { ZERO } from "@/shared/quantity";
import type { SampleShop } from "./chapter";

/*
 * What chapters choose from, by what it is: the year may end at any hour of any day, so nothing is known of an order by
 * its place in it.
 */
type Db = SampleShop["db"];

const isPaid = and(gt(orders.paid, sql`0`), eq(orders.paid, billedTotal(orders)));
/** Nothing of it is on an invoice, came back, or may. */
const isUntouched = (db: Db) =>
  and(
    notExists(db.select().from(invoicedParts).where(eq(invoicedParts.orderId, orders.id))),
    notExists(
      db
        .select()
        .from(orderLines)
        .where(and(eq(orderLines.orderId, orders.id), gt(orderLines.claimed, ZERO))),
    ),
  );
const hasShipped = (db: Db) =>
  exists(
    db
      .select()
      .from(shipments)
      .where(and(eq(shipments.orderId, orders.id), isNull(shipments.voidedAt))),
  );

export type Standing = "open" | "overdue" | "paid";

/** Days of UTC: the shop's may have begun already, and so nothing is chosen that is due on the day itself. */
const standings = (today: string): Record<Standing, SQL | undefined> => ({
  open: and(isOpenDue(orders), eq(orders.paid, sql`0`), gt(orders.dueOn, today)),
  overdue: and(isOpenDue(orders), lt(orders.dueOn, today)),
  paid: isPaid,
});

/** The newest orders that are done and not invoiced, and whose money stands so. */
export const findToInvoice = ({ db, now }: SampleShop, standing: Standing, limit: number) =>
  db
    .select({ id: orders.id, warehouseId: orders.warehouseId, dueOn: orders.dueOn })
    .from(orders)
    .where(
      and(
        eq(orders.status, "completed"),
        standings(now.toISOString().slice(0, 10))[standing],
        hasShipped(db),
        isUntouched(db),
      ),
    )
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(limit);

/** First lines of orders that left before `leftBefore` and are paid, of which two items or more shipped. */
export const findToReturn = ({ db }: SampleShop, leftBefore: Date, limit: number) =>
  db
    .select({ orderId: orders.id, warehouseId: orders.warehouseId, orderLineId: orderLines.id })
    .from(orders)
    .innerJoin(orderLines, and(eq(orderLines.orderId, orders.id), eq(orderLines.position, 1)))
    .where(
      and(
        eq(orders.status, "completed"),
        isPaid,
        lt(orders.completedAt, leftBefore),
        gte(orderLines.shipped, sql`2`),
        isUntouched(db),
      ),
    )
    .orderBy(desc(orders.completedAt), desc(orders.id))
    .limit(limit);

/** Confirmed orders with reserved items that are on no list, the oldest first. None of lots, which may have expired. */
export const findToPick = ({ db }: SampleShop) =>
  db
    .select({ id: orders.id, warehouseId: orders.warehouseId })
    .from(orders)
    .where(
      and(
        eq(orders.status, "confirmed"),
        exists(
          db
            .select()
            .from(stockReservations)
            .where(and(eq(stockReservations.documentId, orders.id), gt(stockReservations.quantity, ZERO))),
        ),
        notExists(db.select().from(stockAllocations).where(eq(stockAllocations.documentId, orders.id))),
        notExists(
          db
            .select()
            .from(orderLines)
            .innerJoin(lots, eq(lots.variantId, orderLines.variantId))
            .where(eq(orderLines.orderId, orders.id)),
        ),
      ),
    )
    .orderBy(asc(orders.placedAt), asc(orders.id));

/** The newest shipments that stand in no parcel yet. */
export const findToPack = ({ db }: SampleShop, limit: number) =>
  db
    .select({ id: shipments.id, warehouseId: orders.warehouseId })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(
      and(isNull(shipments.voidedAt), notExists(db.select().from(parcels).where(eq(parcels.shipmentId, shipments.id)))),
    )
    .orderBy(desc(shipments.shippedAt), desc(shipments.id))
    .limit(limit);
