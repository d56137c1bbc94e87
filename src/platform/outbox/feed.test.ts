import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { makeLogger } from "@/platform/logger";
import { LIVE_RESYNC, LIVE_STARTED } from "@/shared/event";
import { pause } from "@/shared/pause";
import { testDatabase } from "@/testing/database";
import { listFacts, THING_CHANGED, writeFacts, writeFactsAtOnce } from "@/testing/outbox";
import { Feed } from "./feed";
import { relayBatch, runRelay } from "./relay";

const FACTS = Number(process.env["QM_FEED_FACTS"] ?? 1_500);
const READERS = 8;
const CUT_WITHIN_MS = 60;
const AWAY_WITHIN_MS = 40;

const store = testDatabase({ max: 24 });
const log = makeLogger("silent");
const feeds: Feed[] = [];

function openFeed(settings: { bufferRowsMax?: number; backlogMax?: number } = {}): Feed {
  const opened = new Feed(store.database, log, settings);
  feeds.push(opened);
  return opened;
}

afterEach(async () => {
  await Promise.all(feeds.splice(0).map((opened) => opened.close()));
});

const relay = () => ({ db: store.db, handlers: [], addJobs: async () => {}, log });

type Fact = { position: number; name: string };
type Reading = {
  after: number | null;
  until: (facts: readonly Fact[]) => boolean;
  cutAfterMs?: number;
  mayRead?: (fact: { name: string }) => boolean;
};

/** Follows the feed until `until` holds or the time is over, and returns the facts that arrived. */
async function read(feed: Feed, { after, until, cutAfterMs = 5_000, mayRead = () => true }: Reading): Promise<Fact[]> {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), cutAfterMs);
  const facts: Fact[] = [];
  try {
    for await (const event of feed.follow({ after, signal: cut.signal, mayRead, idleMs: 20 })) {
      if (event) facts.push({ position: event.position, name: event.name });
      if (until(facts)) break;
    }
  } catch (error) {
    if (!cut.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
  return facts;
}

/** A browser with a bad connection: cut at random, back again with its last position. */
async function readWithCuts(feed: Feed, last: number): Promise<number[]> {
  const seen: number[] = [];
  const deadline = performance.now() + 30_000;
  while (seen.length < last && performance.now() < deadline) {
    const after = seen.at(-1) ?? 0;
    const facts = await read(feed, {
      after,
      cutAfterMs: Math.random() * CUT_WITHIN_MS,
      until: (all) => all.at(-1)?.position === last,
    });
    seen.push(...facts.map((event) => event.position));
    await pause(Math.random() * AWAY_WITHIN_MS);
  }
  return seen;
}

const positionsTo = (last: number) => Array.from({ length: last }, (_, place) => place + 1);

describe("following", () => {
  test.each([
    { title: "buffers that suffice", bufferRowsMax: 1_000 },
    { title: "buffers that overflow all the time", bufferRowsMax: 3 },
  ])(
    "streams cut at random while 16 writers write hear each fact once and in order, with $title",
    async ({ bufferRowsMax }) => {
      const feed = openFeed({ bufferRowsMax });
      const stop = new AbortController();
      const relaying = runRelay(relay(), stop.signal);
      const reading = Promise.all(Array.from({ length: READERS }, () => readWithCuts(feed, FACTS)));
      await writeFactsAtOnce(store.db, { writers: 16, facts: FACTS, holdMsMax: 6 });
      const heard = await reading;
      stop.abort();
      await relaying;

      for (const positions of heard) expect(positions).toEqual(positionsTo(FACTS));
      expect(feed.openSubscriptions).toBe(0);
    },
    60_000,
  );

  test("a stream that cannot keep up goes back to the outbox for what its buffer had no room for", async () => {
    const feed = openFeed({ bufferRowsMax: 3 });
    const reading = read(feed, { after: 0, until: (facts) => facts.length === 60 });
    await pause(100);
    for (let round = 0; round < 6; round += 1) {
      await writeFacts(store.db, 10);
      await relayBatch(relay());
      await store.db.execute(sql`select pg_notify('feed', '')`);
      await pause(30);
    }
    expect((await reading).map((event) => event.position)).toEqual(positionsTo(60));
  });

  test("a lost listener is replaced, and nothing that happened meanwhile is missed", async () => {
    const feed = openFeed();
    const stop = new AbortController();
    const relaying = runRelay(relay(), stop.signal);
    const reading = read(feed, { after: 0, cutAfterMs: 10_000, until: (facts) => facts.length === 60 });
    for (let round = 0; round < 6; round += 1) {
      await writeFacts(store.db, 10);
      await pause(60);
      await store.owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where query ilike 'listen%' and datname = current_database()`;
    }
    expect((await reading).map((event) => event.position)).toEqual(positionsTo(60));
    stop.abort();
    await relaying;
  });

  test("a fact arrives well before the next poll", async () => {
    const feed = openFeed();
    const stop = new AbortController();
    const relaying = runRelay(relay(), stop.signal);
    const delays: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { length } = await listFacts(store.db);
      const reading = read(feed, { after: length, until: (facts) => facts.length > 0 });
      await pause(100);
      const writtenAt = performance.now();
      await writeFacts(store.db, 1);
      await reading;
      delays.push(performance.now() - writtenAt);
    }
    stop.abort();
    await relaying;
    expect(delays.toSorted((a, b) => a - b)[2]).toBeLessThan(300);
  });

  test("a reader hears only what it may read", async () => {
    await writeFacts(store.db, 2, "secrets.changed");
    await writeFacts(store.db, 1, THING_CHANGED);
    await relayBatch(relay());
    const facts = await read(openFeed(), {
      after: 0,
      mayRead: ({ name }) => name === THING_CHANGED,
      until: (all) => all.length > 0,
    });
    expect(facts).toEqual([{ position: 3, name: THING_CHANGED }]);
  });

  test("a stream ends by throwing when it is cut, never by returning, and frees its place", async () => {
    const feed = openFeed();
    const cut = new AbortController();
    const stream = feed.follow({ after: null, signal: cut.signal, mayRead: () => true, idleMs: 10_000 });
    expect(await stream.next()).toMatchObject({ value: { name: LIVE_STARTED } });
    const next = stream.next();
    await pause(100);
    expect(feed.openSubscriptions).toBe(1);
    const cutAt = performance.now();
    cut.abort();
    await expect(next).rejects.toThrow("abort");
    expect(performance.now() - cutAt).toBeLessThan(1_000);
    expect(feed.openSubscriptions).toBe(0);
  });
});

describe("beginning", () => {
  test("a new stream begins a little in the past, so that what its page read before is covered", async () => {
    await writeFacts(store.db, 2);
    await relayBatch(relay());
    await store.owner`update outbox set published_at = now() - interval '1 minute'`;
    await writeFacts(store.db, 2);
    await relayBatch(relay());
    const facts = await read(openFeed(), { after: null, until: (all) => all.length === 3 });
    expect(facts.map(({ position }) => position)).toEqual([2, 3, 4]);
    expect(facts[0]?.name).toBe(LIVE_STARTED);
  });

  test.each([
    { title: "older than what is kept", after: 2, oldestKept: 5 },
    { title: "further behind than the backlog allows", after: 0, oldestKept: 1 },
    { title: "from another time or database", after: 99, oldestKept: 1 },
  ])("a position that is $title gets one resync with the newest position", async ({ after, oldestKept }) => {
    await writeFacts(store.db, 12);
    await relayBatch(relay());
    await store.owner`delete from outbox where position < ${oldestKept}`;
    const facts = await read(openFeed({ backlogMax: 10 }), { after, cutAfterMs: 300, until: () => false });
    expect(facts).toEqual([{ position: 12, name: LIVE_RESYNC }]);
  });

  test("a position whose next row is the oldest kept goes on without a resync", async () => {
    await writeFacts(store.db, 6);
    await relayBatch(relay());
    await store.db.execute(sql`delete from outbox where position < 5`);
    const facts = await read(openFeed(), { after: 4, until: (all) => all.length === 2 });
    expect(facts.map(({ position }) => position)).toEqual([5, 6]);
  });
});
