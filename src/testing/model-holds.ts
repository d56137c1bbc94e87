import { sql } from "drizzle-orm";
import { endHolds } from "@/modules/orders/holds/end-holds";
import { freeStock } from "@/modules/orders/holds/free-stock";
import { holdStock } from "@/modules/orders/holds/hold-stock";
import type { ChangingShop } from "./changing-shop";
import type { Act } from "./model-approvals";
import { canHoldIn, holdIn } from "./model-held";
import { isLive, type ModelOrder } from "./stock-model";

/** Mostly a draft; sometimes an order that holds nothing, which must refuse. */
function someDraft({ random, model }: ChangingShop): ModelOrder | null {
  const live = model.orders.slice(-200).filter(isLive);
  const drafts = live.filter(({ status }) => status === "draft");
  const pool = drafts.length > 0 && random.chance(0.9) ? drafts : live;
  return pool.length > 0 ? random.oneOf(pool) : null;
}

function holdOne(shop: ChangingShop): Act | null {
  const order = someDraft(shop);
  if (!order) return null;
  const { ctx, model } = shop;
  return {
    isAllowed: order.status === "draft" && canHoldIn(model, order),
    run: () => holdStock(ctx, { orderId: order.id }),
    apply: () => holdIn(model, order),
  };
}

function freeOne(shop: ChangingShop): Act | null {
  const order = someDraft(shop);
  if (!order) return null;
  return {
    isAllowed: order.status === "draft",
    run: () => freeStock(shop.ctx, { orderId: order.id }),
    apply: () => void shop.model.holds.delete(order),
  };
}

/** The time of what a draft holds is over, and the worker comes by. */
function expireOne(shop: ChangingShop): Act | null {
  const order = someDraft(shop);
  if (!order) return null;
  const { ctx, model } = shop;
  return {
    isAllowed: true,
    run: async () => {
      await ctx.db.execute(
        sql`update stock_holds set held_until = now() - interval '1 ms' where document_id = ${order.id}`,
      );
      await endHolds({ ...ctx, actor: { kind: "system" }, action: "orders.end-holds" });
    },
    apply: () => void model.holds.delete(order),
  };
}

/** Each with its relative frequency. */
export const HOLD_ACTS: Readonly<Record<string, readonly [number, (shop: ChangingShop) => Act | null]>> = {
  holdOne: [4, holdOne],
  freeOne: [3, freeOne],
  expireOne: [7, expireOne],
};
