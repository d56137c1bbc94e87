import { eq, gt, or } from "drizzle-orm";
import { expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { createCustomer } from "@/modules/customers/create-customer";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { listCountRequests } from "@/modules/inventory/counts/list-count-requests";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { stockBalances, stockReservations } from "@/modules/inventory/schema";
import { creditInvoice } from "@/modules/invoices/credit-invoice";
import { issueInvoice } from "@/modules/invoices/issue-invoice";
import { suggestInvoice } from "@/modules/invoices/queries";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import { receiveReturn } from "@/modules/returns/receive-return";
import { verifyBooks } from "@/server/verify-books";
import { isRefusal } from "@/shared/error";
import { toQuantity, ZERO } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { seededRandom } from "@/testing/random";
import { aReturn, receivedItems } from "@/testing/returns";
import { aVariant } from "@/testing/shop";
import { sized } from "@/testing/size";
import { adjustStock, createLocation, moveStock, receiveStock } from "@/testing/stock";
import { cancelList } from "./cancel-list";
import { confirmPick } from "./confirm-pick";
import { createList } from "./create-list";
import { putBack } from "./put-back";
import { reportShort } from "./report-short";
import { takeList } from "./take-list";

/**
 * Random lives of orders and pick lists. What each act must come to follows from what was bound before it; after each
 * nothing is bound that is not reserved or not there, and every thousand acts all books are verified.
 */

const ACTS = Number(process.env["MODEL_OPERATIONS"] ?? sized(10_000, 500));
const SEED = Number(process.env["MODEL_SEED"] ?? Date.now() % 1_000_000_000);
const TIMEOUT_MS = 60_000 + ACTS * 120;
const FULL_CHECK_EVERY = 1_000;
/** Among so many of the latest people look for work: most of those before them are over. */
const LATEST = 40;

const database = testDatabase({ keepRows: true });

test(
  `what is bound, picked and shipped agrees after ${ACTS} random acts (seed ${SEED})`,
  { timeout: TIMEOUT_MS },
  async () => {
    const ctx = await testContext(database.db);
    const random = seededRandom(SEED);
    const { warehouseId, binId } = await createWarehouse(ctx, { code: "MAIN", name: "Main" });
    const shelf = await createLocation(ctx, { parentId: warehouseId, kind: "bin", code: "A-01" });
    const binIds = [binId, shelf.locationId];
    await nameShop(ctx);
    const variantIds = await Promise.all(["TEA", "MUG", "POT"].map((sku) => aVariant(ctx, { sku })));
    const [, , mayWait = ""] = variantIds;
    await ctx.db.update(variants).set({ backorder: true }).where(eq(variants.id, mayWait));
    const acceptBackorders = [{ variantId: mayWait, quantity: 1_000_000 }];
    const { customerId } = await createCustomer(ctx, { name: "Ada Example" });
    const orderIds: string[] = [];
    const shipmentIds: string[] = [];

    const rows = () =>
      ctx.db
        .select()
        .from(stockAllocations)
        .where(or(gt(stockAllocations.quantity, ZERO), gt(stockAllocations.toPutBack, ZERO)));
    type Row = Awaited<ReturnType<typeof rows>>[number];
    const sum = (all: readonly Row[], of: (row: Row) => number) => all.reduce((total, row) => total + of(row), 0);
    const ofOrder = (all: readonly Row[], orderId: string) => all.filter(({ documentId }) => documentId === orderId);
    const someOf = <Item>(items: readonly Item[]): Item[] => (items.length === 0 ? [] : [random.oneOf(items)]);

    const acts: Record<string, () => Promise<void>> = {
      receive: async () => {
        const line = { variantId: random.oneOf(variantIds), locationId: random.oneOf(binIds) };
        await receiveStock(ctx, { lines: [{ ...line, quantity: random.between(1, 12) }] });
      },
      move: async () => {
        const [fromLocationId = "", toLocationId = ""] = random.chance(0.5) ? binIds : binIds.toReversed();
        const line = { variantId: random.oneOf(variantIds), fromLocationId, toLocationId };
        await moveStock(ctx, { lines: [{ ...line, quantity: random.between(1, 5) }] });
      },
      lose: async () => {
        const place = { variantId: random.oneOf(variantIds), locationId: random.oneOf(binIds) };
        await adjustStock(ctx, { ...place, change: -random.between(1, 3), reason: "lost" });
      },
      count: async () => {
        for (const { variantId, locationId, onHand } of someOf((await listCountRequests(ctx, { limit: 50 })).rows)) {
          const count = { quantity: onHand ?? 0, recorded: onHand ?? 0 };
          await adjustStock(ctx, { variantId, locationId, count, reason: "counted" });
        }
      },
      place: async () => {
        const lines = variantIds
          .filter(() => random.chance(0.6))
          .map((variantId) => ({ variantId, quantity: random.between(1, 4) }));
        if (lines.length === 0) return;
        const head = { customerId, warehouseId, confirm: true, acceptBackorders };
        orderIds.push((await placeOrder(ctx, { ...head, lines })).orderId);
      },
      create: async () => {
        const before = sum(await rows(), ({ quantity }) => quantity);
        const chosen = orderIds.slice(-LATEST).filter(() => random.chance(0.2));
        const { listId, items } = await createList(ctx, { orderIds: chosen });
        expect(sum(await rows(), ({ quantity }) => quantity) - before).toBe(items);
        await takeList(ctx, { listId });
      },
      pick: async () => {
        for (const row of someOf((await rows()).filter(({ quantity, picked }) => quantity > picked))) {
          const quantity = random.between(1, row.quantity - row.picked);
          await confirmPick(ctx, { ...placeOf(row), quantity: toQuantity(quantity) });
          const after = await find(row.id);
          expect(after).toMatchObject({ quantity: row.quantity, picked: row.picked + quantity });
        }
      },
      short: async () => {
        for (const row of someOf((await rows()).filter(({ quantity, picked }) => quantity > picked))) {
          const missing = row.quantity - row.picked;
          const { listId, id: allocationId } = row;
          const told = await reportShort(ctx, { listId, allocationId, reason: "missing" });
          expect(told).toMatchObject({ missing });
          expect(await find(row.id)).toMatchObject({ quantity: row.picked, short: row.short + missing });
        }
      },
      cancelList: async () => {
        for (const { listId } of someOf((await rows()).filter(({ quantity }) => quantity > 0))) {
          const inHand = sum(
            (await rows()).filter((row) => row.listId === listId),
            ({ picked, toPutBack }) => picked + toPutBack,
          );
          await cancelList(ctx, { listId });
          const after = (await rows()).filter((row) => row.listId === listId);
          expect([sum(after, ({ quantity }) => quantity), sum(after, ({ toPutBack }) => toPutBack)]).toEqual([
            0,
            inHand,
          ]);
        }
      },
      putBack: async () => {
        for (const { listId, id: allocationId } of someOf((await rows()).filter(({ toPutBack }) => toPutBack > 0)))
          await putBack(ctx, { listId, allocationId });
      },
      ship: async () => {
        for (const orderId of await someOrder()) {
          const before = ofOrder(await rows(), orderId);
          const picked = sum(before, (row) => row.picked);
          const { shipmentId } = await shipOrder(ctx, { orderId });
          shipmentIds.push(shipmentId);
          const { shipments } = await getOrder(ctx, { orderId });
          const sent = shipments.find(({ id }) => id === shipmentId)?.lines ?? [];
          if (picked > 0) expect(sent.reduce((total, { quantity }) => total + quantity, 0)).toBe(picked);
        }
      },
      void: async () => {
        for (const shipmentId of someOf(shipmentIds.slice(-LATEST))) await voidShipment(ctx, { shipmentId });
      },
      cancel: async () => {
        for (const orderId of await someOrder()) {
          const before = ofOrder(await rows(), orderId);
          await cancelOrder(ctx, { orderId });
          const after = ofOrder(await rows(), orderId);
          expect(sum(after, ({ quantity }) => quantity)).toBe(0);
          expect(sum(after, ({ toPutBack }) => toPutBack)).toBe(sum(before, (row) => row.picked + row.toPutBack));
        }
      },
      cancelLine: async () => {
        for (const orderId of await someOrder())
          for (const line of someOf((await getOrder(ctx, { orderId })).lines))
            await staysInHand(orderId, () => cancelLine(ctx, { orderId, orderLineId: line.id, quantity: 1 }));
      },
      change: async () => {
        for (const orderId of await someOrder()) {
          const { version, lines } = await getOrder(ctx, { orderId });
          const wanted = lines.filter(({ quantity, cancelled }) => quantity > cancelled);
          const wishes = wanted.map(({ id: orderLineId, variantId, quantity, cancelled }) => ({
            orderLineId,
            variantId,
            quantity: random.between(1, quantity - cancelled + 1),
          }));
          const change = { orderId, version, customerId, warehouseId, lines: wishes, acceptBackorders };
          await staysInHand(orderId, () => changeOrder(ctx, change));
        }
      },
      giveBack: () =>
        bindsNothing(async () => {
          for (const orderId of await someOrder()) {
            const { lines } = await getOrder(ctx, { orderId });
            if (lines.every(({ shipped, claimed }) => shipped === claimed)) continue;
            const { returnId } = await aReturn(ctx, orderId);
            const restocked = { disposition: "restock", locationId: random.oneOf(binIds) } as const;
            const place = random.chance(0.5) ? restocked : { disposition: "quarantine" as const };
            await receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, place) });
          }
        }),
      invoice: () =>
        bindsNothing(async () => {
          for (const orderId of await someOrder()) {
            const { seen } = await suggestInvoice(ctx, { orderId });
            const { invoiceId } = await issueInvoice(ctx, { orderId, scope: "shipped", seen });
            if (random.chance(0.3)) await creditInvoice(ctx, { invoiceId, reason: "Wrong name", seen: seen + 1 });
          }
        }),
    };

    /** Of the latest, or one of which something is bound. */
    const someOrder = async () =>
      random.chance(0.5)
        ? someOf(orderIds.slice(-LATEST))
        : someOf([...new Set((await rows()).map(({ documentId }) => documentId))]);
    /** Whatever becomes of an order, what somebody has in hand they have until they ship it or put it back. */
    async function staysInHand(orderId: string, act: () => Promise<unknown>): Promise<void> {
      const inHand = async () => sum(ofOrder(await rows(), orderId), ({ picked, toPutBack }) => picked + toPutBack);
      const before = await inHand();
      await act();
      expect(await inHand()).toBe(before);
    }
    async function bindsNothing(act: () => Promise<void>): Promise<void> {
      const before = await rows();
      await act();
      expect(await rows()).toEqual(before);
    }

    const placeOf = ({ listId, id, locationId, variantId, lotId }: Row) => ({
      listId,
      allocationId: id,
      locationId,
      variantId,
      lotId,
    });
    async function find(id: string) {
      const [row] = await ctx.db.select().from(stockAllocations).where(eq(stockAllocations.id, id));
      return row;
    }
    const isBound = async () => {
      const [balances, reservations, bound] = await Promise.all([
        ctx.db.select().from(stockBalances),
        ctx.db.select().from(stockReservations).where(gt(stockReservations.allocated, ZERO)),
        rows(),
      ]);
      for (const { allocated, onHand } of balances) expect(allocated).toBeLessThanOrEqual(onHand);
      for (const { allocated, quantity } of reservations) expect(allocated).toBeLessThanOrEqual(quantity);
      expect(balances.reduce((total, { allocated }) => total + allocated, 0)).toBe(
        sum(bound, ({ quantity, toPutBack }) => quantity + toPutBack),
      );
      expect(reservations.reduce((total, { allocated }) => total + allocated, 0)).toBe(
        sum(bound, ({ quantity }) => quantity),
      );
    };

    const done = new Map<string, number>();
    const names = Object.keys(acts);
    // A short life may by chance have an act refused each time: it goes on until all have been done.
    const isUnfinished = (turn: number) => turn <= ACTS || (done.size < names.length && turn <= ACTS * 10);
    for (let turn = 1; isUnfinished(turn); turn += 1) {
      const name = random.oneOf(names);
      try {
        await acts[name]?.();
        done.set(name, (done.get(name) ?? 0) + 1);
      } catch (error) {
        if (!isRefusal(error)) throw new Error(`Not a refusal but a fault at act ${turn}: ${name}`, { cause: error });
      }
      await isBound();
      if (turn % FULL_CHECK_EVERY === 0)
        expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
    }
    expect([...done.keys()].toSorted()).toEqual(names.toSorted());
  },
);
