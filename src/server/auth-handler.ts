import NextAuth from "next-auth";
import { readCookies } from "@/platform/http/cookies";
import { readBody } from "@/platform/http/read-body";
import { refuse } from "@/platform/http/refuse";
import { isSameOrigin } from "@/platform/http/same-origin";
import { authOptions } from "./auth";
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
  const text = await readBody(request, BODY_BYTES_MAX);
  if (text === null) return refuse(413);

  const answer = new Answer();
  const asked = {
    method: request.method,
    query: { ...Object.fromEntries(url.searchParams), nextauth: steps },
    body: Object.fromEntries(new URLSearchParams(text)),
    cookies: readCookies(request.headers),
    headers: Object.fromEntries(request.headers),
  };
  await NextAuth(...asNextAuthRequest(asked, answer), authOptions());
  return answer.toResponse();
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
