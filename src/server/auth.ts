import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { tooManySignIns, SignIn } from "@/modules/users/contract";
import { endOwnSession } from "@/modules/users/end-own-session";
import { findActor } from "@/modules/users/queries";
import { SESSION_ABSOLUTE_MS } from "@/modules/users/session";
import { signIn } from "@/modules/users/sign-in";
import { type Config, config, exportAddressForNextAuth } from "@/platform/config";
import type { Context } from "@/platform/context";
import { database } from "@/platform/database/db";
import { sessionCookieName } from "@/platform/http/cookies";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { isRefusal } from "@/shared/error";
import { newId } from "@/shared/id";
import { toReturnPath } from "@/shared/return-path";

declare module "next-auth" {
  interface User {
    sessionId: string;
  }
  interface Session {
    sessionId: string;
  }
}

const SESSION_SECONDS_MAX = SESSION_ABSOLUTE_MS / 1000;

const anyoneContext = (action: string): Context => ({
  db: database().db,
  actor: { kind: "anyone" },
  now: new Date(),
  action,
  requestId: newId(),
});

/** How people sign in. The cookie holds two ids and nothing else; what they may do is read from rows, each time. */
export const authOptions = (): AuthOptions =>
  processSingleton("auth-options", () => {
    const options = makeAuthOptions(config());
    exportAddressForNextAuth();
    return options;
  });

export function makeAuthOptions({
  appUrl,
  authSecret,
  secure,
}: Pick<Config, "appUrl" | "authSecret" | "secure">): AuthOptions {
  return {
    secret: authSecret,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS_MAX },
    useSecureCookies: secure,
    cookies: cookieSettings(secure),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials, request) => authorize(credentials, request.headers ?? {}),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user
          ? { sessionId: user.sessionId, userId: user.id }
          : { sessionId: token["sessionId"], userId: token["userId"] },
      session: ({ session, token }) => ({ expires: session.expires, sessionId: String(token["sessionId"]) }),
      redirect: ({ url }) =>
        `${appUrl.origin}${toReturnPath(url.startsWith(`${appUrl.origin}/`) ? url.slice(appUrl.origin.length) : url)}`,
    },
    events: { signOut: ({ token }) => endSessionOf(token) },
    logger: {
      // The library hands over whole requests and tokens as metadata; the log gets the name of what happened.
      error: (code) => logger().warn({ code }, "next-auth"),
      warn: () => {},
      debug: () => {},
    },
  };
}

function cookieSettings(secure: boolean): NonNullable<AuthOptions["cookies"]> {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const prefix = secure ? "__Host-" : "";
  return {
    sessionToken: { name: sessionCookieName(secure), options },
    csrfToken: { name: `${prefix}qm-csrf`, options },
    callbackUrl: { name: `${prefix}qm-callback`, options },
  };
}

async function authorize(credentials: unknown, headers: Record<string, unknown>) {
  const given = SignIn.safeParse(pick(credentials));
  if (!given.success) return null;
  try {
    const userAgent = String(headers["user-agent"] ?? "");
    const session = await signIn(anyoneContext("users.sign-in"), {
      ...given.data,
      userAgent,
      address: nearestAddress(headers),
    });
    return { id: session.userId, sessionId: session.sessionId };
  } catch (error) {
    // Whatever is thrown here travels in an address, so it is one of two words.
    if (tooManySignIns.is(error)) throw new Error("Busy");
    if (isRefusal(error)) return null;
    logger().error({ err: error }, "sign-in failed");
    throw new Error("Unavailable");
  }
}

/** The form also carries what the library needs (csrfToken, callbackUrl); the operation takes its own two fields. */
function pick(credentials: unknown): unknown {
  if (credentials === null || typeof credentials !== "object") return null;
  return { email: Reflect.get(credentials, "email"), password: Reflect.get(credentials, "password") };
}

/**
 * The hop nearest to us was written by our own balancer (or by Next from the socket); those before it anyone can
 * invent.
 */
const nearestAddress = (headers: Record<string, unknown>): string =>
  String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim() ?? "";

async function endSessionOf(token: Record<string, unknown>): Promise<void> {
  const ctx = anyoneContext("users.sign-out");
  const sessionId = String(token["sessionId"]);
  const actor = await findActor(ctx, sessionId);
  if (actor) await endOwnSession({ ...ctx, actor }, { sessionId });
}
