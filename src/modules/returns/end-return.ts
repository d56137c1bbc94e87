import { eq, sql } from "drizzle-orm";
import { claimLines } from "@/modules/orders/returned/claim-lines";
import { type Context, requireActorId } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { EventDefinition } from "@/shared/event";
import { toQuantity } from "@/shared/quantity";
import { type ReturnRef, returnCancelled, returnClosed } from "./contract";
import { lockReturn } from "./lock-return";
import { recordReturn } from "./record-return";
import { wrongReturnStatus } from "./refusals";
import { awaited, canCancel, canClose, type ReturnStatus } from "./return";
import { returnLines, returns } from "./schema";

type End = {
  to: "closed" | "cancelled";
  act: "close" | "cancel";
  may: (status: ReturnStatus) => boolean;
  event: EventDefinition<{ returnId: string; orderId: string }>;
};

/** Nothing came back, and nothing will. @throws wrongReturnStatus */
export const cancelReturn = (ctx: Context, input: ReturnRef) =>
  endReturn(ctx, input, { to: "cancelled", act: "cancel", may: canCancel, event: returnCancelled });

/** Nothing more comes back: what is awaited may be part of another return. @throws wrongReturnStatus */
export const closeReturn = (ctx: Context, input: ReturnRef) =>
  endReturn(ctx, input, { to: "closed", act: "close", may: canClose, event: returnClosed });

async function endReturn(ctx: Context, { returnId }: ReturnRef, { to, act, may, event }: End) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockReturn(ctx, returnId);
    const { number, status } = found;
    if (!may(status)) throw wrongReturnStatus({ number, status, act });
    const open = found.lines.flatMap((line) =>
      awaited(line) > 0 ? [{ orderLineId: line.orderLineId, quantity: toQuantity(-awaited(line)) }] : [],
    );
    if (open.length > 0) await claimLines(ctx, found.order, open);
    await ctx.db
      .update(returnLines)
      .set({ withdrawn: sql`${returnLines.quantity} - ${returnLines.received}` })
      .where(eq(returnLines.returnId, returnId));
    await ctx.db
      .update(returns)
      .set({ status: to, endedBy: requireActorId(ctx), endedAt: ctx.now })
      .where(eq(returns.id, returnId));
    recordReturn(ctx, found, { event, before: { status }, after: { status: to } });
    return { returnId };
  });
}
