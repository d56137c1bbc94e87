import { eq } from "drizzle-orm";
import * as z from "zod";
import { shipments } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";

const orderTracked = defineEvent("orders.tracked", z.object({ orderId: Id, customerId: Id }));

type Tracked = { orderId: string; customerId: string; shipmentId: string; tracking: string };

/**
 * Writes down by which numbers a locked shipment is followed, each with a comma between: searches, lists and documents
 * read them there, whoever packs its parcels. The caller records the change.
 */
export async function keepTracking(ctx: TxContext, { orderId, customerId, shipmentId, tracking }: Tracked) {
  await ctx.db.update(shipments).set({ tracking }).where(eq(shipments.id, shipmentId));
  emit(ctx, orderTracked, { orderId, customerId });
}
