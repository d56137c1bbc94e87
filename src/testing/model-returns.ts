import { eq } from "drizzle-orm";
import * as z from "zod";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import { cancelReturn, closeReturn } from "@/modules/returns/end-return";
import { receiveReturn } from "@/modules/returns/receive-return";
import { OUTCOMES } from "@/modules/returns/return";
import { returnLines, returnReceipts } from "@/modules/returns/schema";
import { undoReceipt } from "@/modules/returns/undo-receipt";
import type { ChangingShop } from "./changing-shop";
import type { Act } from "./model-approvals";
import type { ModelReturn } from "./stock-model";

const Authorised = z.object({ returnId: z.string() });

/** Some of a line that shipped may come back: mostly as many as have left, sometimes more. */
function authoriseOne({ ctx, random, model }: ChangingShop): Act | null {
  const orders = model.orders.slice(-200).filter(({ lines }) => lines.some(({ shipped }) => shipped > 0));
  if (orders.length === 0) return null;
  const order = random.oneOf(orders);
  const line = random.oneOf(order.lines.filter(({ shipped }) => shipped > 0));
  const quantity = random.between(1, 4);
  const asked = { orderLineId: line.id, quantity, reason: "faulty" as const };
  return {
    isAllowed: quantity <= line.shipped - model.back(line.id).claimed,
    run: () => authoriseReturn(ctx, { orderId: order.id, lines: [asked] }),
    apply: async (answer) => {
      const { returnId } = Authorised.parse(answer);
      const [row] = await ctx.db.select().from(returnLines).where(eq(returnLines.returnId, returnId));
      const { warehouseId } = order;
      const found = { id: returnId, lineId: row?.id ?? "", line, warehouseId, quantity };
      model.returns.push({ ...found, received: 0, isOpen: true });
      model.back(line.id).claimed += quantity;
    },
  };
}

const someReturn = ({ random, model }: ChangingShop): ModelReturn | null => {
  const recent = model.returns.slice(-40);
  return recent.length === 0 ? null : random.oneOf(recent);
};

function receiveOne(shop: ChangingShop): Act | null {
  const { ctx, random, model } = shop;
  const found = someReturn(shop);
  if (!found) return null;
  const quantity = random.between(1, 3);
  const outcome = random.oneOf([...OUTCOMES]);
  const bins = [...model.warehouseOf].flatMap(([bin, warehouse]) => (warehouse === found.warehouseId ? [bin] : []));
  const bin = random.oneOf(bins);
  const places = [{ disposition: "restock" as const, locationId: bin }, { disposition: "quarantine" as const }];
  const place = outcome === "reject" ? {} : random.oneOf([...places, { disposition: "scrap" as const }]);
  const item = { returnLineId: found.lineId, quantity, lotId: null, outcome, ...place };
  return {
    isAllowed: found.isOpen && quantity <= found.quantity - found.received,
    run: () => receiveReturn(ctx, { returnId: found.id, lines: [item] }),
    apply: async () => {
      const rows = await ctx.db.select().from(returnReceipts).where(eq(returnReceipts.returnId, found.id));
      const id = rows.find((row) => !model.receipts.some((known) => known.id === row.id))?.id ?? "";
      model.receipts.push({ id, of: found, quantity, outcome, bin: "locationId" in place ? bin : null });
      found.received += quantity;
      const back = model.back(found.line.id);
      if (outcome === "reject") back.claimed -= quantity;
      else back.returned += quantity;
      if (outcome === "refund") back.credited += quantity;
      if ("locationId" in place) model.move(found.line.variantId, null, bin, quantity);
    },
  };
}

/** As long as its items are free where it put them, and nothing was credited of the same line since. */
function undoOne({ ctx, random, model }: ChangingShop): Act | null {
  const recent = model.receipts.slice(-20);
  if (recent.length === 0) return null;
  const receipt = random.oneOf(recent);
  const { of: found, quantity, outcome, bin } = receipt;
  const back = model.back(found.line.id);
  const later = model.receipts.slice(model.receipts.indexOf(receipt) + 1);
  const isLast = outcome !== "refund" || !later.some((one) => one.outcome === "refund" && one.of.line === found.line);
  // All happens at one moment: every credit note of the order was issued since.
  const order = model.orders.find(({ lines }) => lines.includes(found.line));
  const isCredited = outcome === "refund" && order !== undefined && order.papers > order.invoices.length;
  return {
    isAllowed:
      found.isOpen &&
      isLast &&
      !isCredited &&
      (outcome !== "reject" || quantity <= found.line.shipped - back.claimed) &&
      (bin === null || model.canMove(found.line.variantId, bin, null, quantity)),
    run: () => undoReceipt(ctx, { receiptId: receipt.id }),
    apply: () => {
      model.receipts = model.receipts.filter((one) => one !== receipt);
      found.received -= quantity;
      if (outcome === "reject") back.claimed += quantity;
      else back.returned -= quantity;
      if (outcome === "refund") back.credited -= quantity;
      if (bin !== null) model.move(found.line.variantId, bin, null, quantity);
    },
  };
}

function endOne(shop: ChangingShop): Act | null {
  const found = someReturn(shop);
  if (!found) return null;
  const isClosing = shop.random.chance(0.5);
  return {
    isAllowed: found.isOpen && isClosing === found.received > 0,
    run: () => (isClosing ? closeReturn : cancelReturn)(shop.ctx, { returnId: found.id }),
    apply: () => {
      found.isOpen = false;
      shop.model.back(found.line.id).claimed -= found.quantity - found.received;
    },
  };
}

/** Each with its relative frequency. */
export const RETURN_ACTS = {
  authoriseReturn: [6, authoriseOne],
  receiveReturn: [7, receiveOne],
  undoReceipt: [4, undoOne],
  endReturn: [3, endOne],
} as const satisfies Record<string, readonly [number, (shop: ChangingShop) => Act | null]>;
