import NextAuth from "next-auth";
import { tooManySignIns } from "@/modules/users/refusals";
import { config } from "@/platform/config";
import { FairLine } from "@/platform/fair-line";
import { networkOf, peerOf } from "@/platform/http/caller-address";
import { readCookies, sessionCookieName } from "@/platform/http/cookies";
import { deviceCookie, deviceOf, makeDevice } from "@/platform/http/device";
import { readBody } from "@/platform/http/read-body";
import { refuse } from "@/platform/http/refuse";
import { isSameOrigin } from "@/platform/http/same-origin";
import { clearedTicketCookie, makeTicket, ticketCookie, ticketOf } from "@/platform/http/ticket";
import { processSingleton } from "@/platform/process-singleton";
import { pause } from "@/shared/pause";
import { authOptions } from "./auth";
import { sessionIdOf } from "./context";
import { asNextAuthRequest } from "./next-auth-request";

const BODY_BYTES_MAX = 10_000;
/** What of next-auth is offered. Its own pages, its session end point and its log are not. */
const OFFERED_ROUTES = new Set(["GET csrf", "GET signin", "POST callback/credentials", "POST signout"]);

/** Signing in and out: next-auth behind our own checks of who asks and how much they send. */
export async function handleAuth(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const steps = url.pathname.split("/").slice(3);
  if (!OFFERED_ROUTES.has(`${request.method} ${steps.join("/")}`)) return refuse(404);
  if (request.method === "POST" && !isSameOrigin(request.headers)) return refuse(403);
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim();
  if (request.method === "POST" && type !== "application/x-www-form-urlencoded") return refuse(415);
  return steps[0] === "callback" ? signInInLine(request, url, steps) : answerOf(request, url, steps);
}

async function answerOf(request: Request, url: URL, steps: string[], more: Record<string, string> = {}) {
  const text = await readBody(request, BODY_BYTES_MAX);
  if (text === null) return refuse(413);
  const answer = new Answer();
  const asked = {
    method: request.method,
    query: { ...Object.fromEntries(url.searchParams), nextauth: steps },
    body: Object.fromEntries(new URLSearchParams(text)),
    cookies: readCookies(request.headers),
    headers: { ...Object.fromEntries(request.headers), ...more },
  };
  await NextAuth(...asNextAuthRequest(asked, answer), authOptions());
  return answer.toResponse();
}

/** One browser, or one address where the browser is new, has few sign-ins under way, and the rest of them wait. */
const LINE = { atOnceMax: 64, atOncePerKeyMax: 2, waitingMax: 512, waitingPerKeyMax: 14, waitMsMax: 10_000 };
/** Whoever is turned away waits for the answer, or would ask again at once. */
const TURNED_AWAY_PAUSE_MS = 5_000;

const signInLine = () => processSingleton("sign-in-line", () => new FairLine(LINE, () => tooManySignIns({})));

/** The body is read in turn as well: turning somebody away costs next to nothing. */
async function signInInLine(request: Request, url: URL, steps: string[]): Promise<Response> {
  const { secure } = config();
  const address = peerOf(request.headers);
  const known = deviceOf(request.headers, secure);
  const device = known ?? makeDevice();
  const newTicket = makeTicket();
  const attempt = async () =>
    answerOf(request, url, steps, {
      "x-quartermaster-address": address,
      "x-quartermaster-device": device,
      "x-quartermaster-session": (await sessionIdOf(request.headers)) ?? "",
      "x-quartermaster-new-ticket": newTicket,
      "x-quartermaster-ticket": ticketOf(request.headers, secure),
    });
  try {
    const response = await signInLine().run(known ?? networkOf(address), attempt);
    const isSignedIn = response.headers.getSetCookie().some((line) => line.startsWith(`${sessionCookieName(secure)}=`));
    const said = await response.clone().text();
    if (isSignedIn) response.headers.append("set-cookie", deviceCookie(device, secure));
    else if (/error=(Busy|TooManyTries)/.test(said)) await pause(TURNED_AWAY_PAUSE_MS);
    if (said.includes("error=CodeNeeded")) response.headers.append("set-cookie", ticketCookie(newTicket, secure));
    else if (isSignedIn || said.includes("error=TicketOver"))
      response.headers.append("set-cookie", clearedTicketCookie(secure));
    return response;
  } catch (error) {
    if (!tooManySignIns.is(error)) throw error;
    await pause(TURNED_AWAY_PAUSE_MS);
    const body = { url: `${config().appUrl.origin}/sign-in?error=Busy` };
    return refuse(429, { headers: { "retry-after": "5" }, body });
  }
}

/** The little of Node's response that next-auth writes to. */
class Answer {
  private code = 200;
  private body: string | null = null;
  private readonly headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.code = code;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }

  json(value: unknown): void {
    this.setHeader("content-type", "application/json");
    this.body = JSON.stringify(value);
  }

  send(value: unknown): void {
    this.body = typeof value === "string" ? value : JSON.stringify(value ?? {});
  }

  end(): void {}

  toResponse(): Response {
    const headers = new Headers();
    for (const [name, values] of this.headers) for (const value of [values].flat()) headers.append(name, value);
    headers.set("cache-control", "no-store");
    return new Response(this.body, { status: this.code, headers });
  }
}
