import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { locations, lots } from "@/modules/inventory/schema";
import { creditFor } from "@/modules/orders/returned/credited";
import { shipmentLines, shipments } from "@/modules/orders/schema";
import type { ReadContext, TxContext } from "@/platform/context";
import { newId } from "@/shared/id";
import { addMoney, type Money, toMoney } from "@/shared/money";
import { addQuantities, type Quantity, toQuantity } from "@/shared/quantity";
import type { ReceivedItem } from "./contract";
import type { LockedLine, LockedReturn } from "./lock-return";
import { binOfOtherWarehouse, feeAboveCredit, lineNotOfReturn, lotDidNotShip, receivesTooMuch } from "./refusals";
import { awaited } from "./return";
import { returnLines, returnReceipts } from "./schema";

const NOTHING = toMoney(0);

/** What came back of one line, in one lot, with one end. */
export type Received = {
  id: string;
  line: LockedLine;
  quantity: Quantity;
  item: ReceivedItem;
  credit: { net: Money; tax: Money };
  fee: Money;
};

/**
 * What somebody enters, held against what the return waits for and against the lots that shipped; each with what it
 * is credited with. @throws lineNotOfReturn, receivesTooMuch, lotDidNotShip, binOfOtherWarehouse, feeAboveCredit
 */
export async function weighReceived(
  ctx: TxContext,
  found: LockedReturn,
  items: readonly ReceivedItem[],
): Promise<Received[]> {
  assertAwaited(found, items);
  await assertBinsOf(
    ctx,
    found.warehouseId,
    items.flatMap(({ locationId }) => locationId ?? []),
  );
  await assertLots(ctx, found, items);
  const done: Received[] = [];
  for (const item of items) {
    const line = lineOf(found, item);
    const quantity = toQuantity(item.quantity);
    const fee = toMoney(item.fee ?? 0);
    const before = creditedSoFar(line, done);
    const full = item.outcome === "refund" ? creditFor(before, quantity, NOTHING) : { net: NOTHING, tax: NOTHING };
    const credit = addMoney(full.net, full.tax);
    if (fee > credit) throw feeAboveCredit({ sku: line.of.sku, credit, currency: found.order.currency });
    done.push({
      id: newId(),
      line,
      quantity,
      item,
      fee,
      credit: fee > 0 ? creditFor(before, quantity, fee) : full,
    });
  }
  return done;
}

/** The order's line, with what this receipt has credited of it already. */
function creditedSoFar(line: LockedLine, done: readonly Received[]) {
  const earlier = done.filter((other) => other.line.id === line.id && other.item.outcome === "refund");
  return {
    ...line.of,
    credited: addQuantities(line.of.credited, ...earlier.map(({ quantity }) => quantity)),
    returnFee: addMoney(line.of.returnFee, ...earlier.map(({ fee }) => fee)),
  };
}

function lineOf(found: LockedReturn, { returnLineId }: ReceivedItem): LockedLine {
  const line = found.lines.find(({ id }) => id === returnLineId);
  if (!line) throw lineNotOfReturn({ number: found.number, returnLineIds: [returnLineId] });
  return line;
}

function assertAwaited(found: LockedReturn, items: readonly ReceivedItem[]): void {
  for (const item of items) lineOf(found, item);
  const tooMuch = found.lines.flatMap((line) => {
    const asked = items.reduce((sum, item) => sum + (item.returnLineId === line.id ? item.quantity : 0), 0);
    const left = awaited(line);
    return asked > left ? [{ returnLineId: line.id, sku: line.of.sku, asked, left }] : [];
  });
  if (tooMuch.length > 0) throw receivesTooMuch({ number: found.number, lines: tooMuch });
}

/** @throws binOfOtherWarehouse */
export async function assertBinsOf(ctx: TxContext, warehouseId: string, locationIds: readonly string[]) {
  const ids = [...new Set(locationIds)];
  if (ids.length === 0) return;
  const own = await ctx.db
    .select({ id: locations.id })
    .from(locations)
    .where(and(inArray(locations.id, ids), eq(locations.warehouseId, warehouseId)));
  const foreign = ids.filter((id) => !own.some((bin) => bin.id === id));
  if (foreign.length > 0) throw binOfOtherWarehouse({ locationIds: foreign });
}

/** Of each lot no more comes back than shipped in it. What was rejected is at the customer again. */
async function assertLots(ctx: TxContext, found: LockedReturn, items: readonly ReceivedItem[]): Promise<void> {
  const left = await lotsAtCustomer(
    ctx,
    found.lines.map(({ orderLineId }) => orderLineId),
  );
  for (const item of items) {
    const { orderLineId, of } = lineOf(found, item);
    const asked = items
      .filter((other) => other.returnLineId === item.returnLineId && other.lotId === item.lotId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const lot = left.find((row) => row.orderLineId === orderLineId && row.lotId === item.lotId);
    if (asked > (lot?.left ?? 0))
      throw lotDidNotShip({ sku: of.sku, lot: await codeOf(ctx, item.lotId), left: lot?.left ?? 0 });
  }
}

const codeOf = async (ctx: TxContext, lotId: string | null): Promise<string | null> => {
  if (lotId === null) return null;
  const [lot] = await ctx.db.select({ code: lots.code }).from(lots).where(eq(lots.id, lotId));
  return lot?.code ?? "?";
};

/** What of order lines is at the customer, by lot: what shipped, less what was taken in again. */
export async function lotsAtCustomer(ctx: Pick<ReadContext, "db">, orderLineIds: readonly string[]) {
  const ofLines = [...orderLineIds];
  const [shipped, back] = await Promise.all([
    ctx.db
      .select({ orderLineId: shipmentLines.orderLineId, lotId: shipmentLines.lotId, quantity: sumOf(shipmentLines) })
      .from(shipmentLines)
      .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
      .where(and(inArray(shipmentLines.orderLineId, ofLines), isNull(shipments.voidedAt)))
      .groupBy(shipmentLines.orderLineId, shipmentLines.lotId),
    ctx.db
      .select({ orderLineId: returnLines.orderLineId, lotId: returnReceipts.lotId, quantity: sumOf(returnReceipts) })
      .from(returnReceipts)
      .innerJoin(returnLines, eq(returnLines.id, returnReceipts.returnLineId))
      .where(and(inArray(returnLines.orderLineId, ofLines), ne(returnReceipts.outcome, "reject")))
      .groupBy(returnLines.orderLineId, returnReceipts.lotId),
  ]);
  return shipped.map((row) => {
    const taken = back.find(({ orderLineId, lotId }) => orderLineId === row.orderLineId && lotId === row.lotId);
    return { orderLineId: row.orderLineId, lotId: row.lotId, left: row.quantity - (taken?.quantity ?? 0) };
  });
}

const sumOf = ({ quantity }: { quantity: typeof shipmentLines.quantity | typeof returnReceipts.quantity }) =>
  sql<number>`sum(${quantity})`.mapWith(Number);
