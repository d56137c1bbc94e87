import { and, eq, isNull, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import { orders, shipmentLines, shipments } from "@/modules/orders/schema";
import { carriers } from "@/modules/shop/carriers/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asQuantity } from "@/platform/database/numbers";
import type { ListToPack } from "./contract";
import { TO_PACK_DAYS } from "./parcel";
import { addressed, recipientColumns } from "./queries";
import { parcelLines } from "./schema";

const BY_AGE = keyset([shipments.shippedAt, "timestamptz"], [shipments.id, "uuid"]);

const shipped = sql`(
  select sum(${shipmentLines.quantity}) from ${shipmentLines} where ${shipmentLines.shipmentId} = ${shipments.id})`;
const packed = sql`coalesce((
  select sum(${parcelLines.quantity})
    from ${parcelLines} join ${shipmentLines} on ${shipmentLines.id} = ${parcelLines.shipmentLineId}
   where ${shipmentLines.shipmentId} = ${shipments.id}), 0)`;

/** Shipments of the last days of which something is in no parcel yet, by when they shipped. */
export async function listToPack(ctx: ReadContext, { cursor, limit, descending, warehouseId }: ListToPack) {
  const rows = await ctx.db
    .select({
      id: shipments.id,
      orderId: orders.id,
      orderNumber: orders.number,
      sequence: shipments.sequence,
      shippedAt: shipments.shippedAt,
      customerReference: orders.customerReference,
      warehouseCode: locations.code,
      items: asQuantity(shipped),
      left: asQuantity(sql`${shipped} - ${packed}`),
      /** With whom the order is to go, as long as they are in use. */
      carrierId: carriers.id,
      carrierName: carriers.name,
      service: sql<string>`case when ${carriers.id} is null then '' else ${orders.carrierService} end`,
      ...recipientColumns,
      keys: BY_AGE.keys,
    })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .innerJoin(locations, eq(locations.id, orders.warehouseId))
    .leftJoin(carriers, and(eq(carriers.id, orders.carrierId), isNull(carriers.archivedAt)))
    .where(
      and(
        sql`${shipments.toPack}`,
        isNull(shipments.voidedAt),
        sql`${shipments.shippedAt} > now() - make_interval(days => ${TO_PACK_DAYS})`,
        warehouseScope(ctx, orders.warehouseId),
        warehouseId === undefined ? undefined : eq(orders.warehouseId, warehouseId),
        BY_AGE.after({ cursor, descending }),
      ),
    )
    .orderBy(...BY_AGE.order({ descending }))
    .limit(limit + 1);
  return BY_AGE.toPage(rows.map(addressed), { limit });
}
