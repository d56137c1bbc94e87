import { handleAuth } from "@/server/auth-handler";
import { newId } from "@/shared/id";

export const ORIGIN = "http://localhost:3000";

type Handler = (request: Request) => Promise<Response>;
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  data: unknown;
  refusal: { code?: string; kind?: string; message?: string } | null;
};

/** A browser without a page: it keeps cookies, sends what a browser sends, and talks to the handlers themselves. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Every Set-Cookie it was ever sent. */
  readonly setCookies: string[] = [];

  constructor(private readonly handleTrpc: Handler) {}

  async send(
    handle: Handler,
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const headers = {
      "sec-fetch-site": "same-origin",
      "x-quartermaster": "1",
      cookie: this.cookieHeader(),
      ...init.headers,
    };
    const response = await handle(new Request(`${ORIGIN}${path}`, { ...init, headers }));
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return response;
  }

  async signIn(email: string, password: string, callbackUrl = "/"): Promise<{ status: number; url: string }> {
    const { csrfToken } = await (await this.send(handleAuth, "/api/auth/csrf")).json();
    const response = await this.post("/api/auth/callback/credentials", {
      csrfToken,
      email,
      password,
      callbackUrl,
      json: "true",
    });
    const { url } = await response.json();
    return { status: response.status, url };
  }

  /** The second step, with the ticket that the first left in a cookie. */
  async enterCode(code: string): Promise<{ status: number; url: string }> {
    const { csrfToken } = await (await this.send(handleAuth, "/api/auth/csrf")).json();
    const response = await this.post("/api/auth/callback/credentials", { csrfToken, code, json: "true" });
    const { url } = await response.json();
    return { status: response.status, url };
  }

  async signOut(): Promise<void> {
    const { csrfToken } = await (await this.send(handleAuth, "/api/auth/csrf")).json();
    await this.post("/api/auth/signout", { csrfToken, json: "true" });
  }

  post(path: string, form: Record<string, string>): Promise<Response> {
    return this.send(handleAuth, path, {
      method: "POST",
      body: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  }

  async query(procedure: string, input?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return read(await this.send(this.handleTrpc, `/api/trpc/${procedure}${search}`, { headers }));
  }

  async mutate(procedure: string, input?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return read(
      await this.send(this.handleTrpc, `/api/trpc/${procedure}`, {
        method: "POST",
        ...(input === undefined ? {} : { body: JSON.stringify(input) }),
        headers: { "content-type": "application/json", "idempotency-key": newId(), ...headers },
      }),
    );
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  private keep(setCookie: string): void {
    this.setCookies.push(setCookie);
    const [pair = ""] = setCookie.split(";");
    const at = pair.indexOf("=");
    if (pair.slice(at + 1) === "") this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** Reads an answer of tRPC's as the client would, but keeps its status and text. */
export async function read(response: Response): Promise<Answer> {
  const isStream = (response.headers.get("content-type") ?? "").startsWith("text/event-stream");
  const text = isStream ? await firstEvents(response) : await response.text();
  const body = isStream ? errorInStream(text) : JSON.parse(text || "null");
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: body?.result?.data,
    refusal: body?.error?.data?.refusal ?? null,
  };
}

const FIRST_EVENTS_MS = 500;

/** A refused stream has status 200 and an early event with the refusal; one that goes on is left after a while. */
async function firstEvents(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const late = new Promise<{ done: true; value?: never }>((resolve) =>
    setTimeout(resolve, FIRST_EVENTS_MS, { done: true }),
  );
  let text = "";
  while (reader && !/serialized-error[^]*\n\n/.test(text)) {
    const { done, value } = await Promise.race([reader.read(), late]);
    if (done) break;
    text += value;
  }
  void reader?.cancel().catch(() => {});
  return text;
}

function errorInStream(text: string): {
  error?: { data?: { refusal?: Answer["refusal"] } };
  result?: { data?: unknown };
} {
  const error = /event: serialized-error\ndata: (.*)\n|data: (.*)\nevent: serialized-error/.exec(text);
  return error ? { error: JSON.parse(error[1] ?? error[2] ?? "null") } : {};
}
