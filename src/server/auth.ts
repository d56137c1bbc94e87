import type { AuthOptions } from "next-auth";
import { decode, type JWT, type JWTDecodeParams } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import * as z from "zod";
import { SignIn, SignInCode } from "@/modules/users/contract";
import { countWrongCodes } from "@/modules/users/factor/count-wrong-code";
import { PASSWORD_COST } from "@/modules/users/password";
import { findActor } from "@/modules/users/queries";
import { codeNeeded, codeRefused, ticketOver, tooManySignIns, tooManyTries } from "@/modules/users/refusals";
import { endOwnSession } from "@/modules/users/sessions/end-own-session";
import { findSignInFacts, isKnownDevice, rememberDevice } from "@/modules/users/sessions/known-devices";
import { chargeTry, codeLimits, forgiveTry, signInLimits } from "@/modules/users/sessions/limit-tries";
import { SESSION_ABSOLUTE_MS } from "@/modules/users/sessions/session";
import { signIn } from "@/modules/users/sessions/sign-in";
import { signInWithCode } from "@/modules/users/sessions/sign-in-with-code";
import { findTicketOwner } from "@/modules/users/sessions/ticket";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import { isWithinLimit } from "@/platform/cache/rate-limits";
import { type Config, config, exportAddressForNextAuth } from "@/platform/config";
import type { Context } from "@/platform/context";
import { database } from "@/platform/database/db";
import { networkOf } from "@/platform/http/caller-address";
import { sessionCookieName } from "@/platform/http/cookies";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { currentDate } from "@/shared/clock";
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
  now: currentDate(),
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
  secrets,
  secure,
}: Pick<Config, "appUrl" | "secrets" | "secure">): AuthOptions {
  return {
    secret: secrets.cookie[0],
    jwt: { decode: (sealed) => decodeByAny(sealed, secrets.cookie) },
    session: { strategy: "jwt", maxAge: SESSION_SECONDS_MAX },
    useSecureCookies: secure,
    cookies: cookieSettings(secure),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
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

/** A cookie that was sealed with the secret before the present one is good until its session ends. */
async function decodeByAny(sealed: JWTDecodeParams, secrets: readonly string[]): Promise<JWT | null> {
  const [secret, ...others] = secrets;
  if (secret === undefined) return null;
  try {
    return await decode({ ...sealed, secret });
  } catch (error) {
    if (others.length === 0) throw error;
    return decodeByAny(sealed, others);
  }
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

const Given = z.union([SignInCode, SignIn]);
const STEPS = [
  [codeNeeded, "CodeNeeded"],
  [codeRefused, "CodeRefused"],
  [ticketOver, "TicketOver"],
] as const;

async function authorize(credentials: unknown, headers: Record<string, unknown>) {
  const given = Given.safeParse(pick(credentials));
  if (!given.success) return null;
  const browser = SignInBrowser.parse(headers);
  const ctx = anyoneContext("users.sign-in");
  try {
    return await ("code" in given.data ? attemptCode(ctx, given.data, browser) : attempt(ctx, given.data, browser));
  } catch (error) {
    // Whatever is thrown here travels in an address, so it is one of a few words.
    if (tooManySignIns.is(error)) throw new Error("Busy");
    for (const [step, word] of STEPS) if (step.is(error)) throw new Error(word);
    if (tooManyTries.is(error)) {
      const { "x-quartermaster-address": address } = browser;
      const event = { kind: "sign-in-stopped", userId: null, address, subject: "users.sign-in" } as const;
      await recordSecurityEvent(anyoneContext("users.sign-in"), event);
      throw new Error("TooManyTries");
    }
    if (isRefusal(error)) return null;
    logger().error({ err: error }, "sign-in failed");
    throw new Error("Unavailable");
  }
}

/** What the handler of the route knows of the browser, handed on in headers of these names whatever came in them. */
const SignInBrowser = z.object({
  "user-agent": z.string().catch(""),
  "x-quartermaster-address": z.string().catch(""),
  "x-quartermaster-device": z.string(),
  "x-quartermaster-session": z.string().catch(""),
  /** What the browser gets where a code is asked for as well, and what it got the last time. */
  "x-quartermaster-new-ticket": z.string(),
  "x-quartermaster-ticket": z.string().catch(""),
});
type SignInBrowser = z.infer<typeof SignInBrowser>;

/** @throws tooManyTries, tooManySignIns, signInRefused, codeNeeded */
async function attempt(ctx: Context, given: z.infer<typeof SignIn>, browser: SignInBrowser) {
  const { "x-quartermaster-address": address, "x-quartermaster-device": device } = browser;
  const { isKnown, openedAt } = await findSignInFacts(ctx, { email: given.email, device });
  // Whatever strangers do in a network, a device that has signed in before gets in. Where the store is away, the limits
  // in the database stand as ever.
  if (!isKnown && !(await isWithinLimit("sign-in", networkOf(address)))) throw tooManyTries({ seconds: 60 });
  const limits = signInLimits({ email: given.email, address, knownDevice: isKnown ? device : null, openedAt });
  await chargeTry(ctx, limits);
  const replaces = browser["x-quartermaster-session"] || null;
  const ticket = browser["x-quartermaster-new-ticket"];
  const session = await signIn(
    ctx,
    { ...given, userAgent: browser["user-agent"], address, replaces, ticket },
    PASSWORD_COST,
    isKnown ? { line: "house", key: device } : { line: "stranger", key: networkOf(address) },
  ).catch(async (error: unknown) => {
    // The right password is no guess. What follows has limits of its own.
    if (codeNeeded.is(error)) await forgiveTry(ctx, limits);
    throw error;
  });
  await Promise.all([forgiveTry(ctx, limits), rememberDevice(ctx, { ...session, device })]);
  return { id: session.userId, sessionId: session.sessionId };
}

/** @throws tooManyTries, ticketOver, codeRefused */
async function attemptCode(ctx: Context, { code }: z.infer<typeof SignInCode>, browser: SignInBrowser) {
  const { "x-quartermaster-address": address, "x-quartermaster-device": device } = browser;
  const ticket = browser["x-quartermaster-ticket"];
  const { userId } = await findTicketOwner(ctx, ticket);
  const [isKnown, wrongToday] = await Promise.all([
    isKnownDevice(ctx, { userId, device }),
    countWrongCodes(ctx, userId),
  ]);
  const limits = codeLimits({ userId, knownDevice: isKnown ? device : null, wrongToday });
  await chargeTry(ctx, limits);
  const replaces = browser["x-quartermaster-session"] || null;
  const session = await signInWithCode(ctx, { code, ticket, userAgent: browser["user-agent"], address, replaces });
  await Promise.all([forgiveTry(ctx, limits), rememberDevice(ctx, { ...session, device })]);
  return { id: session.userId, sessionId: session.sessionId };
}

/** The form also carries what the library needs (csrfToken, callbackUrl); an operation takes its own fields. */
function pick(credentials: unknown): unknown {
  if (credentials === null || typeof credentials !== "object") return null;
  if (Reflect.has(credentials, "code")) return { code: Reflect.get(credentials, "code") };
  return { email: Reflect.get(credentials, "email"), password: Reflect.get(credentials, "password") };
}

async function endSessionOf(token: Record<string, unknown>): Promise<void> {
  const ctx = anyoneContext("users.sign-out");
  const sessionId = String(token["sessionId"]);
  const actor = await findActor(ctx, sessionId);
  if (actor) await endOwnSession({ ...ctx, actor }, { sessionId });
}
