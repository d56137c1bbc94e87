import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { countStatements } from "@/platform/database/db";
import { handle, react } from "@/platform/jobs/handler";
import { makeLogger } from "@/platform/logger";
import { defineEvent } from "@/shared/event";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { testDatabase } from "@/testing/database";
import { countUnqueued, listFacts, makeGate, THING_CHANGED, writeFacts } from "@/testing/outbox";
import { dispatchBatch, type JobToAdd } from "./job-dispatcher";
import { type RelayOptions, relayBatch, runRelay } from "./relay";

const PUBLISHED_WITHIN_MS = 5_000;

const store = testDatabase({ max: 24 });
const log = makeLogger("silent");

const options = (given: Partial<RelayOptions> = {}): RelayOptions => ({
  db: store.db,
  handlers: [],
  addJobs: async () => {},
  log,
  ...given,
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

async function noneWaits(): Promise<void> {
  const deadline = performance.now() + PUBLISHED_WITHIN_MS;
  while ((await countUnqueued(store.db)) > 0) {
    if (performance.now() > deadline) throw new Error("Jobs still wait.");
    await pause(20);
  }
}

/** A relay that holds the lead and gets no further, since someone else holds a row, until its connection is cut. */
async function leadAndStick() {
  const holding = makeGate();
  const letGo = makeGate();
  const holder = store.owner.begin(async (sql) => {
    await sql`select from outbox for update`;
    holding.open();
    await letGo.opened;
  });
  await holding.opened;
  const leader = relayBatch(options());
  leader.catch(() => {});
  const stuck = () => store.owner<{ pid: number }[]>`
    select pid from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database() and query ilike '%update outbox%'`;
  while ((await stuck()).length === 0) await pause(10);
  const die = async () => {
    for (const { pid } of await stuck()) await store.owner`select pg_terminate_backend(${pid})`;
    letGo.open();
    await holder;
  };
  return { leader, die };
}

describe("positions", () => {
  test("while one relay leads, another stands by; when it dies, the other takes over", async () => {
    await writeFacts(store.db, 3);
    const { leader, die } = await leadAndStick();
    expect(await relayBatch(options())).toEqual({ role: "stand-by" });
    await die();
    await expect(leader).rejects.toMatchObject({ kind: "connection" });
    expect(await relayBatch(options())).toEqual({ role: "leader", published: 3, newest: 3, unqueued: 0 });
  });

  test("a batch is bounded, and the next goes on where it ended", async () => {
    await writeFacts(store.db, 5);
    expect(await relayBatch(options({ rowsPerBatchMax: 3 }))).toMatchObject({ published: 3, newest: 3 });
    expect(await relayBatch(options({ rowsPerBatchMax: 3 }))).toMatchObject({ published: 2, newest: 5 });
    expect(await relayBatch(options())).toMatchObject({ published: 0 });
  });
});

test("a relay looks often when it is called, or when nobody can call it, and rarely otherwise", async () => {
  const looksIn = async (given: Partial<RelayOptions>) => {
    const { statements } = await countStatements(() => runRelay(options(given), AbortSignal.timeout(2_000)));
    return statements;
  };
  const calling = new AbortController();
  const keepCalling = async (onWake: () => void) => {
    for (; !calling.signal.aborted; await pause(200, calling.signal)) onWake();
  };
  const [uncalled, called, deaf] = await Promise.all([
    looksIn({ listen: async () => {} }),
    looksIn({ listen: async (onWake) => void keepCalling(onWake) }),
    looksIn({}),
  ]);
  calling.abort();
  expect(called).toBeGreaterThan(uncalled * 1.5);
  expect(deaf).toBeGreaterThan(uncalled * 1.5);
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
    await relayBatch(options({ handlers }));
    await dispatchBatch(options({ handlers, addJobs: async (jobs) => void added.push(...jobs) }));

    expect(added.map((job) => job.handler)).toEqual(["tests.first", "tests.second", "tests.count"]);
    expect(added[2]).toMatchObject({ payload: { size: 7 }, requestId: "request-1" });
  });

  test("while the queue does not answer, events are published, their jobs wait, and none is lost", async () => {
    const returned = makeGate();
    const added: JobToAdd[] = [];
    let asked = 0;
    const stop = new AbortController();
    const running = runRelay(
      options({
        handlers,
        addJobs: async (jobs) => {
          asked += 1;
          if (asked === 1) await returned.opened;
          if (asked <= 2) throw new Error("the queue is away");
          added.push(...jobs);
        },
      }),
      stop.signal,
    );
    await writeFacts(store.db, 2);
    await allPublished();
    while (asked === 0) await pause(10);
    await writeFacts(store.db, 1);
    await allPublished();
    expect({ asked, added }).toEqual({ asked: 1, added: [] });

    returned.open();
    await pause(200);
    expect(asked, "back-off").toBe(1);
    await noneWaits();
    stop.abort();
    await running;
    expect(added.map((job) => job.handler)).toEqual(
      Array.from({ length: 3 }, () => ["tests.first", "tests.second"]).flat(),
    );
    expect(new Set(added.map((job) => job.outboxId)).size).toBe(3);
  });

  test("a fact that nobody answers needs no job, and a batch of others is bounded", async () => {
    await writeFacts(store.db, 2, "tests.nobody-answers");
    await writeFacts(store.db, 3);
    expect(await relayBatch(options({ handlers }))).toMatchObject({ published: 5, unqueued: 3 });
    const sizes: number[] = [];
    const batch = () =>
      dispatchBatch(options({ handlers, rowsPerBatchMax: 2, addJobs: async (jobs) => void sizes.push(jobs.length) }));
    expect([await batch(), await batch(), await batch()].map((result) => "queued" in result && result.queued)).toEqual([
      2, 1, 0,
    ]);
    expect(sizes).toEqual([4, 2]);
  });

  test("of two that would add jobs one does, and the other stands by", async () => {
    await writeFacts(store.db, 1);
    await relayBatch(options({ handlers }));
    const adding = makeGate();
    const mayGoOn = makeGate();
    const leader = dispatchBatch(
      options({
        handlers,
        addJobs: async () => {
          adding.open();
          await mayGoOn.opened;
        },
      }),
    );
    await adding.opened;
    expect(await dispatchBatch(options({ handlers }))).toEqual({ role: "stand-by" });
    mayGoOn.open();
    expect(await leader).toEqual({ role: "leader", queued: 1 });
  });
});
