import { asc, eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import * as z from "zod";
import { variants } from "@/modules/catalog/schema";
import { createCustomer } from "@/modules/customers/create-customer";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { isRefusal } from "@/shared/error";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { type Act, APPROVAL_ACTS, CLERK_RATE_MAX, ModelApprovals } from "@/testing/model-approvals";
import { CHANGE_ACTS } from "@/testing/model-changes";
import { checkEverything, checkReservations } from "@/testing/model-checks";
import { canConfirmIn, holdIn, shrinkHolds } from "@/testing/model-held";
import { HOLD_ACTS } from "@/testing/model-holds";
import { type Random, seededRandom } from "@/testing/random";
import { aVariant } from "@/testing/shop";
import { sized } from "@/testing/size";
import { adjustStock, createLocation, moveStock, receiveStock, reverseTransaction } from "@/testing/stock";
import { isLive, type ModelOrder, NEW_ORDER, StockModel } from "@/testing/stock-model";
import { cancelOrder } from "./cancel-order";
import { completeOrder } from "./complete-order";
import { confirmOrder } from "./confirm-order";
import { setDiscountLimit } from "./discounts/set-discount-limit";
import { editOrder } from "./edit-order";
import { holdOrder } from "./hold-order";
import { placeOrder } from "./place-order";
import { resumeOrder } from "./resume-order";
import { orderLines } from "./schema";
import { shipOrder } from "./ship-order";
import { voidShipment } from "./void-shipment";

/**
 * Random operations run against the database and against a small model. After each, reservations and stock of every
 * variant must equal the model's; every thousand operations, and in the end, all rows are read and all sums recomputed.
 */

const OPERATIONS = Number(process.env["MODEL_OPERATIONS"] ?? sized(10_000, 500));
const SEED = Number(process.env["MODEL_SEED"] ?? Date.now() % 1_000_000_000);
const FULL_CHECK_EVERY = 1_000;
const TIMEOUT_MS = 60_000 + OPERATIONS * 120;
const VARIANTS = 5;
/** So many of them are ordered beyond what there is. */
const BACKORDERED = 2;

const database = testDatabase({ keepRows: true });

type Shop = {
  ctx: Context;
  clerk: Context;
  approvals: ModelApprovals;
  random: Random;
  model: StockModel;
  variantIds: string[];
  warehouseIds: string[];
  binIds: string[];
  customerId: string;
};

async function openShop(): Promise<Shop> {
  // At one moment: who waits is filled by the ids of lines.
  const now = new Date();
  const ctx = await testContext(database.db, { now });
  const warehouseOf = new Map<string, string>();
  const warehouseIds: string[] = [];
  for (const code of ["NORTH", "SOUTH"]) {
    const { warehouseId, binId } = await createWarehouse(ctx, { code, name: code });
    const shelf = await createLocation(ctx, { parentId: warehouseId, kind: "bin", code: "A-01" });
    warehouseIds.push(warehouseId);
    for (const id of [binId, shelf.locationId]) warehouseOf.set(id, warehouseId);
  }
  const variantIds = await Promise.all(
    Array.from({ length: VARIANTS }, (_, index) => aVariant(ctx, { sku: `SKU-${index}` })),
  );
  const mayWait = variantIds.slice(0, BACKORDERED);
  await database.db.update(variants).set({ backorder: true }).where(inArray(variants.id, mayWait));
  const { customerId } = await createCustomer(ctx, { name: "Ada Example" });
  await nameShop(ctx);
  await database.db.update(shopSettings).set({ quoteHoldHours: 24 });
  await setDiscountLimit(ctx, { role: "staff", rateMax: toRate(CLERK_RATE_MAX), seen: null });
  return {
    ctx,
    clerk: await testContext(database.db, { role: "staff", now }),
    approvals: new ModelApprovals(),
    random: seededRandom(SEED),
    model: new StockModel(warehouseOf, new Set(mayWait)),
    variantIds,
    warehouseIds,
    binIds: [...warehouseOf.keys()],
    customerId,
  };
}

const Posted = z.object({ transactionId: z.string() });

/** A posting of one movement; null is outside the warehouses. */
function posting(
  { model }: Shop,
  variantId: string,
  from: string | null,
  to: string | null,
  quantity: number,
  run: Act["run"],
): Act {
  return {
    isAllowed: model.canMove(variantId, from, to, quantity),
    run,
    apply: (answer) => {
      model.move(variantId, from, to, quantity);
      model.postings.push({ id: Posted.parse(answer).transactionId, variantId, from, to, quantity, isReversed: false });
    },
  };
}

const drawStock = ({ random, variantIds, binIds }: Shop, quantityMax: number) => ({
  variantId: random.oneOf(variantIds),
  binId: random.oneOf(binIds),
  quantity: random.between(1, quantityMax),
});

function receive(shop: Shop): Act {
  const { variantId, binId: locationId, quantity } = drawStock(shop, 25);
  return posting(shop, variantId, null, locationId, quantity, () =>
    receiveStock(shop.ctx, { lines: [{ variantId, locationId, quantity }] }),
  );
}

function adjust(shop: Shop): Act {
  const { variantId, binId: locationId, quantity: size } = drawStock(shop, 12);
  const isGain = shop.random.chance(0.3);
  return posting(shop, variantId, isGain ? null : locationId, isGain ? locationId : null, size, () =>
    adjustStock(shop.ctx, { variantId, locationId, change: isGain ? size : -size, reason: "counted" }),
  );
}

function move(shop: Shop): Act {
  const { variantId, binId: fromLocationId, quantity } = drawStock(shop, 20);
  const toLocationId = shop.random.oneOf(shop.binIds.filter((binId) => binId !== fromLocationId));
  return posting(shop, variantId, fromLocationId, toLocationId, quantity, () =>
    moveStock(shop.ctx, { lines: [{ variantId, fromLocationId, toLocationId, quantity }] }),
  );
}

function reverse(shop: Shop): Act | null {
  const { ctx, random, model } = shop;
  const done = model.postings.slice(-30);
  if (done.length === 0) return null;
  const original = random.oneOf(done);
  return {
    isAllowed: !original.isReversed && model.canMove(original.variantId, original.to, original.from, original.quantity),
    run: () => reverseTransaction(ctx, { transactionId: original.id }),
    apply: () => {
      original.isReversed = true;
      model.move(original.variantId, original.to, original.from, original.quantity);
    },
  };
}

const someLines = ({ random, variantIds }: Shop) =>
  Array.from({ length: random.between(1, 3) }, () => ({
    variantId: random.oneOf(variantIds),
    quantity: random.between(1, 15),
    discountRate: random.between(0, 10) * 12_345,
    taxRate: random.oneOf([0, 70_000, 190_000]),
  }));

/** Copies the lines into the model with the ids that the database gave them. */
async function copyLines(order: ModelOrder): Promise<void> {
  const rows = await database.db
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, order.id))
    .orderBy(asc(orderLines.position));
  order.lines = rows.map((row) => ({ ...row, waits: 0, invoiced: 0 }));
}

function place(shop: Shop): Act {
  const { ctx, random, model } = shop;
  const lines = someLines(shop);
  const warehouseId = random.oneOf(shop.warehouseIds);
  const confirm = random.chance(0.5);
  const status = confirm ? "confirmed" : "draft";
  const order: ModelOrder = { ...NEW_ORDER, id: "", warehouseId, status, version: 1, lines: [], invoices: [] };
  return {
    isAllowed: !confirm || model.canPromise(warehouseId, lines),
    run: async () => {
      const head = { customerId: shop.customerId, warehouseId, confirm, acceptBackorders: model.acceptAll() };
      order.id = (await placeOrder(ctx, { ...head, lines })).orderId;
    },
    apply: async () => {
      await copyLines(order);
      if (confirm) reserve(model, order);
      else holdIn(model, order);
      model.orders.push(order);
    },
  };
}

function edit(shop: Shop): Act | null {
  const { ctx, random } = shop;
  const order = someOrder(shop);
  if (!order) return null;
  const lines = someLines(shop);
  const version = random.chance(0.9) ? order.version : order.version + 1;
  return {
    isAllowed: order.status === "draft" && version === order.version,
    run: () =>
      editOrder(ctx, {
        orderId: order.id,
        version,
        customerId: shop.customerId,
        warehouseId: order.warehouseId,
        lines,
      }),
    apply: async () => {
      order.version += 1;
      await copyLines(order);
      holdIn(shop.model, order);
    },
  };
}

/** Mostly an open order; sometimes a completed or cancelled one, which must refuse everything. */
function someOrder({ random, model }: Shop): ModelOrder | null {
  const recent = model.orders.slice(-200);
  const live = recent.filter(isLive);
  const pool = live.length > 0 && random.chance(0.9) ? live : recent;
  return pool.length > 0 ? random.oneOf(pool) : null;
}

const step =
  (
    allowed: (shop: Shop, order: ModelOrder) => boolean,
    run: (shop: Shop, orderId: string) => Promise<unknown>,
    apply: (shop: Shop, order: ModelOrder) => void,
  ) =>
  (shop: Shop): Act | null => {
    const order = someOrder(shop);
    if (!order) return null;
    return {
      isAllowed: allowed(shop, order),
      run: () => run(shop, order.id),
      apply: () => {
        order.version += 1;
        apply(shop, order);
      },
    };
  };

function reserve(model: StockModel, order: ModelOrder): void {
  model.holds.delete(order);
  model.rearrange(
    order,
    order.warehouseId,
    order.lines.map((line) => ({ line, open: line.quantity })),
  );
}

const confirm = step(
  ({ model }, order) => order.status === "draft" && canConfirmIn(model, order),
  ({ ctx, model }, orderId) => confirmOrder(ctx, { orderId, acceptBackorders: model.acceptAll() }),
  ({ model }, order) => {
    reserve(model, order);
    order.status = "confirmed";
  },
);
const hold = step(
  (_, order) => order.status === "confirmed",
  ({ ctx }, orderId) => holdOrder(ctx, { orderId, reason: "Waiting" }),
  (_, order) => {
    order.status = "on_hold";
  },
);
const resume = step(
  (_, order) => order.status === "on_hold",
  ({ ctx }, orderId) => resumeOrder(ctx, { orderId }),
  (_, order) => {
    order.status = "confirmed";
  },
);
const cancel = step(
  (_, order) => isLive(order),
  ({ ctx }, orderId) => cancelOrder(ctx, { orderId }),
  ({ model }, order) => model.giveUp(order, "cancelled"),
);
const complete = step(
  (_, order) => order.status === "confirmed" && order.lines.some((line) => line.shipped > 0),
  ({ ctx }, orderId) => completeOrder(ctx, { orderId }),
  ({ model }, order) => model.giveUp(order, "completed"),
);

const Shipped = z.object({ shipmentId: z.string() });

function shipAll(shop: Shop): Act | null {
  const order = someOrder(shop);
  if (!order) return null;
  const picks = shop.model.picksFor(order);
  return {
    isAllowed: shop.model.canShip(order, picks),
    run: () => shipOrder(shop.ctx, { orderId: order.id }),
    apply: (answer) => shop.model.ship(Shipped.parse(answer).shipmentId, order, picks),
  };
}

function shipPart(shop: Shop): Act | null {
  const { random, model } = shop;
  const order = someOrder(shop);
  if (!order) return null;
  const picks = Array.from({ length: random.between(1, 2) }, () => ({
    orderLineId: random.oneOf(order.lines).id,
    locationId: random.oneOf(shop.binIds.filter((binId) => model.warehouseOf.get(binId) === order.warehouseId)),
    quantity: random.between(1, 6),
  }));
  return {
    isAllowed: model.canShip(order, picks),
    run: () => shipOrder(shop.ctx, { orderId: order.id, lines: picks.map((pick) => ({ ...pick, lotId: null })) }),
    apply: (answer) => model.ship(Shipped.parse(answer).shipmentId, order, picks),
  };
}

function voidOne({ ctx, random, model }: Shop): Act | null {
  const recent = model.shipments.slice(-30);
  if (recent.length === 0) return null;
  const shipment = random.oneOf(recent);
  return {
    isAllowed: model.canVoid(shipment),
    run: () => voidShipment(ctx, { shipmentId: shipment.id }),
    apply: () => model.voidShipment(shipment),
  };
}

/** Each with its relative frequency. */
const ACTS: Readonly<Record<string, readonly [number, (shop: Shop) => Act | null]>> = {
  receive: [14, receive],
  adjust: [8, adjust],
  move: [8, move],
  reverse: [5, reverse],
  place: [18, place],
  edit: [4, edit],
  confirm: [12, confirm],
  hold: [4, hold],
  resume: [5, resume],
  cancel: [3, cancel],
  complete: [3, complete],
  shipAll: [7, shipAll],
  shipPart: [14, shipPart],
  voidOne: [4, voidOne],
  ...APPROVAL_ACTS,
  ...CHANGE_ACTS,
  ...HOLD_ACTS,
};

const DRAWN = Object.entries(ACTS).flatMap(([name, [weight, make]]) =>
  Array.from({ length: weight }, () => ({ name, make })),
);

test(
  `${OPERATIONS} random operations leave exactly what a simple model holds (seed ${SEED})`,
  { timeout: TIMEOUT_MS },
  async () => {
    const shop = await openShop();
    const done = { allowed: 0, refused: 0 };
    for (let count = 1; count <= OPERATIONS; count += 1) {
      const { name, make } = shop.random.oneOf(DRAWN);
      const where = `MODEL_SEED=${SEED}, operation ${count}: ${name}`;
      const act = make(shop);
      if (!act) continue;
      const outcome = await act.run().then(
        (answer) => ({ isDone: true, answer }),
        (error: unknown) => ({ isDone: false, answer: error }),
      );
      if (!outcome.isDone && !isRefusal(outcome.answer))
        throw new Error(`Not a refusal but a fault at ${where}`, { cause: outcome.answer });
      expect(outcome.isDone, `${where} ${outcome.isDone ? "was done" : String(outcome.answer)}`).toBe(act.isAllowed);
      if (outcome.isDone) await act.apply(outcome.answer);
      shop.model.findPromises();
      shrinkHolds(shop.model);
      shop.model.fill();
      done[outcome.isDone ? "allowed" : "refused"] += 1;
      await checkReservations(shop, where);
      if (count % FULL_CHECK_EVERY === 0) await checkEverything(shop, where);
    }
    await checkEverything(shop, `MODEL_SEED=${SEED}, at the end`);
    // A run in which nothing was refused, or nothing went through, would prove little.
    expect(Math.min(done.allowed, done.refused)).toBeGreaterThan(OPERATIONS / 10);
  },
);
