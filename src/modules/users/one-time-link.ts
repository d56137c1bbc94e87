import { randomBytes } from "node:crypto";
import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { digest, digests } from "@/platform/secrets";
import { newId } from "@/shared/id";
import { linkUnusable } from "./refusals";
import { oneTimeLinks } from "./schema";

const TOKEN_BYTES = 32;
const LINK_LIFETIME_MS = 60 * 60_000;

type Purpose = (typeof oneTimeLinks.$inferSelect)["purpose"];

/** Returned once: the path with the token in the fragment, which reaches no server and no log. */
export type OneTimeLink = { path: string; expiresAt: string };

/** Creates a link and withdraws older ones of the same person, or of the first administrator. */
export async function makeLink(ctx: TxContext, purpose: Purpose, userId: string | null): Promise<OneTimeLink> {
  await withdrawLinks(ctx, userId);
  return addLink(ctx, purpose, userId);
}

/** Creates a link beside those that there are, as one for an email is beside the one on the screen. */
export async function addLink(
  ctx: TxContext,
  purpose: Purpose,
  userId: string | null,
  { opensAccount = true } = {},
): Promise<OneTimeLink> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const expiresAt = new Date(ctx.now.getTime() + LINK_LIFETIME_MS);
  await ctx.db
    .insert(oneTimeLinks)
    .values({ id: newId(), purpose, userId, tokenDigest: digest(token), expiresAt, opensAccount, createdAt: ctx.now });
  return { path: `/welcome#${token}`, expiresAt: expiresAt.toISOString() };
}

export async function withdrawLinks(ctx: TxContext, userId: string | null): Promise<void> {
  await ctx.db
    .update(oneTimeLinks)
    .set({ usedAt: ctx.now })
    .where(
      and(userId === null ? isNull(oneTimeLinks.userId) : eq(oneTimeLinks.userId, userId), isNull(oneTimeLinks.usedAt)),
    );
}

const usable = (ctx: Pick<Context, "now">, token: string) =>
  and(
    inArray(oneTimeLinks.tokenDigest, digests(token)),
    isNull(oneTimeLinks.usedAt),
    gt(oneTimeLinks.expiresAt, ctx.now),
  );

/** Null for an unknown, used, replaced or expired link. */
export async function findUsableLink(ctx: Pick<Context, "db" | "now">, token: string) {
  const [link] = await ctx.db
    .select({ purpose: oneTimeLinks.purpose, userId: oneTimeLinks.userId })
    .from(oneTimeLinks)
    .where(usable(ctx, token));
  return link ?? null;
}

/** @throws linkUnusable, the same for an unknown, used, replaced or expired link. */
export async function getUsableLink(ctx: Pick<Context, "db" | "now">, token: string) {
  const link = await findUsableLink(ctx, token);
  if (!link) throw linkUnusable({});
  return link;
}

/** Marks a link as used, once: the second of two concurrent uses is refused. @throws linkUnusable */
export async function spendLink(ctx: TxContext, token: string): Promise<{ userId: string | null }> {
  const [used] = await ctx.db
    .update(oneTimeLinks)
    .set({ usedAt: ctx.now })
    .where(usable(ctx, token))
    .returning({ userId: oneTimeLinks.userId });
  if (!used) throw linkUnusable({});
  return used;
}
