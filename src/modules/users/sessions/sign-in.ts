import { and, eq, sql } from "drizzle-orm";
import { sessionEnded, sessionStarted, type SignIn } from "@/modules/users/contract";
import { comparePassword, type Hasher, hashPassword, isHashWeak, PASSWORD_COST } from "@/modules/users/password";
import { signInRefused } from "@/modules/users/refusals";
import { sessions, users } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import type { Context, TxContext } from "@/platform/context";
import { networkOf } from "@/platform/http/caller-address";
import { logger } from "@/platform/logger";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { endUnderAnyId } from "./renew-session";
import { SESSION_ABSOLUTE_MS } from "./session";
import { dropCachedSessions } from "./session-cache";

const USER_AGENT_CHARACTERS_MAX = 300;
const ADDRESS_CHARACTERS_MAX = 60;

/**
 * Starts a session for a person who knows the password. An unknown email, a disabled account and a wrong password take
 * one comparison and get the same answer each, so that accounts cannot be enumerated.
 *
 * @throws signInRefused, tooManySignIns
 */
export async function signIn(
  ctx: Context,
  input: SignIn,
  cost = PASSWORD_COST,
  by: Hasher = { line: "stranger", key: networkOf(input.address) },
): Promise<{ sessionId: string; userId: string }> {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, input.email.trim().toLowerCase()));
  const comparison = await comparePassword(input.password, user?.passwordHash ?? null, cost, by);
  if (!user || user.status !== "active" || comparison === "wrong") {
    logger().warn({ requestId: ctx.requestId, userId: user?.id ?? null, address: input.address }, "sign-in refused");
    await recordSecurityEvent(ctx, {
      kind: "sign-in-refused",
      userId: user?.id ?? null,
      address: input.address,
      subject: "users.sign-in",
    });
    throw signInRefused({});
  }
  const isReplaced = comparison === "stale" || isHashWeak(user.passwordHash ?? "", cost);
  const passwordHash = isReplaced ? await hashPassword(input.password, cost, by) : user.passwordHash;
  const sessionId = newId();
  const actor: Person = {
    kind: "person",
    userId: user.id,
    sessionId,
    name: user.name,
    role: user.role,
    warehouses: [],
  };

  await inTransaction({ ...ctx, actor }, async (ctx) => {
    // The password was compared outside the transaction: a person who was disabled or changed it since is refused.
    const signedIn = await ctx.db
      .update(users)
      .set({ lastSignInAt: ctx.now, passwordHash })
      .where(and(eq(users.id, user.id), eq(users.status, "active"), eq(users.passwordHash, user.passwordHash ?? "")))
      .returning({ id: users.id });
    if (signedIn.length === 0) throw signInRefused({});
    await ctx.db.insert(sessions).values({
      id: sessionId,
      userId: user.id,
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + SESSION_ABSOLUTE_MS),
      userAgent: input.userAgent.slice(0, USER_AGENT_CHARACTERS_MAX),
      address: input.address.slice(0, ADDRESS_CHARACTERS_MAX),
    });
    recordChange(ctx, {
      entity: "session",
      entityId: sessionId,
      label: user.name,
      before: null,
      after: { userId: user.id },
    });
    emit(ctx, sessionStarted, { userId: user.id });
    if (input.replaces) await endReplaced(ctx, input.replaces);
  });
  return { sessionId, userId: user.id };
}

/** One browser has one session: the one it had before would otherwise live on, unseen, in a copied cookie. */
async function endReplaced(ctx: TxContext, sessionId: string): Promise<void> {
  const [ended] = await endUnderAnyId(ctx, sessionId);
  if (!ended) return;
  dropCachedSessions(ended.userId);
  const [whose] = await ctx.db.select({ name: users.name }).from(users).where(eq(users.id, ended.userId));
  recordChange(ctx, {
    entity: "session",
    entityId: sessionId,
    label: whose?.name ?? "",
    before: { userId: ended.userId },
    after: null,
  });
  emit(ctx, sessionEnded, { userId: ended.userId });
}
