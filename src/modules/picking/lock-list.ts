import { eq } from "drizzle-orm";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { users } from "@/modules/users/schema";
import { requireActorId, type TxContext } from "@/platform/context";
import { mayUseWarehouse } from "@/shared/access";
import { notTaken, pickedByOther, pickListNotFound } from "./contract";
import { pickLists } from "./schema";

export type LockedList = Awaited<ReturnType<typeof lockList>>;

/** A list under a row lock until the transaction ends, with who picks it. @throws pickListNotFound */
export async function lockList(ctx: TxContext, listId: string) {
  const [found] = await ctx.db
    .select({ list: pickLists, takenByName: users.name })
    .from(pickLists)
    .leftJoin(users, eq(users.id, pickLists.takenBy))
    .where(eq(pickLists.id, listId))
    .for("update", { of: pickLists });
  if (!found || !mayUseWarehouse(ctx.actor, found.list.warehouseId)) throw pickListNotFound({});
  return { ...found.list, takenByName: found.takenByName ?? "" };
}

/** A list of the person who asks. @throws also notTaken, pickedByOther */
export async function lockOwnList(ctx: TxContext, listId: string): Promise<LockedList> {
  const list = await lockList(ctx, listId);
  if (list.takenBy === null) throw notTaken({ number: list.number });
  if (list.takenBy !== requireActorId(ctx)) throw pickedByOther({ number: list.number, name: list.takenByName });
  return list;
}

/** Whose items a list fetches. */
export async function ordersOfList(ctx: Pick<TxContext, "db">, listId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ orderId: stockAllocations.documentId })
    .from(stockAllocations)
    .where(eq(stockAllocations.listId, listId));
  return rows.map(({ orderId }) => orderId);
}
