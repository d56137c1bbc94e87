import { sql } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { SetSchedule } from "./contract";
import { tellOwner } from "./mark-read";
import { inboxes } from "./schema";

const keptDigest = sql`
  case when ${inboxes.digestHour} = excluded.digest_hour then ${inboxes.digestOn} end`;

/** Notes when a person wants emails. What waits already follows it, also on a day that has had its digest. */
export async function setSchedule(ctx: Context, schedule: SetSchedule): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const userId = requireActorId(ctx);
    await ctx.db
      .insert(inboxes)
      .values({ userId, ...schedule })
      .onConflictDoUpdate({ target: inboxes.userId, set: { ...schedule, digestOn: keptDigest } });
    tellOwner(ctx, userId);
  });
}
