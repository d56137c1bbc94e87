import { after, DAY_MS } from "@/cli/seed/year/calendar";
import { authoriseReturn } from "@/modules/returns/authorise-return";
import type { ReceivedItem } from "@/modules/returns/contract";
import { cancelReturn, closeReturn } from "@/modules/returns/end-return";
import { exchangeReturn } from "@/modules/returns/exchange-return";
import { getReturn } from "@/modules/returns/queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import { refundReturn } from "@/modules/returns/refund-return";
import { RETURN_REASONS } from "@/modules/returns/return";
import type { TxContext } from "@/platform/context";
import type { Chapter, SampleShop } from "./chapter";
import { findToReturn } from "./find-orders";
import { scenes } from "./scenes";

/** So many may come back of each; what came, what became of it, and how it went on. */
const ASKED = 2;
type Came = { items: number; is: "refunded" | "replaced" | "quarantined" | "sent back" };
type Act = "refund" | "exchange" | "close" | "cancel";
type Story = { came?: Came; acts?: readonly Act[] };
/** Returns in each status, and items with each end. */
const STORIES: readonly Story[] = [
  { came: { items: 2, is: "refunded" }, acts: ["refund", "close"] },
  { came: { items: 2, is: "replaced" }, acts: ["exchange"] },
  { acts: ["cancel"] },
  { came: { items: 1, is: "sent back" } },
  { came: { items: 2, is: "quarantined" } },
  {},
];
const SCENES_MAX = STORIES.reduce((sum, { came, acts = [] }) => sum + 1 + (came ? 1 : 0) + acts.length, 0);
/** What left before has arrived. */
const ON_THE_WAY_DAYS = 2;

/** Items come back: some are awaited, some in quarantine, refunded, replaced or sent back to their customer. */
export const whatComesBack: Chapter = {
  title: "what comes back",
  async play(shop) {
    const scene = scenes(SCENES_MAX);
    const found = await findToReturn(shop, after(shop.now, -ON_THE_WAY_DAYS * DAY_MS), STORIES.length);
    for (const [place, { orderId, orderLineId, warehouseId }] of found.entries()) {
      const { came, acts = [] } = STORIES[place] ?? {};
      const reason = shop.random.pick(RETURN_REASONS);
      const { returnId } = await shop.perform(scene("sell", "returns.authorise", warehouseId), (ctx) =>
        authoriseReturn(ctx, { orderId, lines: [{ orderLineId, quantity: ASKED, reason }] }),
      );
      if (came)
        await shop.perform(scene("floor", "returns.receive", warehouseId), (ctx) =>
          receive(ctx, shop, { returnId, came }),
        );
      for (const act of acts)
        await shop.perform(scene("lead", `returns.${act}`, warehouseId), (ctx) => ACTS[act](ctx, returnId));
    }
  },
};

const ACTS: Record<Act, (ctx: TxContext, returnId: string) => Promise<unknown>> = {
  exchange: (ctx, returnId) => exchangeReturn(ctx, { returnId }),
  close: (ctx, returnId) => closeReturn(ctx, { returnId }),
  cancel: (ctx, returnId) => cancelReturn(ctx, { returnId }),
  refund: async (ctx, returnId) => {
    const { money } = await getReturn(ctx, { returnId });
    const paidOn = ctx.now.toISOString().slice(0, 10);
    return refundReturn(ctx, { returnId, amount: money.due, method: "bank-transfer", paidOn });
  },
};

async function receive(ctx: TxContext, { plan }: SampleShop, { returnId, came }: { returnId: string; came: Came }) {
  const { lines, warehouseId } = await getReturn(ctx, { returnId });
  const bin = plan.warehouses.find(({ id }) => id === warehouseId)?.receivingId;
  const items = lines.flatMap(({ id: returnLineId, lots }) => {
    let left = came.items;
    return lots.flatMap(({ lotId, left: ofLot }): ReceivedItem[] => {
      const quantity = Math.min(left, ofLot);
      left -= quantity;
      return quantity > 0 ? [{ returnLineId, quantity, lotId, ...endOf(came.is, bin) }] : [];
    });
  });
  return receiveReturn(ctx, { returnId, lines: items });
}

function endOf(is: Came["is"], locationId?: string): Pick<ReceivedItem, "outcome" | "disposition" | "locationId"> {
  if (is === "sent back") return { outcome: "reject" };
  if (is === "quarantined") return { outcome: "refund", disposition: "quarantine" };
  if (is === "replaced") return { outcome: "replace", disposition: "scrap" };
  return { outcome: "refund", disposition: "restock", locationId };
}
