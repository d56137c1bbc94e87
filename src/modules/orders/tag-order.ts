import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { TAGS_MAX } from "@/shared/tags";
import { orderTagged, type TagOrder } from "./contract";
import { type LockedOrder, lockOrder } from "./lock-order";
import { formatOrderNumber } from "./order";
import { tooManyTags } from "./refusals";
import { orders } from "./schema";

/** Tags stand beside an order: whoever is editing it meanwhile is not disturbed. @throws tooManyTags */
export const addTag = (ctx: Context, { orderId, tag }: TagOrder) =>
  setTags(ctx, orderId, ({ number, tags }) => {
    if (tags.includes(tag)) return tags;
    if (tags.length >= TAGS_MAX) throw tooManyTags({ number, tagsMax: TAGS_MAX });
    return [...tags, tag];
  });

export const removeTag = (ctx: Context, { orderId, tag }: TagOrder) =>
  setTags(ctx, orderId, ({ tags }) => tags.filter((each) => each !== tag));

const setTags = (ctx: Context, orderId: string, next: (order: LockedOrder) => string[]): Promise<{ orderId: string }> =>
  inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    const tags = next(order);
    if (tags.length === order.tags.length) return { orderId };
    await ctx.db.update(orders).set({ tags }).where(eq(orders.id, orderId));
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(order.number),
      warehouseIds: [order.warehouseId],
      before: { tags: order.tags.join(", ") },
      after: { tags: tags.join(", ") },
    });
    emit(ctx, orderTagged, { orderId, customerId: order.customerId });
    return { orderId };
  });
