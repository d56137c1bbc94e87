import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { linkOffered, usersChanged, type UserRef } from "./contract";
import { lockUser } from "./lock-user";
import { makeLink, type OneTimeLink } from "./one-time-link";
import { linkNotOffered } from "./refusals";

/**
 * Creates a new link to set a password, for an invited person or one who forgot theirs. Older links stop working; the
 * current password works until a new one is set.
 *
 * @throws userNotFound, linkNotOffered
 */
export async function renewInvitation(ctx: Context, input: UserRef): Promise<{ link: OneTimeLink }> {
  return inTransaction(ctx, async (ctx) => {
    const user = await lockUser(ctx, input.userId);
    if (user.status === "disabled" || user.kind === "program") throw linkNotOffered({ userId: user.id });
    const purpose = user.status === "invited" ? "invitation" : "password-reset";
    const link = await makeLink(ctx, purpose, user.id);
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: null,
      after: { link: purpose, expiresAt: link.expiresAt },
    });
    emit(ctx, usersChanged, { userId: user.id });
    emit(ctx, linkOffered, { userId: user.id, purpose });
    return { link };
  });
}
