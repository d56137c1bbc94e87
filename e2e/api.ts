import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../src/server/router";

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;
type Module = Exclude<keyof Inputs & keyof Outputs, "live">;

/** What a change was answered, and by which refusal where it was refused. */
export type Answer = { status: number; refusal: { code: string; message: string } | null };

/** Calls procedures as a page of the product would, signed in as whoever holds the session. */
export class Api {
  constructor(
    private readonly request: APIRequestContext,
    private readonly system: { noteSecret: (text: string) => void },
    private readonly origin = "",
  ) {}

  /** The same person, at another web process. */
  at = (origin: string) => new Api(this.request, this.system, origin);

  async ask<M extends Module, P extends keyof Inputs[M] & keyof Outputs[M] & string>(
    module: M,
    procedure: P,
    input?: Inputs[M][P],
  ): Promise<Outputs[M][P]> {
    const question = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const answer = await this.request.get(`${this.origin}/api/trpc/${module}.${procedure}${question}`);
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()).result.data;
  }

  async change<M extends Module, P extends keyof Inputs[M] & keyof Outputs[M] & string>(
    module: M,
    procedure: P,
    input: Inputs[M][P],
  ): Promise<Outputs[M][P]> {
    const key = randomUUID();
    this.system.noteSecret(key);
    const answer = await this.request.post(`${this.origin}/api/trpc/${module}.${procedure}`, {
      headers: { "x-quartermaster": "1", "idempotency-key": key, "sec-fetch-site": "same-origin" },
      data: input,
    });
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()).result.data;
  }

  /** Sends a change that may be refused, and gives the answer as it is. */
  async send<M extends Module, P extends keyof Inputs[M] & string>(
    module: M,
    procedure: P,
    input: Inputs[M][P],
    key: string = randomUUID(),
  ): Promise<Answer> {
    this.system.noteSecret(key);
    const answer = await this.request.post(`${this.origin}/api/trpc/${module}.${procedure}`, {
      headers: { "x-quartermaster": "1", "idempotency-key": key, "sec-fetch-site": "same-origin" },
      data: input,
    });
    const { error } = await answer.json();
    return { status: answer.status(), refusal: error?.data.refusal ?? null };
  }

  /** Keeps a file as the page of imports does. */
  async upload(text: string): Promise<{ fileKey: string }> {
    const headers = {
      "x-quartermaster": "1",
      "sec-fetch-site": "same-origin",
      "content-type": "application/octet-stream",
    };
    const answer = await this.request.post(`${this.origin}/api/imports`, { headers, data: Buffer.from(text) });
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  }
}
