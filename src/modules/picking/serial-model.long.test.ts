import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import * as z from "zod";
import { createCustomer } from "@/modules/customers/create-customer";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { receiveReturn } from "@/modules/returns/receive-return";
import { verifyBooks } from "@/server/verify-books";
import { isRefusal } from "@/shared/error";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { seededRandom } from "@/testing/random";
import { aReturn, receivedItems } from "@/testing/returns";
import { aShop, turnSerials } from "@/testing/shop";
import { sized } from "@/testing/size";
import { adjustStock, createLocation, moveStock, receiveStock, serialsIn } from "@/testing/stock";
import { cancelList } from "./cancel-list";
import { confirmPick } from "./confirm-pick";
import { createList } from "./create-list";
import { putBack } from "./put-back";
import { getPickList } from "./queries";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";

/**
 * Random lives of pieces with serial numbers. A piece is in one bin or in none, whatever is refused, and
 * what an act says of a piece holds afterwards; every so often all books are verified.
 */

const ACTS = Number(process.env["MODEL_OPERATIONS"] ?? sized(3_000, 500));
const SEED = Number(process.env["MODEL_SEED"] ?? Date.now() % 1_000_000_000);
const TIMEOUT_MS = 60_000 + ACTS * 120;
const FULL_CHECK_EVERY = 500;
const PIECES = 24;
const LATEST = 15;

const database = testDatabase({ keepRows: true });
const Places = z.array(z.object({ serial: z.string(), bins: z.array(z.string()) }));

test(`each piece is in one place after ${ACTS} random acts (seed ${SEED})`, { timeout: TIMEOUT_MS }, async () => {
  const ctx = await testContext(database.db);
  const random = seededRandom(SEED);
  const { warehouseId, binId, variant } = await aShop(ctx, { CAM: 0 });
  const variantId = variant.CAM;
  await turnSerials(ctx, variantId);
  const shelf = await createLocation(ctx, { parentId: warehouseId, kind: "bin", code: "A-01" });
  const binIds = [binId, shelf.locationId];
  const { customerId } = await createCustomer(ctx, { name: "Ada Example" });
  const serials = Array.from({ length: PIECES }, (_, place) => `S-${place + 1}`);
  const [orderIds, listIds, shipmentIds]: [string[], string[], string[]] = [[], [], []];

  const someOf = <Item>(items: readonly Item[]): Item[] => (items.length === 0 ? [] : [random.oneOf(items)]);
  const some = () => serials.filter(() => random.chance(0.1)).slice(0, 3);
  const contents = async (locationId: string) => (await serialsIn(ctx, variantId, locationId)).toSorted();
  const places = async () =>
    Places.parse(
      await ctx.db.execute(sql`
        select lots.code as serial, array_agg(b.location_id::text) as bins
        from stock_balances b join lots on lots.id = b.lot_id where b.on_hand > 0 group by 1 order by 1`),
    );
  const picksOf = async (listId: string) => (await getPickList(ctx, { listId })).picks;
  const someList = () => someOf(listIds.slice(-LATEST));

  const acts: Record<string, () => Promise<void>> = {
    receive: async () => {
      const [named, locationId] = [some(), random.oneOf(binIds)];
      if (named.length === 0) return;
      await receiveStock(ctx, { lines: [{ variantId, locationId, quantity: named.length, serials: named }] });
      expect(await contents(locationId)).toEqual(expect.arrayContaining(named));
    },
    find: async () => {
      const [named, locationId] = [some(), random.oneOf(binIds)];
      if (named.length === 0) return;
      await adjustStock(ctx, { variantId, locationId, change: named.length, serials: named, reason: "found" });
    },
    lose: async () => {
      const locationId = random.oneOf(binIds);
      for (const serial of someOf(await contents(locationId)))
        await adjustStock(ctx, { variantId, locationId, change: -1, serials: [serial], reason: "lost" });
    },
    move: async () => {
      const [fromLocationId = "", toLocationId = ""] = random.chance(0.5) ? binIds : binIds.toReversed();
      const named = (await contents(fromLocationId)).filter(() => random.chance(0.3));
      if (named.length === 0) return;
      const line = { variantId, fromLocationId, toLocationId, quantity: named.length, serials: named };
      await moveStock(ctx, { lines: [line] });
    },
    count: async () => {
      const locationId = random.oneOf(binIds);
      const recorded = await contents(locationId);
      const found = [...new Set([...recorded.filter(() => random.chance(0.9)), ...some()])].toSorted();
      const count = { quantity: found.length, recorded: recorded.length };
      await adjustStock(ctx, { variantId, locationId, count, serials: found, reason: "counted" });
    },
    place: async () => {
      const lines = [{ variantId, quantity: random.between(1, 3) }];
      orderIds.push((await placeOrder(ctx, { customerId, warehouseId, confirm: true, lines })).orderId);
    },
    list: async () => {
      const chosen = orderIds.slice(-LATEST).filter(() => random.chance(0.3));
      if (chosen.length === 0) return;
      const { listId } = await createList(ctx, { orderIds: chosen });
      await takeList(ctx, { listId });
      listIds.push(listId);
    },
    pick: async () => {
      for (const listId of someList())
        for (const pick of someOf((await picksOf(listId)).filter(({ quantity, picked }) => quantity > picked))) {
          const { allocationId, locationId } = pick;
          const [serial = ""] = someOf(await contents(locationId));
          const piece = { lotId: null, serial, quantity: toQuantity(1) };
          await confirmPick(ctx, { listId, allocationId, locationId, variantId, ...piece });
          const after = (await picksOf(listId)).find((row) => row.allocationId === allocationId);
          expect(after).toMatchObject({ lotCode: serial });
        }
    },
    short: async () => {
      for (const listId of someList())
        for (const { allocationId } of someOf((await picksOf(listId)).filter((row) => row.quantity > row.picked)))
          await reportShort(ctx, { listId, allocationId, reason: "missing" });
    },
    cancelList: async () => {
      for (const listId of someList()) await cancelList(ctx, { listId });
    },
    putBack: async () => {
      for (const listId of someList())
        for (const { allocationId } of someOf((await picksOf(listId)).filter(({ toPutBack }) => toPutBack > 0)))
          await putBack(ctx, { listId, allocationId });
    },
    ship: async () => {
      for (const orderId of someOf(orderIds.slice(-LATEST)))
        shipmentIds.push((await shipOrder(ctx, { orderId })).shipmentId);
    },
    void: async () => {
      for (const shipmentId of someOf(shipmentIds.slice(-LATEST))) await voidShipment(ctx, { shipmentId });
    },
    giveBack: async () => {
      for (const orderId of someOf(orderIds.slice(-LATEST))) {
        const { returnId } = await aReturn(ctx, orderId);
        const [first] = await receivedItems(ctx, returnId, {
          disposition: "restock",
          locationId: random.oneOf(binIds),
        });
        if (first) await receiveReturn(ctx, { returnId, lines: [{ ...first, quantity: 1 }] });
      }
    },
  };
  const names = Object.keys(acts);
  const [done, refused] = [new Map<string, number>(), new Map<string, number>()];
  const act = async () => {
    const name = random.oneOf(names);
    try {
      await acts[name]?.();
      done.set(name, (done.get(name) ?? 0) + 1);
    } catch (error) {
      if (!isRefusal(error) && !(error instanceof z.ZodError)) throw error;
      refused.set(name, (refused.get(name) ?? 0) + 1);
    }
  };

  // A short life may by chance have an act refused each time: it goes on until all have been done.
  const isUnfinished = (step: number) => step <= ACTS || (done.size < names.length && step <= ACTS * 10);
  for (let step = 1; isUnfinished(step); step += 1) {
    await act();
    expect((await places()).filter(({ bins }) => bins.length > 1)).toEqual([]);
    if (step % FULL_CHECK_EVERY === 0) expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  }
  expect([...done.keys()].toSorted()).toEqual(names.toSorted());
});
