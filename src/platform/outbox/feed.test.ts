import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { makeLogger } from "@/platform/logger";
import { LIVE_RESYNC } from "@/shared/event";
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

function openFeed(settings: { factsMax?: number } = {}): Feed {
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
  /** How long it takes to read what it was given. */
  slowMs?: number;
};

/** Follows the feed until `until` holds or the time is over, and returns the facts that arrived. */
async function read(feed: Feed, { after, until, cutAfterMs = 5_000, slowMs = 0 }: Reading): Promise<Fact[]> {
  const cutAt = performance.now() + cutAfterMs;
  let news = new AbortController();
  const follower = await feed.follow(after, () => news.abort());
  const facts: Fact[] = [];
  while (performance.now() < cutAt && !until(facts)) {
    news = new AbortController();
    const batch = follower.take();
    for (const { position, name } of batch?.facts ?? []) facts.push({ position, name });
    if (batch) await pause(slowMs);
    else await pause(cutAt - performance.now(), news.signal);
  }
  follower.close();
  return facts;
}

/** A browser with a bad connection: cut at random, back again with its last position. */
async function readWithCuts(feed: Feed, last: number, slowMs: number): Promise<number[]> {
  const seen: number[] = [];
  const deadline = performance.now() + 30_000;
  while (seen.length < last && performance.now() < deadline) {
    const after = seen.at(-1) ?? 0;
    const facts = await read(feed, {
      after,
      slowMs,
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
    { title: "quick readers", slowMs: 0 },
    { title: "readers that are slower than the writers", slowMs: 25 },
  ])(
    "streams cut at random while 16 writers write hear each fact once and in order, with $title",
    async ({ slowMs }) => {
      const feed = openFeed();
      const stop = new AbortController();
      const relaying = runRelay(relay(), stop.signal);
      const reading = Promise.all(Array.from({ length: READERS }, () => readWithCuts(feed, FACTS, slowMs)));
      await writeFactsAtOnce(store.db, { writers: 16, facts: FACTS, holdMsMax: 6 });
      const heard = await reading;
      stop.abort();
      await relaying;

      for (const positions of heard) expect(positions).toEqual(positionsTo(FACTS));
      expect(feed.openStreams).toBe(0);
    },
    60_000,
  );

  test("all who stand at one position are handed the same facts, read once", async () => {
    const feed = openFeed();
    const readers = await Promise.all(Array.from({ length: 3 }, () => feed.follow(0, () => {})));
    await writeFacts(store.db, 3);
    await relayBatch(relay());
    await read(feed, { after: 0, until: (facts) => facts.length === 3 });
    const [first, ...others] = readers.map((reader) => reader.take());
    expect(first?.facts.map(({ position }) => position)).toEqual([1, 2, 3]);
    for (const other of others) expect(other).toBe(first);
    for (const reader of readers) reader.close();
  });

  test("a stream that cannot be written is let go, and the others go on", async () => {
    const feed = openFeed();
    await feed.follow(0, () => {
      throw new Error("broken pipe");
    });
    const reading = read(feed, { after: 0, until: (facts) => facts.length === 2 });
    await pause(50);
    await writeFacts(store.db, 2);
    await relayBatch(relay());
    expect((await reading).map(({ position }) => position)).toEqual([1, 2]);
    expect(feed.openStreams).toBe(0);
  });

  test("a stream that is further behind than what is kept gets one resync, and goes on", async () => {
    const feed = openFeed({ factsMax: 10 });
    const slow = await feed.follow(0, () => {});
    await writeFacts(store.db, 12);
    await relayBatch(relay());
    await read(feed, { after: 11, until: (facts) => facts.length === 1 });
    expect(slow.take()?.facts).toMatchObject([{ position: 12, name: LIVE_RESYNC }]);
    expect(slow.take()).toBeNull();
    await writeFacts(store.db, 1);
    await relayBatch(relay());
    await read(feed, { after: 12, until: (facts) => facts.length === 1 });
    expect(slow.take()?.facts).toMatchObject([{ position: 13, name: THING_CHANGED }]);
    slow.close();
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
});

describe("beginning", () => {
  test("a new stream begins a little in the past, so that what its page read before is covered", async () => {
    await writeFacts(store.db, 2);
    await relayBatch(relay());
    await store.owner`update outbox set published_at = now() - interval '1 minute'`;
    await writeFacts(store.db, 2);
    await relayBatch(relay());
    const facts = await read(openFeed(), { after: null, until: (all) => all.length === 2 });
    expect(facts.map(({ position }) => position)).toEqual([3, 4]);
  });

  test.each([
    { title: "older than what is kept", after: 2, oldestKept: 5 },
    { title: "further behind than the backlog allows", after: 0, oldestKept: 1 },
    { title: "from another time or database", after: 99, oldestKept: 1 },
  ])("a position that is $title gets one resync with the newest position", async ({ after, oldestKept }) => {
    await writeFacts(store.db, 12);
    await relayBatch(relay());
    await store.owner`delete from outbox where position < ${oldestKept}`;
    const facts = await read(openFeed({ factsMax: 10 }), { after, cutAfterMs: 300, until: () => false });
    expect(facts).toEqual([{ position: 12, name: LIVE_RESYNC }]);
  });

  test("a position whose next row is the oldest kept goes on without a resync", async () => {
    await writeFacts(store.db, 6);
    await relayBatch(relay());
    await store.db.execute(sql`delete from outbox where position < 5`);
    const facts = await read(openFeed(), { after: 4, until: (all) => all.length === 2 });
    expect(facts.map(({ position }) => position)).toEqual([5, 6]);
  });

  test("a position that another process has read to, and this one not yet, is no reason for a resync", async () => {
    const feed = openFeed();
    (await feed.follow(null, () => {})).close();
    await feed.close();
    await writeFacts(store.db, 3);
    await relayBatch(relay());
    const facts = await read(feed, { after: 2, cutAfterMs: 1_000, until: (all) => all.length === 1 });
    expect(facts).toEqual([{ position: 3, name: THING_CHANGED }]);
  });
});
