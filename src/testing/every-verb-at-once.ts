import { eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { blockLot } from "@/modules/inventory/lots/block-lot";
import { unblockLot } from "@/modules/inventory/lots/unblock-lot";
import { stockAvailability } from "@/modules/inventory/schema";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { holdOrder } from "@/modules/orders/hold-order";
import { splitOrder } from "@/modules/orders/origins/split-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { cancelList } from "@/modules/picking/cancel-list";
import { confirmPick } from "@/modules/picking/confirm-pick";
import { createList } from "@/modules/picking/create-list";
import { getPickList } from "@/modules/picking/queries";
import { reportShort } from "@/modules/picking/report-short";
import { takeList } from "@/modules/picking/take-list";
import { receiveReturn } from "@/modules/returns/receive-return";
import { verifyBooks } from "@/server/verify-books";
import { isRefusal } from "@/shared/error";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "./context";
import type { TestDatabase } from "./database";
import { nameShop } from "./invoices";
import { findLot } from "./lots";
import { aPayment } from "./payments";
import { seededRandom } from "./random";
import { aReturn, receivedItems } from "./returns";
import { aShop } from "./shop";
import { adjustStock, createLocation, moveStock, receiveStock } from "./stock";

/*
 * While some race for the last piece, others change, split, hold and cancel orders, pick, run short, ship, undo, take
 * back, invoice, block a lot and count, all of the same few items. Each is done or refused with a reason, nobody is
 * turned away by a deadlock, and the books hold.
 */

const RACERS = 8;

const deadlocksIn = async (world: TestDatabase): Promise<number> => {
  const [row] = await world.db.execute<{ deadlocks: number }>(
    sql`select deadlocks::integer from pg_stat_database where datname = current_database()`,
  );
  return row?.deadlocks ?? 0;
};

/** Two items in two bins, the second one to be waited for, and orders in every state. */
async function aBusyShop(world: TestDatabase) {
  const ctx = await testContext(world.db);
  await nameShop(ctx);
  const shop = await aShop(ctx, { TEA: 21, MUG: 30 });
  const { customerId, warehouseId, binId, variant } = shop;
  await world.db.update(variants).set({ backorder: true }).where(eq(variants.id, variant.MUG));
  const shelf = await createLocation(ctx, { parentId: warehouseId, kind: "bin", code: "A-01" });
  const toShelf = { fromLocationId: binId, toLocationId: shelf.locationId };
  await moveStock(ctx, {
    lines: [variant.TEA, variant.MUG].map((variantId) => ({ variantId, ...toShelf, quantity: 12 })),
  });
  const acceptBackorders = [{ variantId: variant.MUG, quantity: 1_000 }];
  const place = async (quantity: number, { confirm = true, isReversed = false } = {}) => {
    const lines = [variant.TEA, variant.MUG].map((variantId) => ({ variantId, quantity }));
    const head = { customerId, warehouseId, confirm, ...(confirm && { acceptBackorders }) };
    return (await placeOrder(ctx, { ...head, lines: isReversed ? lines.toReversed() : lines })).orderId;
  };
  const lot = { code: "M-1" };
  const inLot = { variantId: variant.MUG, quantity: 4, lot };
  await receiveStock(ctx, { lines: [{ ...inLot, locationId: binId }] });
  const { lotId } = await findLot(ctx, { variantId: variant.MUG, code: lot.code });
  return { ctx, ...shop, shelfId: shelf.locationId, acceptBackorders, place, lotId, inLot };
}
type BusyShop = Awaited<ReturnType<typeof aBusyShop>>;

async function aTakenList({ ctx }: BusyShop, orderIds: string[]) {
  const { listId } = await createList(ctx, { orderIds });
  await takeList(ctx, { listId });
  const { picks } = await getPickList(ctx, { listId });
  return { listId, picks };
}

/** Orders that shipped: one to be undone, one that comes back whole, and one with an invoice to be credited. */
async function shippedOrders({ ctx, place }: BusyShop) {
  const ids = [await place(2), await place(2), await place(2)];
  const shipments = await Promise.all(ids.map((orderId) => shipOrder(ctx, { orderId })));
  const [, returned = "", billed = ""] = ids;
  const { returnId } = await aReturn(ctx, returned);
  const { invoiceId } = await issueInvoice(ctx, { orderId: billed, scope: "shipped", seen: 0 });
  return { shipmentId: shipments[0]?.shipmentId ?? "", returned, returnId, billed, invoiceId };
}

/** Everything that people do to orders and stock, as works that begin at once. */
async function everyVerb(shop: BusyShop): Promise<(() => Promise<unknown>)[]> {
  const { ctx, place, binId, shelfId, variant, customerId, warehouseId, acceptBackorders, lotId, inLot } = shop;
  const sent = await shippedOrders(shop);
  const [changed, split, held, cancelled, invoiced] = await Promise.all([2, 3, 2, 2, 2].map((each) => place(each)));
  if (!changed || !split || !held || !cancelled || !invoiced) throw new Error("An order was not placed.");
  const first = await aTakenList(shop, [changed, split]);
  const second = await aTakenList(shop, [held, cancelled]);
  // Four TEA are left for eight who want one.
  const drafts = await Promise.all(
    Array.from({ length: RACERS }, (_, turn) => place(1, { confirm: false, isReversed: turn % 2 === 1 })),
  );
  const wishes = async (orderId: string, quantity: number) => {
    const { version, lines } = await getOrder(ctx, { orderId });
    const wanted = lines.map(({ id: orderLineId, variantId }) => ({ orderLineId, variantId, quantity }));
    return { orderId, version, customerId, warehouseId, lines: wanted, acceptBackorders };
  };
  const [up, down, part] = await Promise.all([wishes(changed, 5), wishes(changed, 1), wishes(split, 1)]);
  const moved = part.lines.slice(0, 1).map(({ orderLineId }) => ({ orderLineId, quantity: 1 }));
  const received = await receivedItems(ctx, sent.returnId, { disposition: "restock", locationId: shelfId });
  const { TEA: tea, MUG: mug } = variant;
  const picks = [
    ...first.picks.map((pick) => ({ ...pick, ...first })),
    ...second.picks.map((pick) => ({ ...pick, ...second })),
  ];
  return [
    ...drafts.map((orderId) => () => confirmOrder(ctx, { orderId, acceptBackorders })),
    ...picks.map(
      ({ listId, allocationId, locationId, variantId, lotId }) =>
        () =>
          confirmPick(ctx, { listId, allocationId, locationId, variantId, lotId, quantity: toQuantity(1) }),
    ),
    ...picks.slice(0, 3).map(
      ({ listId, allocationId }) =>
        () =>
          reportShort(ctx, { listId, allocationId, reason: "missing" }),
    ),
    () => changeOrder(ctx, up),
    () => changeOrder(ctx, down),
    () => splitOrder(ctx, { orderId: split, version: part.version, lines: moved }),
    () => cancelLine(ctx, { orderId: split, orderLineId: part.lines[1]?.orderLineId ?? "", quantity: 1 }),
    () => holdOrder(ctx, { orderId: held, reason: "Waiting for a call" }),
    () => cancelOrder(ctx, { orderId: cancelled }),
    () => cancelList(ctx, { listId: second.listId }),
    () => createList(ctx, { orderIds: [invoiced, held, changed] }),
    () => issueInvoice(ctx, { orderId: invoiced, scope: "ordered", seen: 0 }),
    () => shipOrder(ctx, { orderId: invoiced }),
    () => shipOrder(ctx, { orderId: changed }),
    () => voidShipment(ctx, { shipmentId: sent.shipmentId }),
    () => receiveReturn(ctx, { returnId: sent.returnId, lines: received }),
    () => aPayment(ctx, sent.returned),
    () => creditInvoice(ctx, { invoiceId: sent.invoiceId, reason: "Wrong name", seen: 1 }),
    () => adjustStock(ctx, { variantId: tea, locationId: binId, change: -1, reason: "damaged" }),
    () => adjustStock(ctx, { variantId: mug, locationId: shelfId, change: 2, reason: "found" }),
    () => receiveStock(ctx, { lines: [{ variantId: mug, locationId: binId, quantity: 3 }] }),
    () => receiveStock(ctx, { lines: [{ ...inLot, locationId: shelfId }] }),
    () => blockLot(ctx, { lotId, reason: "Recalled" }),
    () => unblockLot(ctx, { lotId }),
    () => moveStock(ctx, { lines: [{ variantId: tea, fromLocationId: binId, toLocationId: shelfId, quantity: 1 }] }),
    () => moveStock(ctx, { lines: [{ variantId: tea, fromLocationId: shelfId, toLocationId: binId, quantity: 1 }] }),
  ];
}

/** Who comes first differs from round to round. */
export async function doEveryVerbAtOnce(world: TestDatabase, round: number): Promise<void> {
  const shop = await aBusyShop(world);
  const works = await everyVerb(shop);
  const before = await deadlocksIn(world);
  const random = seededRandom(round);
  const drawn = works.map((work) => ({ work, turn: random.next() })).toSorted((one, other) => one.turn - other.turn);
  const outcomes = await Promise.allSettled(drawn.map(({ work }) => work()));
  const faults = outcomes.flatMap(({ status, ...rest }) =>
    status === "rejected" && "reason" in rest && !isRefusal(rest.reason) ? [rest.reason] : [],
  );
  expect(faults).toEqual([]);
  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(works.length / 3);
  expect((await deadlocksIn(world)) - before, "deadlocks that were tried again").toBe(0);

  for (const { onHand, reserved } of await world.db.select().from(stockAvailability))
    expect(reserved).toBeLessThanOrEqual(onHand);
  expect(await verifyBooks(shop.ctx)).toMatchObject({ isSound: true, differences: [] });
}
