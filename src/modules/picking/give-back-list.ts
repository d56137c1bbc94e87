import { eq } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { can } from "@/shared/access";
import { notTaken, pickedByOther, pickListGivenBack, type PickListRef } from "./contract";
import { lockList, ordersOfList } from "./lock-list";
import { recordList } from "./record-list";
import { pickLists } from "./schema";

/** Somebody else may go on with it: what was picked stays picked. @throws notTaken, pickedByOther */
export async function giveBackList(ctx: Context, { listId }: PickListRef) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockList(ctx, listId);
    if (list.takenBy === null) throw notTaken({ number: list.number });
    if (list.takenBy !== requireActorId(ctx) && !can(ctx.actor, "picking.give-back-others"))
      throw pickedByOther({ number: list.number, name: list.takenByName });
    await ctx.db.update(pickLists).set({ takenBy: null, takenAt: null }).where(eq(pickLists.id, listId));
    recordList(ctx, list, { taken: "yes", by: list.takenByName }, { taken: "no", by: null });
    emit(ctx, pickListGivenBack, { listId, orderIds: await ordersOfList(ctx, listId) });
    return { listId };
  });
}
