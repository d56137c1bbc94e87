import { getOrder } from "@/modules/orders/queries";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import type { ReceivedItem } from "@/modules/returns/contract";
import { exchangeReturn } from "@/modules/returns/exchange-return";
import { getReturn } from "@/modules/returns/queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import { refundReturn } from "@/modules/returns/refund-return";
import { RETURN_REASONS } from "@/modules/returns/return";
import type { Chapter } from "./chapter";
import { lastOrders, mainWarehouse, sceneAt } from "./stage";

/** How each return goes on, from one that nothing has come of yet to one that is refunded. */
type End = "awaited" | "refunded" | "in quarantine" | "exchanged" | "sent back";
const ENDS: readonly End[] = ["refunded", "exchanged", "in quarantine", "awaited", "sent back", "awaited"];
const SCENES_MAX = 3 * ENDS.length;

/** Items of the last orders come back: some are awaited, some in quarantine, refunded or replaced. */
export const whatComesBack: Chapter = {
  title: "what comes back",
  async play(shop) {
    const warehouse = mainWarehouse(shop);
    const scene = sceneAt(warehouse, SCENES_MAX);
    // Older than a day, so that they have left; a refund is for what was paid.
    const paid = new Set(shop.plan.payments.map(({ orderId }) => orderId));
    const orders = lastOrders(shop, warehouse, "completed").filter(({ id }) => paid.has(id));
    for (const [place, end] of ENDS.entries()) {
      const order = orders[3 + 2 * place];
      if (!order) throw new Error("The sample shop has sold too little for returns.");
      const returnId = await shop.perform(scene("sell", "returns.authorise"), async (ctx) => {
        const { lines } = await getOrder(ctx, { orderId: order.id });
        const line = lines.find(({ shipped }) => shipped > 0);
        if (!line) throw new Error("A completed order of the sample shop has shipped nothing.");
        const asked = {
          orderLineId: line.id,
          quantity: Math.min(line.shipped, 2),
          reason: shop.random.pick(RETURN_REASONS),
        };
        return (await authoriseReturn(ctx, { orderId: order.id, lines: [asked] })).returnId;
      });
      if (end === "awaited") continue;
      await shop.perform(scene("floor", "returns.receive"), async (ctx) => {
        const { lines } = await getReturn(ctx, { returnId });
        const item = (line: (typeof lines)[number]): ReceivedItem => ({
          returnLineId: line.id,
          quantity: 1,
          lotId: line.lots[0]?.lotId ?? null,
          ...howReceived(end, warehouse.receivingId),
        });
        await receiveReturn(ctx, { returnId, lines: lines.map(item) });
      });
      if (end === "exchanged")
        await shop.perform(scene("sell", "returns.exchange"), (ctx) => exchangeReturn(ctx, { returnId }));
      if (end === "refunded")
        await shop.perform(scene("lead", "returns.refund"), async (ctx) => {
          const { money } = await getReturn(ctx, { returnId });
          const paidOn = ctx.now.toISOString().slice(0, 10);
          await refundReturn(ctx, { returnId, amount: money.due, method: "bank-transfer", paidOn });
        });
    }
  },
};

function howReceived(end: End, binId: string): Pick<ReceivedItem, "outcome" | "disposition" | "locationId"> {
  if (end === "sent back") return { outcome: "reject" };
  if (end === "in quarantine") return { outcome: "refund", disposition: "quarantine" };
  if (end === "exchanged") return { outcome: "replace", disposition: "scrap" };
  return { outcome: "refund", disposition: "restock", locationId: binId };
}
