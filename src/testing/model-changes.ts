import { eq } from "drizzle-orm";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { restoreLine } from "@/modules/orders/changes/restore-line";
import type { ChangeOrder } from "@/modules/orders/contract";
import { orderLines, orders } from "@/modules/orders/schema";
import type { Context } from "@/platform/context";
import type { ChangingShop } from "./changing-shop";
import { type Act, CLERK_RATE_MAX } from "./model-approvals";
import { INVOICE_ACTS } from "./model-invoices";
import { RETURN_ACTS } from "./model-returns";
import { splitOne } from "./model-splits";
import type { Random } from "./random";
import { isLive, type ModelLine, type ModelOrder, openOf, type StockModel } from "./stock-model";

type Wish = { line: ModelLine | null; variantId: string; quantity: number };

const wantedOf = (line: ModelLine) => line.quantity - line.cancelled;
const openOfAll = (wishes: readonly Wish[]) =>
  wishes.map(({ line, variantId, quantity }) => ({ variantId, quantity: quantity - (line?.shipped ?? 0) }));

/** Mostly a line stays, with more or less of it; sometimes it goes, and sometimes another comes. */
function drawWishes({ random, variantIds }: ChangingShop, order: ModelOrder): Wish[] {
  const kept = order.lines
    .filter((line) => wantedOf(line) > 0 && random.chance(0.85))
    .map((line) => ({ line, variantId: line.variantId, quantity: random.between(1, wantedOf(line) + 6) }));
  const isMore = kept.length === 0 || random.chance(0.3);
  return isMore
    ? [...kept, { line: null, variantId: random.oneOf(variantIds), quantity: random.between(1, 10) }]
    : kept;
}

/** Whether the stock of the warehouse has what the order needs besides what it holds there already. */
function hasStock(model: StockModel, order: ModelOrder, warehouseId: string, wishes: readonly Wish[]): boolean {
  const held = warehouseId === order.warehouseId ? order.lines : [];
  const given = held.map(({ variantId, quantity, shipped, cancelled }) => ({
    variantId,
    quantity: -(quantity - shipped - cancelled),
  }));
  return model.canPromise(warehouseId, [...openOfAll(wishes), ...given]);
}

/** An open order is changed: lines, quantities, and now and then its warehouse. */
function changeOne(shop: ChangingShop): Act | null {
  const { ctx, random, model, customerId } = shop;
  const live = model.orders.slice(-200).filter(isLive);
  if (live.length === 0) return null;
  const order = random.oneOf(live);
  const warehouseId = random.chance(0.9) ? order.warehouseId : random.oneOf(shop.warehouseIds);
  const wishes = drawWishes(shop, order);
  const gone = order.lines.filter((line) => wantedOf(line) > 0 && !wishes.some((wish) => wish.line === line));
  const isFloorKept =
    wishes.every(({ line, quantity }) => quantity >= (line?.shipped ?? 0)) &&
    wishes.every(({ line, quantity }) => !line || quantity + line.cancelled >= line.invoiced) &&
    gone.every(({ invoiced }) => invoiced === 0);
  const terms = drawTerms(random, order);
  const hasShipped = order.lines.some(({ shipped }) => shipped > 0);
  return {
    isAllowed:
      order.status !== "draft" &&
      isFloorKept &&
      gone.every(({ shipped }) => shipped === 0) &&
      !(hasShipped && warehouseId !== order.warehouseId) &&
      hasStock(model, order, warehouseId, wishes),
    run: async () =>
      changeOrder(ctx, {
        orderId: order.id,
        version: await versionOf(ctx, order.id),
        customerId,
        warehouseId,
        lines: wishes.map(({ line, variantId, quantity }) => ({
          ...(line && { orderLineId: line.id }),
          variantId,
          quantity,
        })),
        ...terms,
        acceptBackorders: model.acceptAll(),
      }),
    apply: async () => {
      await applyChange(shop, order, { wishes, gone, warehouseId });
      if (terms.discount !== undefined) order.hasDiscount = terms.discount !== null;
      if (terms.shipping !== undefined) order.hasCharge = terms.shipping !== null;
    },
  };
}

/**
 * What is off the whole order moves no stock and asks nobody who has no limit; the books have to hold all the same. Of
 * what is invoiced it would be refused.
 */
const drawTerms = (random: Random, { papers }: ModelOrder): Pick<ChangeOrder, "discount" | "shipping"> => ({
  ...(papers === 0 &&
    random.chance(0.3) && { discount: random.chance(0.3) ? null : { rate: random.between(0, CLERK_RATE_MAX) } }),
  ...(papers === 0 &&
    random.chance(0.3) && { shipping: random.chance(0.3) ? null : { price: random.between(1, 900) } }),
});

async function versionOf({ db }: Context, orderId: string): Promise<number> {
  const [order] = await db.select({ version: orders.version }).from(orders).where(eq(orders.id, orderId));
  return order?.version ?? 0;
}

type Wanted = {
  wishes: readonly Wish[];
  gone: readonly ModelLine[];
  warehouseId: string;
};

/** Of the database the model takes only the id of the line that is new. */
async function applyChange({ ctx, model }: ChangingShop, order: ModelOrder, wanted: Wanted): Promise<void> {
  const { wishes, gone, warehouseId } = wanted;
  const isGone = (line: ModelLine) => gone.includes(line) && line.cancelled === 0 && !model.packed.has(line.id);
  const known = new Set(order.lines.map(({ id }) => id));
  const rows = await ctx.db.select().from(orderLines).where(eq(orderLines.orderId, order.id));
  const fresh = rows.find(({ id }) => !known.has(id));
  const blank = { id: fresh?.id ?? "", discountRate: 0, shipped: 0, cancelled: 0, waits: 0, invoiced: 0 };
  const lines = wishes.map(({ line, variantId, quantity }) => ({
    line: line ?? { ...blank, variantId, quantity },
    open: quantity - (line?.shipped ?? 0),
  }));
  model.rearrange(order, warehouseId, [...lines, ...gone.map((line) => ({ line, open: 0 }))]);
  for (const { line, quantity } of wishes) if (line) line.quantity = quantity + line.cancelled;
  const added = lines.flatMap(({ line }) => (known.has(line.id) ? [] : [line]));
  order.warehouseId = warehouseId;
  order.lines = [...order.lines.filter((line) => !isGone(line)), ...added];
  for (const line of gone) line.cancelled = line.quantity;
  if (order.lines.every((line) => line.quantity === line.shipped + line.cancelled)) order.status = "completed";
}

/** Some of one line is cancelled; with nothing left to ship the order is complete, unless nothing has shipped. */
function cancelPart({ ctx, random, model }: ChangingShop): Act | null {
  const live = model.orders.slice(-200).filter(isLive);
  if (live.length === 0) return null;
  const order = random.oneOf(live);
  const line = random.oneOf(order.lines);
  const quantity = random.between(1, line.quantity);
  const isLast = order.lines.reduce((sum, one) => sum + openOf(one), 0) === quantity;
  return {
    isAllowed:
      order.status !== "draft" &&
      quantity <= openOf(line) &&
      !(isLast && order.lines.every(({ shipped }) => shipped === 0)),
    run: () => cancelLine(ctx, { orderId: order.id, orderLineId: line.id, quantity }),
    apply: () => {
      model.rearrange(order, order.warehouseId, [{ line, open: openOf(line) - quantity }]);
      line.cancelled += quantity;
      if (isLast) order.status = "completed";
    },
  };
}

/** What was cancelled is wanted after all, as long as it is there. */
function restorePart({ ctx, random, model }: ChangingShop): Act | null {
  const cut = model.orders.slice(-200).filter(({ lines }) => lines.some(({ cancelled }) => cancelled > 0));
  if (cut.length === 0) return null;
  const order = random.oneOf(cut);
  const line = random.oneOf(order.lines);
  const quantity = random.between(1, Math.max(1, line.cancelled));
  return {
    isAllowed:
      order.status !== "draft" &&
      order.status !== "cancelled" &&
      quantity <= line.cancelled &&
      model.canPromise(order.warehouseId, [{ variantId: line.variantId, quantity }]),
    run: () =>
      restoreLine(ctx, { orderId: order.id, orderLineId: line.id, quantity, acceptBackorders: model.acceptAll() }),
    apply: () => {
      model.rearrange(order, order.warehouseId, [{ line, open: openOf(line) + quantity }]);
      line.cancelled -= quantity;
      if (order.status === "completed") order.status = "confirmed";
    },
  };
}

/** Each with its relative frequency. */
export const CHANGE_ACTS: Readonly<Record<string, readonly [number, (shop: ChangingShop) => Act | null]>> = {
  changeOne: [8, changeOne],
  cancelPart: [5, cancelPart],
  restorePart: [4, restorePart],
  splitOne: [6, splitOne],
  ...RETURN_ACTS,
  ...INVOICE_ACTS,
};
