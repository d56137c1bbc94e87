import { afterAll, describe, expect, test } from "vitest";
import { database } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { Browser, read } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { inherited, UNSAFE_JSON } from "@/testing/unsafe-json";
import { appRouter } from "./router";
import { serveExport } from "./serve-export";
import { sessionCookie } from "./session-cookie";
import { makeTrpcHandler } from "./trpc-handler";

/* Each door that takes JSON, as somebody who may pass it sends what no page sends. */

const world = testDatabase();
const handle = makeTrpcHandler(appRouter);
const before = inherited();
afterAll(() => database().end());

async function signedIn(): Promise<Browser> {
  const session = await aSession(world.db, await aPerson(world.db, { role: "admin", passwordHash: "unusable" }));
  const browser = new Browser(handle);
  const [name = "", value = ""] = ((await sessionCookie(session)).split(";")[0] ?? "").split("=");
  browser.cookies.set(name, value);
  return browser;
}

const post = (body: string) => ({
  method: "POST",
  body,
  headers: { "content-type": "application/json", "idempotency-key": newId() },
});

type Door = {
  send: (browser: Browser, json: string) => Promise<Response>;
  /** What it takes, and what it says of the rest; the door of exports has no words of its own for it. */
  good: string;
  code?: string;
};
const code = "platform.unsafe-input";
const DOORS: Readonly<Record<string, Door>> = {
  "a change": {
    send: (browser, json) => browser.send(handle, "/api/trpc/customers.create", post(json)),
    good: '{"name":"__proto__"}',
    code,
  },
  "one of many changes": {
    send: (browser, json) =>
      browser.send(handle, "/api/trpc/customers.create,customers.create?batch=1", post(`{"0":{},"1":${json}}`)),
    good: '{"name":"constructor"}',
    code,
  },
  "a question": {
    send: (browser, json) => browser.send(handle, `/api/trpc/orders.list?input=${encodeURIComponent(json)}`),
    good: '{"search":"prototype"}',
    code,
  },
  "the filters of a list that leaves as a file": {
    send: (browser, json) =>
      browser.send((request) => serveExport(request, "orders.list"), "/api/exports/orders.list", post(json)),
    good: '{"search":"prototype"}',
  },
};

describe.each(Object.entries(DOORS))("%s", (_door, { send, good, code: said }) => {
  test("takes no JSON that is unsafe, and says so", async () => {
    const browser = await signedIn();
    for (const [what, json] of Object.entries(UNSAFE_JSON)) {
      const { status, refusal } = await read(await send(browser, json));
      expect([what, status, said && refusal?.code]).toEqual([what, 400, said]);
    }
    expect((await send(browser, good)).status, "what is safe gets in").toBeLessThan(300);
    expect(inherited()).toEqual(before);
    expect(Reflect.get({}, "isAdmin")).toBeUndefined();
  });
});
