import { type NextRequest, NextResponse } from "next/server";
import { peerOf } from "@/platform/http/caller-address";
import { sessionCookieName } from "@/platform/http/cookies";
import { mayOpenPage } from "@/platform/http/page-limit";
import { NO_STORE } from "@/platform/http/refuse";
import { contentSecurityPolicy, STRICT_TRANSPORT_SECURITY } from "@/platform/http/security-headers";
import { site } from "@/platform/site";

const NONCE_BYTES = 16;
const PAGE_METHODS = ["GET", "HEAD"];
const PUBLIC_PATHS = ["/sign-in", "/welcome", "/forgot-password", "/unsubscribe"];

/**
 * Runs before pages: gives each its policy and nonce, and sends people without a session cookie to sign in. That is a
 * convenience; every page and procedure checks the session itself. Imports nothing of Node, so that Next may run it
 * at the edge.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { secure, environment, store } = site();
  const session = request.cookies.get(sessionCookieName(secure))?.value;
  if (store && !(await mayOpenPage(store, { address: peerOf(request.headers), session }))) return refuseForAWhile();
  const nonce = makeNonce();
  const policy = contentSecurityPolicy({ nonce, secure, development: environment === "development" });
  const response = answer(request, { nonce, policy, secure });
  response.headers.set("content-security-policy", policy);
  if (secure) response.headers.set("strict-transport-security", STRICT_TRANSPORT_SECURITY);
  return response;
}

const refuseForAWhile = (): NextResponse =>
  new NextResponse("Too many pages were opened from your network at once. Wait a moment and try again.", {
    status: 429,
    headers: { "content-type": "text/plain; charset=utf-8", "retry-after": "10", ...NO_STORE },
  });

const makeNonce = (): string => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))));

type Door = { nonce: string; policy: string; secure: boolean };

function answer(request: NextRequest, { nonce, policy, secure }: Door): NextResponse {
  // A page is read and nothing else; Next would show it whatever the method.
  if (!PAGE_METHODS.includes(request.method)) return refuseMethod();
  return needsSignIn(request, secure) ? toSignIn(request) : onward(request, nonce, policy);
}

const refuseMethod = (): NextResponse =>
  new NextResponse(null, { status: 405, headers: { allow: PAGE_METHODS.join(", "), ...NO_STORE } });

const needsSignIn = (request: NextRequest, secure: boolean): boolean =>
  !PUBLIC_PATHS.includes(request.nextUrl.pathname) && !request.cookies.has(sessionCookieName(secure));

function toSignIn(request: NextRequest): NextResponse {
  const target = request.nextUrl.clone();
  const path = pathOf(request);
  target.pathname = "/sign-in";
  target.search = path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
  return NextResponse.redirect(target, { headers: NO_STORE });
}

/** Pages learn the nonce and their own path by headers of the request; Next puts the nonce on its own scripts. */
function onward(request: NextRequest, nonce: string, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", pathOf(request));
  headers.set("content-security-policy", policy);
  return NextResponse.next({ request: { headers } });
}

const pathOf = (request: NextRequest): string => `${request.nextUrl.pathname}${request.nextUrl.search}`;

/**
 * Everything but handlers and the files of the build and of `public`, by their whole names: an address that ends like
 * a file is a page. Bodies of what passes here are cut at 10 MB in silence, so no route that takes one may be matched.
 */
export const config = {
  matcher: ["/((?!api/|_next/static/|favicon\\.svg$|logo\\.svg$|manifest\\.webmanifest$).*)"],
};
