import { sql } from "drizzle-orm";
import * as z from "zod";
import { shipments } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";

const orderTracked = defineEvent("orders.tracked", z.object({ orderId: Id, customerId: Id }));

type Tracked = { orderId: string; customerId: string; shipmentId: string; tracking: string };

/**
 * Writes down by which numbers locked shipments are followed, each with a comma between: searches, lists and documents
 * read them there, whoever packs their parcels. The caller records the change.
 */
export async function keepTracking(ctx: TxContext, tracked: readonly Tracked[]): Promise<void> {
  if (tracked.length === 0) return;
  const rows = tracked.map(({ shipmentId, tracking }) => ({ shipmentId, tracking }));
  await ctx.db.execute(sql`
    update ${shipments} as shipment set tracking = told.tracking
      from ${rowsOf("told", { shipmentId: "uuid", tracking: "text" }, rows)}
     where shipment.id = told."shipmentId"`);
  for (const { orderId, customerId } of tracked) emit(ctx, orderTracked, { orderId, customerId });
}
