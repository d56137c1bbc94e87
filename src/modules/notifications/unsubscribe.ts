import { timingSafeEqual } from "node:crypto";
import type { Context } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { digest, digests } from "@/platform/secrets";
import { inTransaction } from "@/platform/transaction";
import { inboxChanged, type Unsubscribe, unsubscribeUnusable } from "./contract";
import { kindOf, NOTICE_KINDS, type NoticeKind } from "./kind";
import { notificationChoices } from "./schema";

const signed = (userId: string, kinds: string) => `unsubscribe ${userId} ${kinds}`;

/** Names a person and kinds, and was made by us: whoever has it may stop these emails, and nothing else. */
export function unsubscribeToken(userId: string, kinds: readonly NoticeKind[]): string {
  const named = kinds.join(".");
  return [userId, named, Buffer.from(digest(signed(userId, named)), "base64").toString("base64url")].join("~");
}

function openToken(token: string): { userId: string; kinds: NoticeKind[] } | null {
  const [userId = "", named = "", signature = ""] = token.split("~");
  const given = Buffer.from(signature, "base64url");
  const isOurs = digests(signed(userId, named)).some((known) => {
    const expected = Buffer.from(known, "base64");
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  if (!isOurs) return null;
  const names = named.split(".");
  return { userId, kinds: NOTICE_KINDS.filter((kind) => names.includes(kind) && kindOf(kind).mayStop) };
}

/** The kinds that a link stops, in words; null where the link is not one of ours. */
export const kindsOfToken = (token: string): string[] | null =>
  openToken(token)?.kinds.map((kind) => kindOf(kind).name) ?? null;

/** Stops emails of these kinds for the person of the link, who need not be signed in. @throws unsubscribeUnusable */
export async function unsubscribe(ctx: Context, { token }: Unsubscribe): Promise<void> {
  const opened = openToken(token);
  if (!opened || opened.kinds.length === 0) throw unsubscribeUnusable({});
  const { userId, kinds } = opened;
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .insert(notificationChoices)
      .values(kinds.map((kind) => ({ userId, kind, mail: false })))
      .onConflictDoUpdate({
        target: [notificationChoices.userId, notificationChoices.kind],
        set: { mail: false },
      });
    emitProgress(ctx, inboxChanged, { userId });
  });
}
