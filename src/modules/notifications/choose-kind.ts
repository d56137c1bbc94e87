import { type Context, requireActorId } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ChooseKind } from "./contract";
import { tellOwner } from "./mark-read";
import { notificationChoices } from "./schema";

/** Notes whether a person wants to be told of a kind, in the app or by email. */
export async function chooseKind(ctx: Context, { kind, channel, isOn }: ChooseKind): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const userId = requireActorId(ctx);
    await ctx.db
      .insert(notificationChoices)
      .values({ userId, kind, [channel]: isOn })
      .onConflictDoUpdate({
        target: [notificationChoices.userId, notificationChoices.kind],
        set: { [channel]: isOn },
      });
    tellOwner(ctx, userId);
  });
}
