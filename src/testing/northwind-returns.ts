import { confirmOrder } from "@/modules/orders/confirm-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import type { ReceivedItem } from "@/modules/returns/contract";
import { closeReturn } from "@/modules/returns/end-return";
import { exchangeReturn } from "@/modules/returns/exchange-return";
import { getReturn } from "@/modules/returns/queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import { refundReturn } from "@/modules/returns/refund-return";
import { releaseItems } from "@/modules/returns/release-items";
import { RETURN_REASONS } from "@/modules/returns/return";
import { PAID_ON } from "./northwind-money";
import { anOrder, type Life, lineOf, readIds, type Trade } from "./northwind-orders";
import { creditFor, openOf, type PlainLine, refundDue, sumOf, totalOf } from "./plain-books";

/* Parts of Northwind's orders come back: into the bin, quarantine or away; for money, the same again, or not at all. */

type Back = { line: PlainLine; quantity: number; item: ReceivedItem };

function restock(trade: Trade, { item }: PlainLine, quantity: number): void {
  const stock = trade.stock.get(item);
  if (stock) stock.restocked += quantity;
}

function drawPlace({ trade, random }: Life): Pick<ReceivedItem, "disposition" | "locationId"> {
  const draw = random.next();
  if (draw < 0.5) return { disposition: "restock", locationId: trade.binId };
  return { disposition: draw < 0.8 ? "quarantine" : "scrap" };
}

/** How the items of a line end, with a fee at times. */
function drawItem(life: Life, line: PlainLine, { id, quantity }: { id: string; quantity: number }): ReceivedItem {
  const { random } = life;
  const draw = random.next();
  const outcome = draw < 0.6 ? "refund" : draw < 0.8 ? "replace" : "reject";
  const most = outcome === "refund" && random.chance(0.3) ? totalOf(creditFor(line, quantity, 0)) : 0;
  return {
    returnLineId: id,
    quantity,
    lotId: null,
    outcome,
    ...(outcome !== "reject" && drawPlace(life)),
    ...(most > 0 && { fee: random.between(0, most) }),
  };
}

/** Some of what shipped comes back, and the return is closed once everything is settled. */
export async function returnSome(life: Life): Promise<void> {
  const { trade, order, random } = life;
  const lines = order.lines.filter(({ shipped, returned }) => shipped > returned).slice(0, random.between(1, 2));
  if (lines.length === 0) return;
  const { returnId } = await authoriseReturn(trade.ctx, {
    orderId: order.id,
    lines: lines.map((line) => ({
      orderLineId: line.id,
      quantity: random.between(1, line.shipped - line.returned),
      reason: random.oneOf(RETURN_REASONS),
    })),
  });
  const asked = await getReturn(trade.ctx, { returnId });
  const back = lines.map((line): Back => {
    const of = asked.lines.find(({ orderLineId }) => orderLineId === line.id);
    if (!of) throw new Error("A return does not have the line that it is about.");
    const quantity = random.chance(0.8) ? of.quantity : random.between(1, of.quantity);
    return { line, quantity, item: drawItem(life, line, { id: of.id, quantity }) };
  });
  await receiveReturn(trade.ctx, { returnId, lines: back.map(({ item }) => item) });
  const credited = sumOf(back, (each) => takeBack(life, each));
  await release(life, returnId, back);
  if (back.some(({ item }) => item.outcome === "replace")) await replace(life, returnId, back);
  await refund(life, returnId, credited);
  await closeReturn(trade.ctx, { returnId });
}

/** Returns what it credits. */
function takeBack({ trade }: Life, { line, quantity, item: { outcome, disposition, fee = 0 } }: Back): number {
  const credit = outcome === "refund" ? totalOf(creditFor(line, quantity, fee)) : 0;
  if (outcome !== "reject") line.returned += quantity;
  if (outcome === "refund") {
    line.credited += quantity;
    line.fee += fee;
  }
  if (disposition === "restock") restock(trade, line, quantity);
  return credit;
}

/** What waits in quarantine is looked at, and goes into the bin or away. */
async function release({ trade, random }: Life, returnId: string, back: readonly Back[]): Promise<void> {
  const { receipts } = await getReturn(trade.ctx, { returnId });
  for (const { id, returnLineId, disposition } of receipts) {
    const held = back.find(({ item }) => item.returnLineId === returnLineId);
    if (disposition !== "quarantine" || !held || random.chance(0.3)) continue;
    const isGood = random.chance(0.5);
    const place = isGood ? { to: "restock" as const, locationId: trade.binId } : { to: "scrap" as const };
    await releaseItems(trade.ctx, { receiptId: id, ...place });
    if (isGood) restock(trade, held.line, held.quantity);
  }
}

/** An order of its own, at no charge. */
async function replace({ trade, order, random }: Life, returnId: string, back: readonly Back[]): Promise<void> {
  const { orderId } = await exchangeReturn(trade.ctx, { returnId });
  await confirmOrder(trade.ctx, { orderId });
  const { customerId, city, taxRate } = order;
  const lines = back
    .filter(({ item }) => item.outcome === "replace")
    .map(({ line: { item }, quantity }) => lineOf({ item, quantity, price: 0, rate: 0, taxRate }));
  const replacement = { ...anOrder({ customerId, city, taxRate, lines, charge: null }), id: orderId };
  replacement.status = "confirmed";
  trade.orders.push(replacement);
  await readIds({ trade, order: replacement });
  if (random.chance(0.3)) return;
  await shipOrder(trade.ctx, { orderId });
  for (const line of lines) line.shipped += openOf(line);
  replacement.status = "completed";
}

/** The amount is the record's: the product refuses any other. */
async function refund({ trade, order, random }: Life, returnId: string, credited: number): Promise<void> {
  const amount = refundDue(order, credited);
  if (amount === 0 || random.chance(0.15)) return;
  await refundReturn(trade.ctx, { returnId, amount, method: "bank-transfer", paidOn: PAID_ON });
  order.refunded += amount;
}
