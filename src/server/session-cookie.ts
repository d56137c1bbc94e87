import { encode } from "next-auth/jwt";
import { SESSION_ABSOLUTE_MS } from "@/modules/users/sessions/session";
import { config } from "@/platform/config";
import { sessionCookieName } from "@/platform/http/cookies";

/** The cookie of a session, as next-auth sets it at a sign-in. */
export async function sessionCookie(token: { sessionId: string; userId: string }): Promise<string> {
  const { secrets, secure } = config();
  const maxAge = SESSION_ABSOLUTE_MS / 1_000;
  const value = await encode({ token, secret: secrets.cookie[0], maxAge });
  const pair = `${sessionCookieName(secure)}=${value}`;
  return `${pair}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
