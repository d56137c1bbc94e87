import { eq, sql } from "drizzle-orm";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { SYSTEM_USER_ID } from "@/shared/access";
import { type ChangeOwnProfile, usersChanged } from "./contract";
import { lockUser } from "./lock-user";
import { users } from "./schema";

/** Changes a person's own name, as others see it in every history. */
export async function changeOwnProfile(ctx: Context, input: ChangeOwnProfile): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, actorId(ctx) ?? SYSTEM_USER_ID);
    if (user.name === input.name) return;
    await ctx.db
      .update(users)
      .set({ name: input.name, version: sql`${users.version} + 1` })
      .where(eq(users.id, user.id));
    dropCachedSessions(user.id);
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: input.name,
      before: { name: user.name },
      after: { name: input.name },
    });
    emit(ctx, usersChanged, { userId: user.id });
  });
}
