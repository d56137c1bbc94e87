import { eq } from "drizzle-orm";
import * as z from "zod";
import { splitOrder } from "@/modules/orders/origins/split-order";
import { orderLines, orders } from "@/modules/orders/schema";
import type { Context } from "@/platform/context";
import type { ChangingShop } from "./changing-shop";
import type { Act } from "./model-approvals";
import { isLive, type ModelLine, type ModelOrder, NEW_ORDER, openOf } from "./stock-model";

type Moved = ReadonlyMap<ModelLine, number>;

const Made = z.object({ orderId: z.string() });

/** Open items go into an order of their own, now and then from another warehouse. */
export function splitOne(shop: ChangingShop): Act | null {
  const { ctx, random, model } = shop;
  // Whether a split of what is invoiced moves a cent too many is no matter of counting.
  const live = model.orders.slice(-200).filter((each) => isLive(each) && each.papers === 0);
  if (live.length === 0) return null;
  const order = random.oneOf(live);
  const chosen = order.lines.filter(() => random.chance(0.6));
  const moved: Moved = new Map(chosen.map((line) => [line, random.between(1, Math.max(1, openOf(line)))]));
  if (moved.size === 0) return null;
  const warehouseId = random.chance(0.7) ? order.warehouseId : random.oneOf(shop.warehouseIds);
  const leftOf = (line: ModelLine) => line.quantity - line.cancelled - (moved.get(line) ?? 0);
  const given = [...moved].map(([{ variantId }, quantity]) => ({ variantId, quantity }));
  return {
    isAllowed:
      order.status !== "draft" &&
      [...moved].every(([line, quantity]) => quantity <= openOf(line)) &&
      order.lines.some((line) => leftOf(line) > 0) &&
      (warehouseId === order.warehouseId || model.has(warehouseId, given)),
    run: async () =>
      splitOrder(ctx, {
        orderId: order.id,
        version: await versionOf(ctx, order.id),
        warehouseId,
        lines: [...moved].map(([line, quantity]) => ({ orderLineId: line.id, quantity })),
      }),
    apply: async (answer) => {
      const { orderId: id } = Made.parse(answer);
      // Of the database the model takes only the ids of the new lines.
      const rows = await ctx.db
        .select()
        .from(orderLines)
        .where(eq(orderLines.orderId, id))
        .orderBy(orderLines.position);
      const lines = [...moved].map(([line, quantity], index) => ({
        ...line,
        id: rows[index]?.id ?? "",
        quantity,
        shipped: 0,
        cancelled: 0,
        waits: warehouseId === order.warehouseId ? Math.min(line.waits, quantity) : 0,
        invoiced: 0,
      }));
      const { status, hasDiscount } = order;
      model.orders.push({
        ...NEW_ORDER,
        id,
        warehouseId,
        status,
        version: 1,
        lines,
        hasDiscount,
        isPart: true,
        invoices: [],
      });
      order.isPart = true;
      takeAway(order, moved, model.packed);
    },
  };
}

function takeAway(order: ModelOrder, moved: Moved, packed: ReadonlySet<string>): void {
  for (const [line, quantity] of moved) {
    line.waits -= Math.min(line.waits, quantity);
    const isGone = line.quantity - line.cancelled === quantity;
    if (!isGone) line.quantity -= quantity;
    else if (line.cancelled > 0 || packed.has(line.id)) line.cancelled = line.quantity;
    else order.lines = order.lines.filter((one) => one !== line);
  }
  if (order.lines.every((line) => openOf(line) === 0)) order.status = "completed";
}

async function versionOf({ db }: Context, orderId: string): Promise<number> {
  const [order] = await db.select({ version: orders.version }).from(orders).where(eq(orders.id, orderId));
  return order?.version ?? 0;
}
