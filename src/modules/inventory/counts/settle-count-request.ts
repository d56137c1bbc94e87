import { and, eq, isNull, sql } from "drizzle-orm";
import { requireActorId, type TxContext } from "@/platform/context";
import { countRequests } from "./schema";

/** Without a lot, all that was asked of the item in the bin. */
type Place = { variantId: string; locationId: string; lotId?: string | null };

/** Where somebody was asked to count, it is done: the bin is picked from again. */
export async function settleCountRequest(ctx: TxContext, { variantId, locationId, lotId }: Place): Promise<void> {
  await ctx.db
    .update(countRequests)
    .set({ countedAt: ctx.now, countedBy: requireActorId(ctx) })
    .where(
      and(
        eq(countRequests.locationId, locationId),
        eq(countRequests.variantId, variantId),
        lotId === undefined ? undefined : sql`${countRequests.lotId} is not distinct from ${lotId}::uuid`,
        isNull(countRequests.countedAt),
      ),
    );
}
