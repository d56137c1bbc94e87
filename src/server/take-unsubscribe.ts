import { Unsubscribe, unsubscribeUnusable } from "@/modules/notifications/contract";
import { kindsOfToken, unsubscribe } from "@/modules/notifications/unsubscribe";
import { database } from "@/platform/database/db";
import { NO_STORE } from "@/platform/http/refuse";
import { currentDate } from "@/shared/clock";
import { isRefusal } from "@/shared/error";
import { newId } from "@/shared/id";

/** Which kinds of emails a link stops, in words; null where it is not one of ours. */
export const kindsOfLink = (token: string): readonly string[] | null => kindsOfToken(token);

/**
 * Stops emails by the link in one of them: pressed on our page, or by a mail program that sends one click (RFC 8058).
 * What it may do stands in the signed token, so it asks for no sign-in and reads no body.
 */
export async function takeUnsubscribe(request: Request): Promise<Response> {
  const given = Unsubscribe.safeParse({ token: new URL(request.url).searchParams.get("token") });
  const ctx = {
    db: database().db,
    actor: { kind: "anyone" },
    now: currentDate(),
    action: "notifications.unsubscribe",
    requestId: newId(),
  } as const;
  const isPerson = request.headers.get("accept")?.includes("text/html") === true;
  try {
    if (!given.success) throw unsubscribeUnusable({});
    await unsubscribe(ctx, given.data);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return isPerson ? seeOther("/unsubscribe") : new Response(error.message, { status: 400, headers: NO_STORE });
  }
  return isPerson ? seeOther("/unsubscribe?done=1") : new Response("Unsubscribed.", { headers: NO_STORE });
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { ...NO_STORE, location } });
