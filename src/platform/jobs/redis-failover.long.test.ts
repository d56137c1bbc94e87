import { connect, createServer, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { freePort } from "@/cli/launch/ports.mjs";
import { recordChange } from "@/platform/audit/record-change";
import { makeLogger } from "@/platform/logger";
import { enqueue } from "@/platform/outbox/emit";
import { runRelay } from "@/platform/outbox/relay";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { systemContext } from "@/testing/context";
import { redisUrl, testDatabase } from "@/testing/database";
import { settingsFor } from "@/testing/job-places";
import { type Sentinels, startSentinels } from "@/testing/redis-sets";
import { sized } from "@/testing/size";
import { handle, once } from "./handler";
import { openBackend } from "./open-backend";
import { JobQueue } from "./queue";
import { connectRedis } from "./redis-connection";
import { runWorker } from "./worker";

const store = testDatabase();
const log = makeLogger("silent");
const LOAD_MS = sized(14_000, 6_000);
const FAULT_AFTER_MS = 2_000;
const DONE_WITHIN_MS = 60_000;

const tally = defineJob("tests.tally", z.object({ tallyId: z.uuid() }));
const handlers = [
  handle(tally, (ctx, { tallyId }) =>
    once(ctx, async (inside) => {
      recordChange(inside, { entity: "product", entityId: tallyId, label: "A tally", before: null, after: {} });
    }),
  ),
];

async function ask(): Promise<void> {
  await inTransaction(systemContext(store.db), async (ctx) => {
    const tallyId = newId();
    recordChange(ctx, { entity: "product", entityId: tallyId, label: "Asked", before: null, after: {} });
    enqueue(ctx, tally, { tallyId });
  });
}

/** How many tallies were asked for, have their effect, and have it more than once. */
async function count(): Promise<{ asked: number; done: number; doubled: number }> {
  const [row] = await store.db.execute<{ asked: string; done: string; doubled: string }>(sql`
    with effects as (
      select entity_id, count(*) as times from audit_entries where action = ${tally.name} group by entity_id
    )
    select (select count(*) from outbox where name = ${tally.name}) as asked, count(*) as done,
      count(*) filter (where times > 1) as doubled from effects`);
  return { asked: Number(row?.asked), done: Number(row?.done), doubled: Number(row?.doubled) };
}

/** The master is lost under a steady load, and everything stays as it was configured. */
async function workThrough(sentinels: Sentinels, loseMaster: () => Promise<void>) {
  const options = { databaseUrl: store.url, redis: settingsFor(sentinels), connectionsMax: 12, log };
  const [queue, backend] = [new JobQueue(openBackend(options)), openBackend(options)];
  const stop = new AbortController();
  const addJobs: JobQueue["add"] = (jobs) => queue.add(jobs);
  const running = [
    runRelay({ db: store.db, handlers, addJobs, log }, stop.signal),
    runWorker(handlers, { db: store.db, backend, log, signal: stop.signal, settings: { stalledInterval: 2_000 } }),
  ];
  const losing = pause(FAULT_AFTER_MS).then(loseMaster);
  for (const until = performance.now() + LOAD_MS; performance.now() < until; await pause(10)) await ask();
  await losing;
  const deadline = performance.now() + DONE_WITHIN_MS;
  let counted = await count();
  for (; counted.done < counted.asked && performance.now() < deadline; counted = await count()) await pause(200);
  stop.abort();
  await Promise.all(running);
  await queue.close();
  return counted;
}

describe.runIf(redisUrl() !== null)("the master of Redis", () => {
  let sentinels: Sentinels;
  beforeEach(async () => {
    sentinels = await startSentinels();
  });
  afterEach(() => sentinels.stop());

  test("is killed: a replica takes over, no job is lost and no effect is doubled", { timeout: 120_000 }, async () => {
    const before = await sentinels.masterPort();
    const { asked, done, doubled } = await workThrough(sentinels, () => sentinels.master.kill());
    expect(await sentinels.masterPort()).not.toBe(before);
    expect(asked).toBeGreaterThan(20);
    expect({ lost: asked - done, doubled }).toEqual({ lost: 0, doubled: 0 });
  });

  test("hangs and comes back after it was replaced: the same holds", { timeout: 120_000 }, async () => {
    const { asked, done, doubled } = await workThrough(sentinels, async () => {
      process.kill(sentinels.master.pid, "SIGSTOP");
      await pause(8_000);
      process.kill(sentinels.master.pid, "SIGCONT");
    });
    expect(await sentinels.masterPort()).not.toBe(sentinels.master.port);
    expect({ lost: asked - done, doubled }).toEqual({ lost: 0, doubled: 0 });
  });

  test("takes no job for good without replicas, so the outbox keeps it", { timeout: 60_000 }, async () => {
    const options = { databaseUrl: store.url, redis: settingsFor(sentinels), connectionsMax: 1, log };
    const queue = new JobQueue(openBackend(options));
    const job = { handler: tally.name, outboxId: 1, requestId: "tests", payload: { tallyId: newId() } };
    await queue.add([job]);
    for (const replica of sentinels.replicas) await replica.kill();
    await expect(queue.add([{ ...job, outboxId: 2 }])).rejects.toThrow("REDIS_REPLICAS_MIN");
    await queue.close();
  });

  test("is found by a connection that is being made as the failover is told of", { timeout: 60_000 }, async () => {
    const gates = await Promise.all(sentinels.addresses.map(({ port }) => openGate(port)));
    const settings = settingsFor({ addresses: gates.map(({ port }) => ({ host: "127.0.0.1", port })) });
    if (!settings) throw new Error("The Sentinels have no settings.");
    const connection = connectRedis(settings, { maxRetriesPerRequest: null });
    connection.on("error", () => {});
    await connection.ping();
    // By then it listens to the Sentinels.
    await pause(1_000);
    for (const gate of gates) gate.hold();
    await sentinels.master.kill();
    while ((await sentinels.masterPort()) === sentinels.master.port) await pause(50);
    await pause(500);
    for (const gate of gates) gate.release();
    expect(await connection.ping()).toBe("PONG");
    connection.disconnect();
    for (const gate of gates) gate.close();
  });
});

/** In front of a Sentinel: those who are connected go on, and those who come while it holds wait. */
async function openGate(to: number) {
  let held: (() => void)[] | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const pass = () => {
      const through = connect(to, "127.0.0.1");
      for (const one of [socket, through]) sockets.add(one.on("error", () => {}));
      socket.pipe(through).pipe(socket);
    };
    if (held) held.push(pass);
    else pass();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    hold: () => (held = []),
    release: () => {
      for (const pass of held ?? []) pass();
      held = null;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
