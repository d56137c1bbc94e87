import { encode } from "next-auth/jwt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { customersRouter } from "@/modules/customers/router";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { makeLogger } from "@/platform/logger";
import { feed } from "@/platform/outbox/feed";
import { relayBatch } from "@/platform/outbox/relay";
import { router } from "@/platform/trpc/procedure";
import { LIVE_RESYNC, LIVE_STARTED } from "@/shared/event";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { Browser } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { Door } from "@/testing/door";
import { writeFacts } from "@/testing/outbox";
import { aPerson, aSession } from "@/testing/people";
import { liveRouter } from "./live";
import { makeCallHandler, makeTrpcHandler } from "./trpc-handler";

/* The wire: what tRPC's client reads, byte by byte. */

const base = testDatabase({ keepRows: true });
const served = router({ live: liveRouter, customers: customersRouter });
const handle = makeTrpcHandler(served);
const frontDoor = new Door(makeCallHandler(served));
let leave: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(leave.map((each) => each()));
  leave = [];
});
beforeAll(() => frontDoor.open());
afterAll(async () => {
  frontDoor.close();
  await feed().close();
  await database().end();
});

async function aBrowser() {
  const person = await aSession(base.db, await aPerson(base.db));
  const browser = new Browser(handle);
  const token = { sessionId: person.sessionId, userId: person.userId };
  browser.cookies.set("qm-session", await encode({ token, secret: config().secrets.cookie[0] }));
  return { browser, sessionId: person.sessionId };
}

async function publish(count: number, name: string): Promise<void> {
  await writeFacts(base.db, count, name);
  await relayBatch({ db: base.db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") });
}

/** Three megabytes of facts. */
const LARGE_FACTS = 400;
const publishLargeFacts = async (count: number) => {
  const things = Array.from({ length: 200 }, () => newId());
  await base.owner`
    insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
    select 'event', 'orders.placed', '{}', ${things}::uuid[], 'tests', now()
    from generate_series(1, ${count}::integer)`;
  await publish(0, "");
};

/** The messages of a stream, each as it was written; `next` reads one. */
async function openStream(search: string, headers: Record<string, string> = {}, door = handle) {
  const { browser, sessionId } = await aBrowser();
  const response = await browser.send(door, `/api/trpc/live.events${search}`, { headers });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  leave.push(async () => reader?.cancel());
  const next = async () => {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) throw new Error("The stream ended.");
    return value;
  };
  return { response, next, sessionId };
}

const EMPTY = "?input=%7B%7D";
const CONNECTED = 'event: connected\ndata: {"reconnectAfterInactivityMs":25000}\n\n';
const idsOf = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

describe("the live stream over HTTP", () => {
  test("says where it begins, and carries each fact with its id", async () => {
    const { response, next } = await openStream(EMPTY);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(await next()).toBe(CONNECTED);
    expect(await next()).toMatch(
      new RegExp(`^data: \\{"position":0,"name":"${LIVE_STARTED}","entityIds":\\[\\]\\}\\nid: 0\\n\\n$`),
    );
    await publish(1, "orders.placed");
    expect(await next()).toMatch(
      /^data: \{"position":1,"name":"orders.placed","entityIds":\["[-\da-f]{36}"\]\}\nid: 1\n\n$/,
    );
  });

  test("sends what was published at once as one message", async () => {
    const { next } = await openStream(EMPTY, { "last-event-id": "1" });
    expect(await next()).toBe(CONNECTED);
    await publish(3, "orders.placed");
    expect(idsOf(await next())).toEqual([2, 3, 4]);
  });

  test.each([
    ["the header of a browser that comes back", EMPTY, { "last-event-id": "2" }],
    ["the address of one whose connection was opened anew", `${EMPTY}&lastEventId=2`, {}],
    ["the input of one that was closed", `?input=${encodeURIComponent('{"lastEventId":"2"}')}`, {}],
  ])("goes on from the position in %s", async (_where, search, headers) => {
    const { next } = await openStream(search, headers);
    expect(await next()).toBe(CONNECTED);
    expect(idsOf(await next())).toEqual([3, 4]);
  });

  test("says that too much was missed", async () => {
    const { next } = await openStream(EMPTY, { "last-event-id": "99" });
    expect(await next()).toBe(CONNECTED);
    expect(await next()).toContain(LIVE_RESYNC);
  });

  test("a reader that takes its time is sent everything in order", async () => {
    const { next } = await openStream(EMPTY, { "last-event-id": "4" });
    await publishLargeFacts(LARGE_FACTS);
    await pause(1_500);
    const ids: number[] = [];
    while (ids.at(-1) !== 4 + LARGE_FACTS) ids.push(...idsOf(await next()));
    expect(ids).toEqual(Array.from({ length: LARGE_FACTS }, (_, place) => place + 5));
  });

  test("of what is not read, little waits for a reader in memory", async () => {
    const { next, sessionId } = await openStream(EMPTY, { "last-event-id": "4" });
    await pause(500);
    // What it holds when it is ended is all that still comes.
    await base.owner`update sessions set ended_at = now() where id = ${sessionId}`;
    await pause(3_500);
    let held = "";
    while (!held.includes("serialized-error")) held += await next();
    expect(idsOf(held).length).toBeGreaterThan(1);
    expect(held.length).toBeLessThan(200_000);
  });

  test("a browser that leaves frees its place", async () => {
    await openStream(EMPTY);
    expect(feed().openStreams).toBe(1);
    await Promise.all(leave.map((each) => each()));
    expect(feed().openStreams).toBe(0);
  });

  test.each([
    ["nobody is signed in", "UNAUTHORIZED", "users.signed-out", EMPTY, new Browser(handle)],
    ["the position is no number", "BAD_REQUEST", "platform.invalid-input", `${EMPTY}&lastEventId=x`, null],
    ["there is no input", "BAD_REQUEST", "platform.invalid-input", "", null],
  ])("when %s, says so in the stream and ends it", async (_when, word, code, search, stranger) => {
    const browser = stranger ?? (await aBrowser()).browser;
    const response = await browser.send(handle, `/api/trpc/live.events${search}`);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text.startsWith(CONNECTED)).toBe(true);
    const error = JSON.parse(/event: serialized-error\ndata: (.*)\n\n$/.exec(text)?.[1] ?? "null");
    expect(error).toMatchObject({ data: { code: word, refusal: { code } } });
  });

  test("cannot be asked for among other calls", async () => {
    const { browser } = await aBrowser();
    expect(await browser.query("live.events,customers.list?batch=1&input=%7B%7D")).toMatchObject({ status: 400 });
  });
});

describe("the live stream at the front door", () => {
  const open = (headers: Record<string, string> = {}) => openStream(EMPTY, headers, frontDoor.send);

  const newestPosition = async () => {
    const [row] = await base.owner<{ newest: number }[]>`select max(position)::integer as newest from outbox`;
    return row?.newest ?? 0;
  };

  async function readUntil(next: () => Promise<string>, isEnough: (text: string) => boolean): Promise<string> {
    let text = "";
    while (!isEnough(text)) text += await next();
    return text;
  }

  test("is the same stream, under the headers of every answer", async () => {
    const { response, next } = await open();
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("x-request-id")).toMatch(/^[-\da-f]{36}$/);
    const text = await readUntil(next, (soFar) => soFar.includes(LIVE_STARTED));
    expect(text.startsWith(CONNECTED)).toBe(true);
    await publish(2, "orders.held");
    const facts = await readUntil(next, (soFar) => /orders.held[^]*orders.held[^]*\n\n$/.test(soFar));
    expect(idsOf(facts).at(-1)).toBe(await newestPosition());
  });

  test("carries everything in order to a reader that takes its time, and goes on from a position", async () => {
    const begin = await newestPosition();
    const { next } = await open({ "last-event-id": String(begin) });
    await publishLargeFacts(LARGE_FACTS);
    await pause(1_000);
    const last = begin + LARGE_FACTS;
    const facts = await readUntil(next, (text) => idsOf(text).at(-1) === last);
    expect(idsOf(facts)).toEqual(Array.from({ length: LARGE_FACTS }, (_, place) => begin + 1 + place));
    const resumed = await open({ "last-event-id": String(last - 2) });
    expect(idsOf(await readUntil(resumed.next, (text) => idsOf(text).length === 2))).toEqual([last - 1, last]);
  });

  test("ends when its session does, and frees its place when the browser leaves", async () => {
    const { next, sessionId } = await open();
    await readUntil(next, (text) => text.includes(LIVE_STARTED));
    await open();
    expect(feed().openStreams).toBe(2);
    await base.owner`update sessions set ended_at = now() where id = ${sessionId}`;
    expect(await readUntil(next, (text) => text.endsWith("\n\n") && text.includes("error"))).toContain("signed-out");
    await expect(next()).rejects.toThrow("ended");
    await leave.at(-1)?.();
    await expect.poll(() => feed().openStreams).toBe(0);
  });

  test("is refused in the stream to who is not signed in", async () => {
    const response = await new Browser(frontDoor.send).send(frontDoor.send, `/api/trpc/live.events${EMPTY}`);
    expect(await response.text()).toMatch(/^event: connected[^]*serialized-error[^]*users.signed-out[^]*\n\n$/);
  });
});
