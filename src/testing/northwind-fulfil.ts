import { completeOrder } from "@/modules/orders/complete-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { confirmPick } from "@/modules/picking/confirm-pick";
import { createList } from "@/modules/picking/create-list";
import { getPickList } from "@/modules/picking/queries";
import { takeList } from "@/modules/picking/take-list";
import { toQuantity } from "@/shared/quantity";
import { itemOf, type Life } from "./northwind-orders";
import { openOf, type PlainLine } from "./plain-books";

/* Orders of Northwind are picked, shipped in parts, and some of it is undone. */

type Sent = { line: PlainLine; quantity: number }[];
/** The last shipment, for whoever undoes it. */
type Shipment = { id: string; sent: Sent };

function leave({ order }: Life, sent: Sent): void {
  for (const { line, quantity } of sent) line.shipped += quantity;
  if (order.lines.every((line) => openOf(line) === 0)) order.status = "completed";
}

const everything = ({ order }: Life): Sent =>
  order.lines.map((line) => ({ line, quantity: openOf(line) })).filter(({ quantity }) => quantity > 0);

async function shipAll(life: Life, sent = everything(life)): Promise<Shipment> {
  const { shipmentId } = await shipOrder(life.trade.ctx, { orderId: life.order.id });
  leave(life, sent);
  return { id: shipmentId, sent };
}

async function shipSome(life: Life): Promise<Shipment> {
  const { trade, order, random } = life;
  const [first, ...rest] = everything(life).map(({ line, quantity }) => ({
    line,
    quantity: random.between(1, quantity),
  }));
  if (!first) throw new Error("An order that is confirmed has nothing to ship.");
  const sent = [first, ...rest.filter(() => random.chance(0.5))];
  const place = { locationId: trade.binId, lotId: null };
  const lines = sent.map(({ line, quantity }) => ({ orderLineId: line.id, quantity, ...place }));
  const { shipmentId } = await shipOrder(trade.ctx, { orderId: order.id, lines });
  leave(life, sent);
  return { id: shipmentId, sent };
}

/** One walk for several orders: not all of what the list asks for is picked, and each ships what was. */
export async function pickWave(lives: readonly Life[]): Promise<void> {
  const [first] = lives;
  if (!first) return;
  const { ctx, ...trade } = first.trade;
  const { listId } = await createList(ctx, { orderIds: lives.map(({ order }) => order.id) });
  await takeList(ctx, { listId });
  const { picks } = await getPickList(ctx, { listId });
  for (const life of lives) {
    const own = picks.filter(({ orderId }) => orderId === life.order.id);
    const sent: Sent = [];
    for (const { allocationId, locationId, variantId, lotId, quantity: bound } of own) {
      if (sent.length > 0 && life.random.chance(0.15)) continue;
      const quantity = life.random.chance(0.8) ? bound : life.random.between(1, bound);
      const scanned = { allocationId, locationId, variantId, lotId };
      await confirmPick(ctx, { listId, ...scanned, quantity: toQuantity(quantity) });
      const item = itemOf({ ctx, ...trade }, variantId);
      const line = life.order.lines.find((each) => each.item === item);
      if (!line) throw new Error(`Item ${item} is picked and not ordered.`);
      sent.push({ line, quantity });
    }
    await shipAll(life, sent);
  }
}

async function undo(life: Life, { id, sent }: Shipment): Promise<void> {
  await voidShipment(life.trade.ctx, { shipmentId: id, reason: "The van was full" });
  for (const { line, quantity } of sent) line.shipped -= quantity;
  life.order.status = "confirmed";
}

/** Most orders ship whole in the end; a few wait for the rest, and of a few the rest is given up. */
export async function fulfil(life: Life, between: () => Promise<void>): Promise<void> {
  const { trade, order, random } = life;
  if (order.status === "confirmed" && random.chance(0.4)) {
    const part = await shipSome(life);
    if (random.chance(0.1)) await undo(life, part);
  }
  await between();
  if (order.status !== "confirmed") return;
  const hasShipped = order.lines.some(({ shipped }) => shipped > 0);
  if (random.chance(0.08)) return;
  if (hasShipped && random.chance(0.15)) {
    await completeOrder(trade.ctx, { orderId: order.id });
    for (const line of order.lines) line.cancelled += openOf(line);
    order.status = "completed";
    return;
  }
  const rest = await shipAll(life);
  if (!random.chance(0.06)) return;
  await undo(life, rest);
  if (random.chance(0.5)) await shipAll(life);
}
