import { getOrder } from "@/modules/orders/queries";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import type { ReceivedItem } from "@/modules/returns/contract";
import { getReturn } from "@/modules/returns/queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import type { Context } from "@/platform/context";
import { aPayment } from "./payments";
import { order, type ShopAtWork } from "./shop-at-work";

/** Everything of an order that may come back, as a return. */
export async function aReturn(ctx: Context, orderId: string) {
  const { lines } = await getOrder(ctx, { orderId });
  const { returnId } = await authoriseReturn(ctx, {
    orderId,
    lines: lines
      .filter(({ shipped, claimed }) => shipped > claimed)
      .map(({ id, shipped, claimed }) => ({ orderLineId: id, quantity: shipped - claimed, reason: "faulty" as const })),
  });
  return { returnId };
}

type Given = Partial<ReceivedItem>;

/** Everything that is awaited comes back into quarantine to be refunded, unless something else is given. */
export async function receivedItems(ctx: Context, returnId: string, given: Given = {}): Promise<ReceivedItem[]> {
  const { lines } = await getReturn(ctx, { returnId });
  return lines
    .filter(({ awaited }) => awaited > 0)
    .map(({ id, awaited, lots }) => ({
      returnLineId: id,
      quantity: awaited,
      lotId: lots[0]?.lotId ?? null,
      outcome: "refund" as const,
      ...(given.outcome !== "reject" && { disposition: "quarantine" as const }),
      ...given,
    }));
}

export async function aReceivedReturn(ctx: Context, orderId: string, given?: Given) {
  const { returnId } = await aReturn(ctx, orderId);
  await receiveReturn(ctx, { returnId, lines: await receivedItems(ctx, returnId, given) });
  const { receipts, lines } = await getReturn(ctx, { returnId });
  return { returnId, receiptId: receipts[0]?.id ?? "", returnLineId: lines[0]?.id ?? "" };
}

const shipped = (shop: ShopAtWork) => order(shop, "shipped in part");

async function paidAndReturned(shop: ShopAtWork) {
  const { orderId } = await shipped(shop);
  const { amounts } = await getOrder(shop.ctx, { orderId });
  await aPayment(shop.ctx, orderId, { amount: amounts.billed.total });
  const { returnId } = await aReceivedReturn(shop.ctx, orderId);
  const { money } = await getReturn(shop.ctx, { returnId });
  return { returnId, amount: money.due };
}

/** What each mutation of returns accepts, for `VALID_INPUTS`. */
export const RETURN_INPUTS = {
  authorise: async (shop: ShopAtWork) => {
    const { orderId } = await shipped(shop);
    const { lines } = await getOrder(shop.ctx, { orderId });
    const [line] = lines;
    return { orderId, lines: [{ orderLineId: line?.id ?? "", quantity: 1, reason: "faulty" as const }] };
  },
  receive: async (shop: ShopAtWork) => {
    const { returnId } = await aReturn(shop.ctx, (await shipped(shop)).orderId);
    const restocked = { disposition: "restock", locationId: shop.binId } as const;
    return { returnId, lines: await receivedItems(shop.ctx, returnId, restocked) };
  },
  undoReceipt: async (shop: ShopAtWork) => {
    const { receiptId } = await aReceivedReturn(shop.ctx, (await shipped(shop)).orderId);
    return { receiptId };
  },
  releaseItems: async (shop: ShopAtWork) => {
    const { receiptId } = await aReceivedReturn(shop.ctx, (await shipped(shop)).orderId);
    return { receiptId, to: "restock" as const, locationId: shop.binId };
  },
  refund: async (shop: ShopAtWork) => ({
    reference: "Statement 7",
    ...(await paidAndReturned(shop)),
    method: "bank-transfer" as const,
    paidOn: "2026-01-31",
  }),
  exchange: async (shop: ShopAtWork) => {
    const { returnId } = await aReceivedReturn(shop.ctx, (await shipped(shop)).orderId, { outcome: "replace" });
    return { returnId };
  },
  close: async (shop: ShopAtWork) => {
    const { returnId } = await aReceivedReturn(shop.ctx, (await shipped(shop)).orderId);
    return { returnId };
  },
  cancel: async (shop: ShopAtWork) => aReturn(shop.ctx, (await shipped(shop)).orderId),
};
