import { eq } from "drizzle-orm";
import { sessionEnded, sessionStarted, type SignIn } from "@/modules/users/contract";
import { sessions, users } from "@/modules/users/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { endUnderAnyId } from "./renew-session";
import { SESSION_ABSOLUTE_MS } from "./session";
import { dropCachedSessions } from "./session-cache";

const USER_AGENT_CHARACTERS_MAX = 300;
const ADDRESS_CHARACTERS_MAX = 60;

export type SignedIn = { sessionId: string; userId: string };
type Browser = Pick<SignIn, "userAgent" | "address" | "replaces">;

/** Who a person is while they sign in: their session begins with the transaction that names them in the history. */
export const signingIn = (user: Pick<typeof users.$inferSelect, "id" | "name" | "role">): Person => ({
  kind: "person",
  userId: user.id,
  sessionId: newId(),
  name: user.name,
  role: user.role,
  warehouses: [],
});

/** Starts a session under an id that nobody had, and ends the one that the browser had until now. */
export async function startSession(ctx: TxContext, actor: Person, browser: Browser): Promise<SignedIn> {
  const { sessionId, userId } = actor;
  await ctx.db.insert(sessions).values({
    id: sessionId,
    userId,
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    confirmedAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + SESSION_ABSOLUTE_MS),
    userAgent: browser.userAgent.slice(0, USER_AGENT_CHARACTERS_MAX),
    address: browser.address.slice(0, ADDRESS_CHARACTERS_MAX),
  });
  recordChange(ctx, { entity: "session", entityId: sessionId, label: actor.name, before: null, after: { userId } });
  emit(ctx, sessionStarted, { userId });
  if (browser.replaces) await endReplaced(ctx, browser.replaces);
  return { sessionId, userId };
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
