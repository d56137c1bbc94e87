import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type InviteUser, linkOffered, usersChanged } from "./contract";
import { grantWarehouses } from "./grant-warehouses";
import { makeLink, type OneTimeLink } from "./one-time-link";
import { emailTaken } from "./refusals";
import { users } from "./schema";

/**
 * Creates a user and the link by which they set a password. The link is returned once and stored only as a digest.
 *
 * @throws emailTaken, unknownWarehouse
 */
export async function inviteUser(ctx: Context, input: InviteUser): Promise<{ userId: string; link: OneTimeLink }> {
  return inTransaction(ctx, async (ctx) => {
    const userId = newId();
    const { email, name, role, warehouses } = input;
    await refuseOn({ users_email_is_taken: () => emailTaken({ email }) }, () =>
      ctx.db.insert(users).values({
        id: userId,
        email,
        name,
        role,
        allWarehouses: warehouses === "all",
        status: "invited",
        createdAt: ctx.now,
      }),
    );
    await grantWarehouses(ctx, userId, warehouses);
    const link = await makeLink(ctx, "invitation", userId);
    recordChange(ctx, {
      entity: "user",
      entityId: userId,
      label: name,
      before: null,
      after: { email, name, role, warehouses, status: "invited" },
    });
    emit(ctx, usersChanged, { userId });
    emit(ctx, linkOffered, { userId, purpose: "invitation" });
    return { userId, link };
  });
}
