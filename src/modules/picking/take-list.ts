import { eq } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { pickedByOther, type PickListRef, pickListTaken } from "./contract";
import { lockList, ordersOfList } from "./lock-list";
import { recordList } from "./record-list";
import { pickLists } from "./schema";

/** From now on this person picks the list, and nobody else. One who has it already keeps it. @throws pickedByOther */
export async function takeList(ctx: Context, { listId }: PickListRef) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockList(ctx, listId);
    const userId = requireActorId(ctx);
    if (list.takenBy === userId) return { listId };
    if (list.takenBy !== null) throw pickedByOther({ number: list.number, name: list.takenByName });
    await ctx.db.update(pickLists).set({ takenBy: userId, takenAt: ctx.now }).where(eq(pickLists.id, listId));
    recordList(ctx, list, { taken: "no" }, { taken: "yes" });
    emit(ctx, pickListTaken, { listId, orderIds: await ordersOfList(ctx, listId) });
    return { listId };
  });
}
