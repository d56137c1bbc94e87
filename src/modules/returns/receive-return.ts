import { eq, sql } from "drizzle-orm";
import { takeInReturned } from "@/modules/inventory/take-in-returned";
import { takeBackLines } from "@/modules/orders/returned/take-back-lines";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { addMoney, toMoney } from "@/shared/money";
import { addQuantities, ZERO } from "@/shared/quantity";
import { type ReceiveReturn, returnReceived } from "./contract";
import { type LockedReturn, lockReturn, receivedOf } from "./lock-return";
import { type Received, weighReceived } from "./received-items";
import { recordReturn } from "./record-return";
import { wrongReturnStatus } from "./refusals";
import { canReceive, formatReturnNumber, statusByLines } from "./return";
import { returnLines, returnReceipts, returns } from "./schema";

/**
 * Takes in what came back, all that was awaited or some of it: into a bin, into quarantine or away. It is sold no more;
 * what is refunded is billed no more, what is replaced waits for an order, what is rejected goes back to the customer
 * and may be part of another return.
 *
 * @throws returnNotFound, wrongReturnStatus, what `weighReceived` does, and locationUnusable
 */
export async function receiveReturn(ctx: Context, input: ReceiveReturn) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockReturn(ctx, input.returnId);
    const { number, status } = found;
    if (!canReceive(status)) throw wrongReturnStatus({ number, status, act: "receive" });
    const received = await weighReceived(ctx, found, input.lines);
    const receivingId = newId();
    await writeReceipts(ctx, found, { received, receivingId });
    await takeBack(ctx, found, { received, receivingId });

    const after = statusByLines(
      found.lines.map((line) => ({ ...line, received: addQuantities(line.received, ...quantitiesOf(line, received)) })),
    );
    await ctx.db.update(returns).set({ status: after }).where(eq(returns.id, found.id));
    recordReturn(ctx, found, {
      event: returnReceived,
      before: { status, received: receivedOf(found) },
      after: {
        status: after,
        received: addQuantities(receivedOf(found), ...received.map(({ quantity }) => quantity)),
        credited: addMoney(...received.flatMap(({ credit }) => [credit.net, credit.tax])),
      },
    });
    return { returnId: found.id, status: after };
  });
}

const quantitiesOf = (line: { id: string }, received: readonly Received[]) =>
  received.filter((item) => item.line.id === line.id).map(({ quantity }) => quantity);

/** What came back at once. */
type Receiving = { received: readonly Received[]; receivingId: string };

async function writeReceipts(ctx: TxContext, found: LockedReturn, { received, receivingId }: Receiving): Promise<void> {
  const receivedBy = requireActorId(ctx);
  await ctx.db.insert(returnReceipts).values(
    received.map(({ id, line, quantity, item, credit, fee }) => ({
      id,
      returnId: found.id,
      returnLineId: line.id,
      receivingId,
      quantity,
      lotId: item.lotId,
      outcome: item.outcome,
      disposition: item.disposition ?? null,
      locationId: item.locationId ?? null,
      ...credit,
      fee,
      receivedBy,
      receivedAt: ctx.now,
    })),
  );
  const sums = found.lines.map((line) => ({
    id: line.id,
    received: addQuantities(...quantitiesOf(line, received)),
    rejected: addQuantities(
      ...quantitiesOf(
        line,
        received.filter(({ item }) => item.outcome === "reject"),
      ),
    ),
  }));
  await ctx.db.execute(sql`
    update ${returnLines} as line set received = line.received + came.received, rejected = line.rejected + came.rejected
      from ${rowsOf("came", { id: "uuid", received: "bigint", rejected: "bigint" }, sums)}
     where line.id = came.id and came.received > 0`);
}

/** What the order and the stock have of it. */
async function takeBack(ctx: TxContext, found: LockedReturn, { received, receivingId }: Receiving): Promise<void> {
  const label = formatReturnNumber(found.number);
  const lines = found.lines
    .map((line) => ({ line, items: received.filter((item) => item.line.id === line.id) }))
    .filter(({ items }) => items.length > 0)
    .map(({ line, items }) => ({
      orderLineId: line.orderLineId,
      returned: sumOf(items, ({ outcome }) => outcome !== "reject"),
      credited: sumOf(items, ({ outcome }) => outcome === "refund"),
      refused: sumOf(items, ({ outcome }) => outcome === "reject"),
      fee: addMoney(toMoney(0), ...items.map(({ fee }) => fee)),
    }));
  await takeBackLines(ctx, found.order, { label, lines });
  const goods = received.flatMap(({ line, quantity, item }) => {
    const place = placeOf(item);
    return place ? [{ variantId: line.of.variantId, lotId: item.lotId, quantity, place }] : [];
  });
  if (goods.length === 0) return;
  await takeInReturned(ctx, { document: { kind: "return", id: found.id, label }, key: receivingId, lines: goods });
}

const sumOf = (items: readonly Received[], isMeant: (item: Received["item"]) => boolean) =>
  addQuantities(ZERO, ...items.filter(({ item }) => isMeant(item)).map(({ quantity }) => quantity));

function placeOf({ disposition, locationId }: Received["item"]) {
  if (disposition === undefined) return null;
  if (disposition !== "restock") return { to: disposition };
  return locationId === undefined ? null : { to: disposition, locationId };
}
