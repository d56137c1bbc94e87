import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { handle, react } from "@/platform/jobs";
import type { JobToAdd } from "@/platform/jobs/queue";
import { makeLogger } from "@/platform/logger";
import { type RelayOptions, relayBatch, runRelay } from "@/platform/outbox/relay";
import { pause } from "@/platform/pause";
import { defineEvent } from "@/shared/event";
import { defineJob } from "@/shared/job";
import { testDatabase } from "@/testing/database";
import { listFacts, makeGate, THING_CHANGED, writeFacts, writeFactsAtOnce } from "@/testing/outbox";

/** The full size of the promise is 25,000; a run that must be quick takes fewer. */
const FACTS = Number(process.env["QM_OUTBOX_FACTS"] ?? 4_000);
const PUBLISHED_WITHIN_MS = 5_000;

const store = testDatabase({ max: 24 });
const log = makeLogger("silent");

const options = (given: Partial<RelayOptions> = {}): RelayOptions => ({
  db: store.db, handlers: [], addJobs: async () => {}, log, ...given,
});

async function allPublished(): Promise<void> {
  const deadline = performance.now() + PUBLISHED_WITHIN_MS;
  for (;;) {
    const facts = await listFacts(store.db);
    if (facts.every((fact) => fact.position !== null)) return;
    if (performance.now() > deadline) throw new Error("Facts are still unpublished.");
    await pause(20);
  }
}

describe("positions", () => {
  test("16 writers that commit in any order, two relays: no fact lost, none twice, each thing's facts in order", async () => {
    const stop = new AbortController();
    const relays = [runRelay(options(), stop.signal), runRelay(options(), stop.signal)];
    await writeFactsAtOnce(store.db, { writers: 16, facts: FACTS, holdMsMax: 8 });
    await allPublished();
    stop.abort();
    await Promise.all(relays);

    const facts = await listFacts(store.db);
    expect(facts.map((fact) => fact.position)).toEqual(Array.from({ length: FACTS }, (_, place) => place + 1));
    const lastNumber = new Map<string, number>();
    for (const { thingId, number } of facts) {
      expect(number).toBe((lastNumber.get(thingId) ?? 0) + 1);
      lastNumber.set(thingId, number);
    }
  }, 60_000 + FACTS * 5);

  test("while one relay leads, another stands by; when it dies, the other takes over", async () => {
    await writeFacts(store.db, 3);
    const leading = makeGate();
    const dying = makeGate();
    const leader = relayBatch(options({
      handlers: [react(defineEvent(THING_CHANGED, z.object({})), "tests.note", async () => {})],
      addJobs: async () => {
        leading.open();
        await dying.opened;
        throw new Error("the relay was killed");
      },
    }));
    await leading.opened;

    expect(await relayBatch(options())).toEqual({ role: "stand-by" });
    dying.open();
    await expect(leader).rejects.toThrow("killed");
    expect(await relayBatch(options())).toEqual({ role: "leader", published: 3, newest: 3 });
  });

  test("a batch is bounded, and the next goes on where it ended", async () => {
    await writeFacts(store.db, 5);
    expect(await relayBatch(options({ rowsPerBatchMax: 3 }))).toMatchObject({ published: 3, newest: 3 });
    expect(await relayBatch(options({ rowsPerBatchMax: 3 }))).toMatchObject({ published: 2, newest: 5 });
    expect(await relayBatch(options())).toMatchObject({ published: 0 });
  });
});

describe("what is added to the queue", () => {
  const changed = defineEvent(THING_CHANGED, z.object({ thingId: z.uuid() }));
  const count = defineJob("tests.count", z.object({}));
  const handlers = [
    react(changed, "tests.first", async () => {}),
    react(changed, "tests.second", async () => {}),
    react(defineEvent("tests.other", z.object({})), "tests.third", async () => {}),
    handle(count, async () => {}),
  ];

  test("one job for each reaction to a fact, and one for each job row", async () => {
    await writeFacts(store.db, 1);
    await store.db.execute(sql`
      insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
      values ('job', 'tests.count', '{"size": 7}', '{}', 'request-1', now())`);
    const added: JobToAdd[] = [];
    await relayBatch(options({ handlers, addJobs: async (jobs) => void added.push(...jobs) }));

    expect(added.map((job) => job.handler)).toEqual(["tests.first", "tests.second", "tests.count"]);
    expect(added[2]).toMatchObject({ payload: { size: 7 }, requestId: "request-1" });
  });

  test("while the queue is away nothing is published, and nothing is lost", async () => {
    await writeFacts(store.db, 2);
    let isAway = true;
    const added: JobToAdd[] = [];
    const stop = new AbortController();
    const running = runRelay(options({
      handlers,
      addJobs: async (jobs) => {
        if (isAway) throw new Error("the queue is away");
        added.push(...jobs);
      },
    }), stop.signal);
    await pause(100);
    expect((await listFacts(store.db)).map((fact) => fact.position)).toEqual([null, null]);
    isAway = false;
    await allPublished();
    stop.abort();
    await running;
    expect(added).toHaveLength(4);
  });
});
