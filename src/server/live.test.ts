import { isTrackedEnvelope } from "@trpc/server";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { sessions, users } from "@/modules/users/schema";
import { replaceSession } from "@/modules/users/sessions/renew-session";
import { SESSION_SEEN_EVERY_MS } from "@/modules/users/sessions/session";
import { findCachedSession } from "@/modules/users/sessions/session-cache";
import { countStatements, database } from "@/platform/database/db";
import { makeLogger } from "@/platform/logger";
import { feed } from "@/platform/outbox/feed";
import { relayBatch } from "@/platform/outbox/relay";
import { inTransaction } from "@/platform/transaction";
import type { Person, Role } from "@/shared/access";
import { LIVE_STARTED } from "@/shared/event";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { writeFacts } from "@/testing/outbox";
import { liveRouter } from "./live";
import { LiveStream } from "./live-stream";

/** Sign-out and its like bite within 5 s. */
const BITES_WITHIN_MS = 5_000;
const MANY_STREAMS_MS = 30_000;
const ROUND_MS = 3_000;

// The process's own feed goes on from test to test, and so must the positions.
const store = testDatabase({ keepRows: true });
let cuts: AbortController[] = [];

afterEach(() => {
  for (const cut of cuts) cut.abort();
  cuts = [];
});

async function signIn(role: Role = "staff") {
  const ctx = await testContext(database().db, { role });
  await store.db.insert(sessions).values({
    id: ctx.actor.sessionId,
    userId: ctx.actor.userId,
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + 3_600_000),
  });
  return ctx;
}

type Heard = { names: string[]; ended: Promise<unknown> };

/** Follows as a browser does; `ended` resolves with what the stream was ended by. */
async function follow(ctx: Awaited<ReturnType<typeof signIn>>, lastEventId: string | null = null): Promise<Heard> {
  const cut = new AbortController();
  cuts.push(cut);
  const caller = liveRouter.createCaller({ ...ctx, idempotencyKey: null }, { signal: cut.signal });
  const stream = await caller.events({ lastEventId });
  const names: string[] = [];
  const read = async () => {
    for await (const fact of stream) names.push(nameOf(fact));
    return "returned";
  };
  return { names, ended: read().catch((error: unknown) => error) };
}

/** On the server a fact is still in the envelope that gives it its position. */
function nameOf(fact: unknown): string {
  if (!isTrackedEnvelope(fact)) throw new Error("A fact came without its position.");
  return z.object({ name: z.string() }).parse(fact[1]).name;
}

async function publish(name: string): Promise<void> {
  await writeFacts(store.db, 1, name);
  await relayBatch({ db: store.db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") });
}

async function until(isTrue: () => boolean, withinMs = BITES_WITHIN_MS): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error("It did not come true in time.");
    await pause(20);
  }
}

describe("the live stream", () => {
  test("carries what the person may read, and nothing of what they may not", async () => {
    const { names } = await follow(await signIn("staff"));
    await until(() => names[0] === LIVE_STARTED);
    await publish("users.changed");
    await publish("orders.confirmed");
    await until(() => names.includes("orders.confirmed"));
    expect(names).not.toContain("users.changed");
  });

  const revocations: { title: string; revoke: (actor: Person) => Promise<unknown> }[] = [
    {
      title: "signing out",
      revoke: ({ sessionId }) =>
        store.db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.id, sessionId)),
    },
    {
      title: "disabling the person",
      revoke: ({ userId }) => store.db.update(users).set({ status: "disabled" }).where(eq(users.id, userId)),
    },
  ];
  test.each(revocations)("$title ends an open stream within 5 s", async ({ revoke }) => {
    const ctx = await signIn();
    const { names, ended } = await follow(ctx);
    await until(() => names[0] === LIVE_STARTED);
    const revokedAt = performance.now();
    await revoke(ctx.actor);
    expect(await ended).toMatchObject({ code: "UNAUTHORIZED" });
    expect(performance.now() - revokedAt).toBeLessThan(BITES_WITHIN_MS);
    expect(feed().openStreams).toBe(0);
  });

  test("a change of role bites in an open stream within 5 s, and does not end it", async () => {
    const ctx = await signIn("admin");
    const { names } = await follow(ctx);
    await publish("users.changed");
    await publish("orders.placed");
    await until(() => names.includes("orders.placed"));
    const heardAsAdmin = names.filter((name) => name === "users.changed").length;
    expect(heardAsAdmin).toBeGreaterThan(0);

    await store.db.update(users).set({ role: "staff" }).where(eq(users.id, ctx.actor.userId));
    await pause(BITES_WITHIN_MS);
    await publish("users.changed");
    await publish("orders.held");
    await until(() => names.includes("orders.held"));
    expect(names.filter((name) => name === "users.changed")).toHaveLength(heardAsAdmin);
  });

  test("says nothing of warehouses that the person does not work in", async () => {
    const ctx = await signIn("staff");
    const [own, foreign] = [newId(), newId()];
    await store.owner`update users set all_warehouses = false where id = ${ctx.actor.userId}`;
    await store.owner`
      insert into locations (id, kind, warehouse_id, code, name, created_at)
      select id, 'warehouse', id, left(id::text, 8) || right(id::text, 8), 'One', now()
      from unnest(${[own, foreign]}::uuid[]) as id`;
    await store.owner`insert into warehouse_grants (user_id, warehouse_id) values (${ctx.actor.userId}, ${own})`;
    const { names } = await follow(ctx);
    await until(() => names[0] === LIVE_STARTED);

    const happen = (name: string, warehouseIds: string[] | null) => store.owner`
      insert into outbox (kind, name, payload, entity_ids, warehouse_ids, request_id, occurred_at)
      values ('event', ${name}, '{}', '{}', ${warehouseIds}, 'tests', now())`;
    await happen("inventory.theirs", [foreign]);
    await happen("inventory.both", [foreign, own]);
    await happen("inventory.everybodys", null);
    await happen("inventory.ours", [own]);
    await relayBatch({ db: store.db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") });
    await until(() => names.includes("inventory.ours"));
    expect(names.filter((name) => name.startsWith("inventory."))).toEqual([
      "inventory.both",
      "inventory.everybodys",
      "inventory.ours",
    ]);
  });

  test("has a limit for one person, and none that another feels", { timeout: 90_000 }, async () => {
    const [greedy, modest] = [await signIn(), await signIn()];
    const streams = await Promise.allSettled(Array.from({ length: 201 }, () => follow(greedy)));
    expect(streams.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { cause: { code: "live.too-many-streams" } } },
    ]);
    const { names } = await follow(modest);
    await until(() => names[0] === LIVE_STARTED, MANY_STREAMS_MS);
    for (const cut of cuts) cut.abort();
    await until(() => feed().openStreams === 0, MANY_STREAMS_MS);
  });

  test("goes on where its session continues under a new id, and ends with that one", async () => {
    const ctx = await signIn();
    const { names, ended } = await follow(ctx);
    await until(() => names[0] === LIVE_STARTED);
    const renewedTo = newId();
    await store.owner`
      insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
      select ${renewedTo}, user_id, created_at, last_seen_at, expires_at from sessions
      where id = ${ctx.actor.sessionId}`;
    await store.owner`
      update sessions set renewed_to = ${renewedTo}, must_renew = true, expires_at = now() - interval '1 second'
      where id = ${ctx.actor.sessionId}`;
    await pause(BITES_WITHIN_MS);
    await publish("orders.resumed");
    await until(() => names.includes("orders.resumed"));
    await store.owner`update sessions set ended_at = now() where id = ${renewedTo}`;
    expect(await ended).toMatchObject({ code: "UNAUTHORIZED" });
  });

  test("ends where its session was replaced by a password change: it may be that of a copied cookie", async () => {
    const ctx = await signIn();
    const { names, ended } = await follow(ctx);
    await until(() => names[0] === LIVE_STARTED);
    await inTransaction(ctx, (inside) => replaceSession(inside, ctx.actor.sessionId));
    await store.owner`update sessions set expires_at = now() - interval '1 second' where renewed_to is not null`;
    expect(await ended).toMatchObject({ code: "UNAUTHORIZED" });
  });

  test("ends by throwing when it is cut, never by returning, and frees its place", async () => {
    const { names, ended } = await follow(await signIn());
    await until(() => names[0] === LIVE_STARTED);
    expect(feed().openStreams).toBe(1);
    for (const cut of cuts) cut.abort();
    expect(await ended).toMatchObject({ name: "AbortError" });
    expect(feed().openStreams).toBe(0);
  });

  test("asks for the sessions of all streams in one statement, in every round", async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => signIn()));
    // Rounds end when nobody follows any more, and begin again with the first stream, which is counted then.
    await pause(ROUND_MS + 200);
    const { statements } = await countStatements(async () => {
      const streams = await Promise.all(people.map((ctx) => follow(ctx)));
      await until(() => streams.every(({ names }) => names[0] === LIVE_STARTED));
      await pause(2 * ROUND_MS);
    });
    // One in every round, and a few while they come; not one for each of thirty.
    expect(statements).toBeLessThanOrEqual(12);
    expect(statements).toBeGreaterThanOrEqual(3);
  });

  test("waits for a slow reader with nothing in hand, and goes on without a gap", async () => {
    const ctx = await signIn();
    const cut = new AbortController();
    cuts.push(cut);
    const stream = await LiveStream.open(ctx.actor, { after: null, signal: cut.signal });
    const written: string[] = [];
    let isFull = false;
    const write = (message: Uint8Array) => {
      written.push(new TextDecoder().decode(message));
      return !isFull;
    };
    const { drained } = stream.connect({ write, end: () => {} }, () => new Uint8Array());
    await until(() => written.length > 0);
    isFull = true;
    await publish("orders.first");
    await until(() => written.at(-1)?.includes("orders.first") === true);
    const before = written.length;
    for (let round = 0; round < 5; round += 1) {
      await publish("orders.later");
      await pause(60);
    }
    expect(written).toHaveLength(before);

    isFull = false;
    drained();
    const later = written.slice(before).join("");
    expect(later.match(/orders\.later/g)).toHaveLength(5);
    const ids = [...written.join("").matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  test("is refused to people who are not signed in", async () => {
    const ctx = await signIn();
    const caller = liveRouter.createCaller({ ...ctx, actor: { kind: "anyone" }, idempotencyKey: null });
    await expect(caller.events({})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  test("a position that is no number is refused", async () => {
    await expect(follow(await signIn(), "1; drop table")).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("what a stream has read of its session", () => {
  const read = async (row: Pick<typeof sessions.$inferInsert, "lastSeenAt" | "mustRenew">) => {
    const ctx = await signIn();
    await store.db.update(sessions).set(row).where(eq(sessions.id, ctx.actor.sessionId));
    const { names } = await follow(ctx);
    await until(() => names[0] === LIVE_STARTED);
    return findCachedSession(ctx.actor.sessionId);
  };
  const aMinuteAgo = () => new Date(Date.now() - SESSION_SEEN_EVERY_MS);

  test("the requests of its page need not read again", async () => {
    expect(await read({ lastSeenAt: new Date() })).toMatchObject({ kind: "person", role: "staff" });
  });

  test("is left to a request where the session must be renewed, or noted as in use", async () => {
    expect(await read({ lastSeenAt: new Date(), mustRenew: true })).toBeUndefined();
    expect(await read({ lastSeenAt: aMinuteAgo() })).toBeUndefined();
  });
});
