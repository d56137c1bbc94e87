import { getServerSession } from "next-auth";
import { headers as headersOfPage } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import * as z from "zod";
import { findSession } from "@/modules/users/queries";
import { isConfirmed } from "@/modules/users/sessions/confirm-identity";
import { recordSessionUse } from "@/modules/users/sessions/record-session-use";
import { renewSession } from "@/modules/users/sessions/renew-session";
import { SESSION_SEEN_EVERY_MS } from "@/modules/users/sessions/session";
import { findCachedSession, cacheSession } from "@/modules/users/sessions/session-cache";
import { BoundedMap } from "@/platform/bounded-map";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { bearerOf, withoutCookies } from "@/platform/http/bearer";
import { peerOf } from "@/platform/http/caller-address";
import { readCookies, sessionCookieName } from "@/platform/http/cookies";
import { processSingleton } from "@/platform/process-singleton";
import { traceTicket } from "@/platform/telemetry/trace-ticket";
import type { RequestContext } from "@/platform/trpc/procedure";
import type { Actor, Person } from "@/shared/access";
import { currentDate } from "@/shared/clock";
import { TRACE_HEADER } from "@/shared/http";
import { newId } from "@/shared/id";
import { toReturnPath } from "@/shared/return-path";
import { authOptions } from "./auth";
import { callerPosition } from "./caller-position";
import { findByBearer } from "./find-by-bearer";
import { asNextAuthRequest } from "./next-auth-request";
import { sessionCookie } from "./session-cookie";

const WELL_FORMED_REQUEST_ID = /^[\w.-]{8,64}$/;
const OPENED_COOKIES_MAX = 10_000;
const COOKIE_CHARACTERS_MAX = 4_096;

/** The number that a balancer or a client gave a request. The log names it beside our own, which it never replaces. */
const givenRequestId = (headers: Headers): string | null => {
  const given = headers.get("x-request-id") ?? "";
  return WELL_FORMED_REQUEST_ID.test(given) ? given : null;
};

/** `answer`: the headers of what the request will be answered, where a cookie can be set. */
type Asked = { requestId?: string | undefined; answer?: Headers | undefined };

/** Everything an operation may know of a request: who asks, when, from where, and under which number. */
export async function createRequestContext(
  { headers }: Pick<Request, "headers">,
  { requestId = newId(), answer }: Asked = {},
): Promise<RequestContext> {
  const bearer = bearerOf(headers);
  if (bearer !== null) return contextOfBearer(bearer, withoutCookies(headers), { requestId, answer });
  const actor: Actor = (await findPerson(headers, { requestId, answer })) ?? { kind: "anyone" };
  tellOfTrace(headers, actor, answer);
  const continueAs = async ({ sessionId }: { sessionId: string | null }) => {
    if (sessionId !== null && actor.kind === "person")
      answer?.append("set-cookie", await sessionCookie({ sessionId, userId: actor.userId }));
  };
  const ctx = contextOf(headers, { actor, requestId, answer });
  return { ...ctx, continueAs, isConfirmed: async () => actor.kind === "person" && isConfirmed(ctx, actor.sessionId) };
}

/** A key is never a session: it has no cookie, continues none, and opens no page. */
async function contextOfBearer(bearer: string, headers: Headers, asked: Asked): Promise<RequestContext> {
  const { requestId = newId(), answer } = asked;
  const person = await findByBearer(bearer, { address: peerOf(headers), requestId });
  const actor: Actor = person ?? { kind: "anyone" };
  tellOfTrace(headers, actor, answer);
  return { ...contextOf(headers, { actor, requestId, answer }), isKeyRefused: person === null };
}

/** A stranger does not learn which traces are kept, or could have all of their calls traced. */
function tellOfTrace(headers: Headers, actor: Actor, answer: Headers | undefined): void {
  const ticket = actor.kind === "person" && traceTicket(headers.get("traceparent"));
  if (ticket) answer?.set(TRACE_HEADER, ticket);
}

const contextOf = (
  headers: Headers,
  { actor, requestId = newId(), answer }: Asked & { actor: Actor },
): RequestContext => ({
  db: database().db,
  actor,
  now: currentDate(),
  action: "request",
  requestId,
  givenRequestId: givenRequestId(headers),
  address: peerOf(headers),
  sessionId: actor.kind === "person" && !actor.key ? (actor.beganAs ?? actor.sessionId) : undefined,
  idempotencyKey: headers.get("idempotency-key"),
  ...callerPosition(headers, answer),
});

/** The person who asks for a page: its parts are rendered side by side, and their session is read once. */
const personOfPage = cache(async (): Promise<Person | null> => findPerson(await headersOfPage()));

/**
 * For pages: the signed-in person. Others are redirected to sign in, or to set up the second factor that their role
 * requires, and come back to the page they asked for.
 */
export async function requirePerson(): Promise<Person> {
  const person = await personOfPage();
  if (person && !person.isLimited) return person;
  const path = toReturnPath((await headersOfPage()).get("x-path"));
  const door = person ? "/second-factor" : "/sign-in";
  redirect(path === "/" ? door : `${door}?next=${encodeURIComponent(path)}`);
}

/** For what a page asks in the name of its reader; null where nobody is signed in. */
export async function contextOfPage(): Promise<RequestContext | null> {
  const actor = await personOfPage();
  return actor === null || actor.isLimited ? null : contextOf(await headersOfPage(), { actor });
}

/**
 * The person of the session in the cookie, as its row is now or was at most three seconds ago. A session that must
 * continue under a new id does so where a cookie can be set.
 */
export async function findPerson(headers: Headers, asked: Asked = {}): Promise<Person | null> {
  const sessionId = await sessionIdOf(headers);
  if (sessionId === null) return null;
  const known = findCachedSession(sessionId);
  if (known !== undefined) return known;

  const ctx = { db: database().db, now: currentDate() };
  const session = await findSession(ctx, sessionId);
  if (session && ctx.now.getTime() - session.lastSeenAt.getTime() >= SESSION_SEEN_EVERY_MS)
    await recordSessionUse(ctx, sessionId);
  if (session?.mustRenew) return renew(session.person, asked);
  cacheSession(sessionId, session?.person ?? null);
  return session?.person ?? null;
}

async function renew(person: Person, { requestId = newId(), answer }: Asked): Promise<Person> {
  if (!answer) return person;
  const ctx = { db: database().db, actor: person, now: currentDate(), action: "users.renew-session", requestId };
  const sessionId = await renewSession(ctx, person.sessionId);
  // A session that was replaced meanwhile has its cookie from whoever replaced it.
  if (sessionId !== person.sessionId)
    answer.append("set-cookie", await sessionCookie({ sessionId, userId: person.userId }));
  return { ...person, sessionId, beganAs: person.beganAs ?? person.sessionId };
}

/** Read from the cookie alone: an Authorization header is never a session, so next-auth does not get it. */
export async function sessionIdOf(headers: Headers): Promise<string | null> {
  const name = sessionCookieName(config().secure);
  const cookie = readCookies(headers)[name];
  if (!cookie || cookie.length > COOKIE_CHARACTERS_MAX) return null;
  // A cookie always opens to the same id, and the row of the session is read anyway, so each is opened once.
  const opened = processSingleton("opened-cookies", () => new BoundedMap<string, string>(OPENED_COOKIES_MAX));
  const before = opened.get(cookie);
  if (before !== undefined) return before;

  const asked = { cookies: { [name]: cookie }, headers: {} };
  const answer = { getHeader: () => undefined, setHeader: () => undefined };
  const session = await getServerSession(...asNextAuthRequest(asked, answer), authOptions());
  const sessionId = z.uuid().safeParse(session?.sessionId);
  if (!sessionId.success) return null;
  opened.set(cookie, sessionId.data);
  return sessionId.data;
}
