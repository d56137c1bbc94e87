import { sql } from "drizzle-orm";
import { listAvailability } from "@/modules/inventory/queries";
import type { LinePick } from "@/modules/inventory/reservations/pick";
import { shipStock } from "@/modules/inventory/reservations/ship-stock";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { addQuantities, toQuantity } from "@/shared/quantity";
import { changeOrderStatus } from "./change-order-status";
import { orderCompleted, orderShipped, type ShipOrder } from "./contract";
import { findPicks } from "./find-picks";
import { toInvoiceOnceShipped } from "./invoiced/to-invoice";
import { type LockedOrder, lockOrder } from "./lock-order";
import { canShip, openQuantity, formatOrderNumber, shippableQuantity } from "./order";
import { picksMissing } from "./picks-missing";
import { lineNotOfOrder, nothingToShip, orderNotShippable, shipsTooMuch } from "./refusals";
import { orderLines, shipmentLines, shipments } from "./schema";
import { serialsNotChosen } from "./serials/refusals";

/**
 * Ships all or some items of an order out of bins; of pieces with serial numbers those that were picked or are named.
 * When no line is open any more, the order is completed.
 */
export async function shipOrder(ctx: Context, input: ShipOrder) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canShip(order.status)) throw orderNotShippable({ number: order.number, status: order.status });

    const asked = input.lines?.map(({ orderLineId, ...pick }) => ({ lineId: orderLineId, ...pick }));
    const picks = asked ?? (await pickEverything(ctx, order));
    const shippedByLine = sumByLine(picks);
    requireOpen(order, shippedByLine);

    const shipmentId = newId();
    await shipStock(ctx, {
      document: { kind: "order", id: order.id, label: formatOrderNumber(order.number) },
      shipmentId,
      warehouseId: order.warehouseId,
      isAllocated: isAllocated(order),
      lines: picks.map(({ lineId, quantity, locationId, lotId }) => ({
        lineId,
        variantId: variantOf(order, lineId),
        quantity: toQuantity(quantity),
        locationId,
        lotId,
      })),
    });

    writeShipment(ctx, order, shipmentId, picks, input.tracking ?? "");
    const isComplete = order.lines.every((line) => openQuantity(line) === (shippedByLine.get(line.id) ?? 0));
    const before = addQuantities(...order.lines.map((line) => line.shipped));
    const sent = picks.reduce((sum, pick) => sum + pick.quantity, 0);
    recordChange(ctx, {
      entity: "order",
      entityId: order.id,
      label: formatOrderNumber(order.number),
      warehouseIds: [order.warehouseId],
      before: { shipped: before },
      after: { shipped: before + sent, ...(input.tracking && { tracking: input.tracking }) },
    });
    emit(ctx, orderShipped, { orderId: order.id, customerId: order.customerId, shipmentId });
    const toInvoice = toInvoiceOnceShipped(order.id);
    if (isComplete) changeOrderStatus(ctx, order, { to: "completed", event: orderCompleted, toInvoice });
    return { orderId: order.id, shipmentId, isComplete };
  });
}

const isAllocated = (order: LockedOrder): boolean => order.lines.some((line) => line.allocated > 0);

/** What was picked; where nothing was, the bins for everything open and that does not wait. */
async function pickEverything(ctx: TxContext, order: LockedOrder): Promise<LinePick[]> {
  const open = order.lines
    .map((line) => ({ lineId: line.id, variantId: line.variantId, open: shippableQuantity(line) }))
    .filter((line) => line.open > 0);
  if (open.length === 0)
    throw nothingToShip({
      number: order.number,
      short: addQuantities(...order.lines.map((line) => line.short)),
      backordered: addQuantities(...order.lines.map((line) => line.backordered)),
    });
  const { picks, isPicked } = await findPicks(ctx, {
    orderId: order.id,
    warehouseId: order.warehouseId,
    open,
    isAllocated: isAllocated(order),
  });
  if (isPicked) return picks;
  assertChosen(order, picks);
  const picked = sumByLine(picks);
  const uncovered = open.filter((line) => (picked.get(line.lineId) ?? 0) < line.open);
  if (uncovered.length > 0) throw await describeMissing(ctx, order, uncovered);
  return picks;
}

/** Which pieces leave is proposed and not known. @throws serialsNotChosen */
function assertChosen(order: LockedOrder, picks: readonly LinePick[]): void {
  const ships = new Set(picks.map(({ lineId }) => lineId));
  const named = order.lines.filter(({ id, hasSerials }) => hasSerials && ships.has(id));
  if (named.length === 0) return;
  throw serialsNotChosen({ number: order.number, skus: [...new Set(named.map(({ sku }) => sku))] });
}

async function describeMissing(ctx: TxContext, order: LockedOrder, missing: readonly { variantId: string }[]) {
  const variantIds = [...new Set(missing.map(({ variantId }) => variantId))];
  const stock = await listAvailability(ctx, { warehouseId: order.warehouseId, variantIds });
  const skuOf = new Map(order.lines.map(({ variantId, sku }) => [variantId, sku]));
  const skusOf = (ids: readonly string[]) => ids.flatMap((id) => skuOf.get(id) ?? []);
  const skusWith = (what: "expired" | "blocked") =>
    skusOf(stock.flatMap((row) => (row[what] > 0 ? [row.variantId] : [])));
  return picksMissing({
    number: order.number,
    skus: skusOf(variantIds),
    expired: skusWith("expired"),
    blocked: skusWith("blocked"),
  });
}

function sumByLine(picks: readonly LinePick[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const pick of picks) sums.set(pick.lineId, (sums.get(pick.lineId) ?? 0) + pick.quantity);
  return sums;
}

/** Under the order's row lock, so open quantities do not change until the transaction ends. */
function requireOpen(order: LockedOrder, shippedByLine: ReadonlyMap<string, number>): void {
  const ofOrder = new Set(order.lines.map(({ id }) => id));
  const foreign = [...shippedByLine.keys()].filter((lineId) => !ofOrder.has(lineId));
  if (foreign.length > 0) throw lineNotOfOrder({ number: order.number, orderLineIds: foreign });
  const tooMuch = order.lines
    .map((line) => ({
      orderLineId: line.id,
      sku: line.sku,
      asked: shippedByLine.get(line.id) ?? 0,
      open: openQuantity(line),
    }))
    .filter(({ asked, open }) => asked > open);
  if (tooMuch.length > 0) throw shipsTooMuch({ number: order.number, lines: tooMuch });
}

function variantOf(order: LockedOrder, lineId: string): string {
  const line = order.lines.find(({ id }) => id === lineId);
  if (!line) throw lineNotOfOrder({ number: order.number, orderLineIds: [lineId] });
  return line.variantId;
}

const LINE_COLUMNS = { id: "uuid", lineId: "uuid", locationId: "uuid", lotId: "uuid", quantity: "bigint" } as const;

/**
 * Written with the last statement of the transaction, since nothing else asks for it: the stock that leaves is held for
 * the shorter. The order's row lock makes the sequence safe to count.
 */
function writeShipment(
  ctx: TxContext,
  order: LockedOrder,
  shipmentId: string,
  picks: readonly LinePick[],
  tracking: string,
): void {
  const lines = picks.map(({ lineId, locationId, lotId, quantity }) => ({
    id: newId(),
    lineId,
    locationId,
    lotId,
    quantity,
  }));
  ctx.pending.writes.push(
    sql`
    insert into ${shipments} (id, order_id, sequence, tracking, shipped_by, shipped_at)
    values (${shipmentId}::uuid, ${order.id}::uuid,
            (select count(*) + 1 from ${shipments} where order_id = ${order.id}::uuid),
            ${tracking}, ${requireActorId(ctx)}::uuid, ${ctx.now.toISOString()}::timestamptz)`,
    sql`
    insert into ${shipmentLines} (id, shipment_id, order_line_id, location_id, lot_id, quantity)
    select id, ${shipmentId}::uuid, "lineId", "locationId", "lotId", quantity
      from ${rowsOf("line", LINE_COLUMNS, lines)}`,
    addShipped(sumByLine(picks)),
  );
}

/** Behind a `select` Postgres can't count the lines; else it would plan anew for each shipment of few. */
const addShipped = (byLine: ReadonlyMap<string, number>) => sql`
  update ${orderLines} as line set shipped = line.shipped + sent.quantity
    from unnest((select ${arrayOf([...byLine.keys()], "uuid")}), (select ${arrayOf([...byLine.values()], "bigint")}))
      as sent(line_id, quantity)
   where line.id = sent.line_id`;
