import * as z from "zod";
import { withdrawApproval } from "@/modules/approvals/withdraw-approval";
import { approveAdjustment } from "@/modules/inventory/adjustments/approve-adjustment";
import { requestAdjustment } from "@/modules/inventory/adjustments/request-adjustment";
import { RequestAdjustment } from "@/modules/inventory/contract";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { approveDiscount } from "@/modules/orders/discounts/approve-discount";
import { requestDiscount } from "@/modules/orders/discounts/request-discount";
import type { Context } from "@/platform/context";
import { canConfirmIn } from "./model-held";
import type { Random } from "./random";
import { isLive, type ModelOrder, type StockModel } from "./stock-model";

/** An operation: whether the model allows it, how it runs, and what it changes in the model. */
export type Act = { isAllowed: boolean; run: () => Promise<unknown>; apply: (answer: unknown) => void | Promise<void> };

type Asked = { id: string; variantId: string; from: string | null; to: string | null; quantity: number };
type Given = { version: number; rateMax: number; givenAway: number };

/** What a clerk has asked for, and what was approved of which order. */
export class ModelApprovals {
  readonly waiting: Asked[] = [];
  readonly ended: Asked[] = [];
  readonly ofOrders = new Map<string, Given[]>();
}

type AskingShop = {
  /** Who decides, and who asks. */
  ctx: Context;
  clerk: Context;
  random: Random;
  model: StockModel;
  approvals: ModelApprovals;
  variantIds: string[];
  binIds: string[];
};

/** Of the clerk; the prices of the model's orders are the catalog's. */
export const CLERK_RATE_MAX = 60_000;
const PRICE = 1_000;

const Asking = z.object({ approvalId: z.string() });
const Posted = z.object({ transactionId: z.string() });

function askAdjustment({ clerk, random, approvals, variantIds, binIds }: AskingShop): Act {
  const [variantId, locationId, quantity] = [random.oneOf(variantIds), random.oneOf(binIds), random.between(1, 12)];
  const isGain = random.chance(0.3);
  const adjustment = { variantId, locationId, change: isGain ? quantity : -quantity, reason: "counted" };
  return {
    isAllowed: true,
    run: () => requestAdjustment(clerk, RequestAdjustment.parse({ adjustment, reason: "Counted twice" })),
    apply: (answer) => {
      const { approvalId: id } = Asking.parse(answer);
      const [from, to] = isGain ? [null, locationId] : [locationId, null];
      approvals.waiting.push({ id, variantId, from, to, quantity });
    },
  };
}

/** Mostly one that waits; sometimes one that is over, which must refuse everything. */
function someRequest({ random, approvals: { waiting, ended } }: AskingShop): Asked | null {
  const pool = waiting.length > 0 && random.chance(0.9) ? waiting : ended.slice(-30);
  return pool.length > 0 ? random.oneOf(pool) : null;
}

function end({ waiting, ended }: ModelApprovals, request: Asked): void {
  waiting.splice(waiting.indexOf(request), 1);
  ended.push(request);
}

function approveOne(shop: AskingShop): Act | null {
  const request = someRequest(shop);
  if (!request) return null;
  const { model, approvals, random, ctx, clerk } = shop;
  const { variantId, from, to, quantity } = request;
  const isSecond = random.chance(0.9);
  return {
    isAllowed: isSecond && approvals.waiting.includes(request) && model.canMove(variantId, from, to, quantity),
    run: () => approveAdjustment(isSecond ? ctx : clerk, { approvalId: request.id, note: "" }),
    apply: (answer) => {
      end(approvals, request);
      model.move(variantId, from, to, quantity);
      const { transactionId: id } = Posted.parse(answer);
      model.postings.push({ id, variantId, from, to, quantity, isReversed: false });
    },
  };
}

function withdrawOne(shop: AskingShop): Act | null {
  const request = someRequest(shop);
  if (!request) return null;
  return {
    isAllowed: shop.approvals.waiting.includes(request),
    run: () => withdrawApproval(shop.clerk, { approvalId: request.id }),
    apply: () => end(shop.approvals, request),
  };
}

const discountOf = ({ lines }: ModelOrder) => ({
  rateMax: Math.max(0, ...lines.map((line) => line.discountRate)),
  givenAway: lines.reduce((sum, { quantity, discountRate }) => sum + roundedPart(quantity * PRICE, discountRate), 0),
});
const roundedPart = (amount: number, rate: number) => Math.round((amount * rate) / 1_000_000);

const someOpenOrder = ({ random, model }: AskingShop): ModelOrder | null => {
  const live = model.orders.slice(-200).filter(isLive);
  return live.length > 0 ? random.oneOf(live) : null;
};

/** A clerk asks for the discount of an order, and it is approved at once. */
function approveDiscountOfOne(shop: AskingShop): Act | null {
  const order = someOpenOrder(shop);
  if (!order) return null;
  const { clerk, ctx, approvals } = shop;
  const { id: orderId, version } = order;
  const discount = discountOf(order);
  return {
    isAllowed: order.status === "draft" && discount.rateMax > 0,
    run: async () => {
      const asked = await requestDiscount(clerk, { orderId, version, reason: "A loyal customer" });
      return approveDiscount(ctx, { ...asked, note: "" });
    },
    apply: () => {
      approvals.ofOrders.set(orderId, [...(approvals.ofOrders.get(orderId) ?? []), { version, ...discount }]);
    },
  };
}

/** As everybody confirms, by somebody who has a limit. */
function confirmAsClerk(shop: AskingShop): Act | null {
  const order = someOpenOrder(shop);
  if (!order) return null;
  const { model, approvals, clerk } = shop;
  const { rateMax, givenAway } = discountOf(order);
  const isApproved = (approvals.ofOrders.get(order.id) ?? []).some(
    (given) => given.version === order.version || (rateMax <= given.rateMax && givenAway <= given.givenAway),
  );
  return {
    isAllowed: order.status === "draft" && canConfirmIn(model, order) && (rateMax <= CLERK_RATE_MAX || isApproved),
    run: () => confirmOrder(clerk, { orderId: order.id, acceptBackorders: model.acceptAll() }),
    apply: () => {
      model.holds.delete(order);
      model.rearrange(
        order,
        order.warehouseId,
        order.lines.map((line) => ({ line, open: line.quantity })),
      );
      order.version += 1;
      order.status = "confirmed";
    },
  };
}

/** Each with its relative frequency. */
export const APPROVAL_ACTS: Readonly<Record<string, readonly [number, (shop: AskingShop) => Act | null]>> = {
  askAdjustment: [5, askAdjustment],
  approveOne: [6, approveOne],
  withdrawOne: [1, withdrawOne],
  approveDiscountOfOne: [3, approveDiscountOfOne],
  confirmAsClerk: [6, confirmAsClerk],
};
