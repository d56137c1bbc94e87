import { and, asc, eq, sql } from "drizzle-orm";
import { endKeys } from "@/modules/users/keys/revoke-key";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { demandRenewal } from "@/modules/users/sessions/renew-session";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { confirmAccess, inTransaction } from "@/platform/transaction";
import { accessChanged, type ChangeAccess, usersChanged } from "./contract";
import { grantWarehouses } from "./grant-warehouses";
import { lockUser } from "./lock-user";
import { withdrawLinks } from "./one-time-link";
import { accessChangedMeanwhile, lastAdministrator } from "./refusals";
import { users } from "./schema";

/**
 * Changes a person's role or warehouses, or disables their account. It takes effect within seconds: cached sessions
 * are dropped, and those of a disabled person end, and their keys for good.
 *
 * @throws lastAdministrator, accessChangedMeanwhile, unknownWarehouse; accessChanged when the administrator who asks
 * lost that role while this waited
 */
export async function changeAccess(ctx: Context, input: ChangeAccess): Promise<{ version: number }> {
  return inTransaction(ctx, async (ctx) => {
    // Lock order: administrators by id, then the person, so that two who demote each other do not deadlock.
    const administrators = await lockAdministrators(ctx);
    const user = await lockUser(ctx, input.userId);
    await confirmAccess(ctx);
    if (user.version !== input.version) throw accessChangedMeanwhile({ version: user.version });
    const status = statusAfter(user, input.disabled);
    const remainsAdministrator = input.role === "admin" && status === "active";
    if (administrators.length === 1 && administrators[0]?.id === user.id && !remainsAdministrator)
      throw lastAdministrator({});

    const version = user.version + 1;
    await ctx.db
      .update(users)
      .set({ role: input.role, allWarehouses: input.warehouses === "all", status, version: sql`${users.version} + 1` })
      .where(eq(users.id, user.id));
    await grantWarehouses(ctx, user.id, input.warehouses);
    if (status === "disabled") {
      await withdrawLinks(ctx, user.id);
      await endSessions(ctx, { userId: user.id });
      await endKeys(ctx, user.id);
    }
    await demandRenewal(ctx, user.id);
    dropCachedSessions(user.id);
    recordChange(ctx, {
      entity: "user",
      entityId: user.id,
      label: user.name,
      before: { role: user.role, warehouses: user.warehouses, status: user.status },
      after: { role: input.role, warehouses: input.warehouses, status },
    });
    emit(ctx, usersChanged, { userId: user.id });
    emit(ctx, accessChanged, { userId: user.id });
    return { version };
  });
}

const lockAdministrators = (ctx: TxContext) =>
  ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), eq(users.status, "active"), eq(users.kind, "person")))
    .orderBy(asc(users.id))
    .for("update");

/** A person without a password returns to `invited` when the account is enabled. */
function statusAfter(user: Pick<typeof users.$inferSelect, "kind" | "passwordHash">, disabled: boolean) {
  if (disabled) return "disabled" as const;
  return user.kind === "person" && user.passwordHash === null ? ("invited" as const) : ("active" as const);
}
