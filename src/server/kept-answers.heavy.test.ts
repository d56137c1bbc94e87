import { encode } from "next-auth/jwt";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { replicas } from "@/platform/database/replicas";
import { makeLogger } from "@/platform/logger";
import { factVersions } from "@/platform/outbox/fact-versions";
import { feed } from "@/platform/outbox/feed";
import { runRelay } from "@/platform/outbox/relay";
import { answerCache } from "@/platform/trpc/cached-answers";
import type { Role } from "@/shared/access";
import { POSITION_HEADER } from "@/shared/http";
import { pause } from "@/shared/pause";
import { Browser } from "@/testing/browser";
import { redisUrl } from "@/testing/database";
import { startMigratedPostgres } from "@/testing/migrated-cluster";
import { aPerson, aSession } from "@/testing/people";
import { type Replica, startReplica } from "@/testing/replica";
import { TEMPLATE } from "@/testing/template";
import { shareStore, startUpstash, type UpstashServer } from "@/testing/upstash-server";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

const PAIRS = 200;
const handle = makeTrpcHandler(appRouter);
const Categories = z.array(z.object({ id: z.string(), name: z.string() }));
const relayOf = (signal: AbortSignal) =>
  runRelay({ db: database().db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") }, signal);

let owner: Sql;
let replica: Replica;
let store: UpstashServer;
let relay = { stop: async () => {} };
let stop: () => Promise<void>;

function startRelay() {
  const stopping = new AbortController();
  const running = relayOf(stopping.signal);
  relay = {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function signedIn(role: Role = "admin"): Promise<Browser> {
  const { db } = database();
  const { sessionId, userId } = await aSession(db, await aPerson(db, { role, passwordHash: "unusable" }));
  const browser = new Browser(handle);
  const session = await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] });
  browser.cookies.set("qm-session", session);
  return browser;
}

async function namesFor(browser: Browser, headers: Record<string, string> = {}): Promise<string[]> {
  const answer = await browser.query("catalog.listCategories", undefined, headers);
  expect(answer.status).toBe(200);
  return Categories.parse(answer.data).map(({ name }) => name);
}

const create = async (browser: Browser, name: string) =>
  expect(await browser.mutate("catalog.createCategory", { name })).toMatchObject({ status: 200 });

/** Until this process may keep answers for everybody again. */
async function settle(browser: Browser) {
  const before = hits();
  for (; hits() === before; await pause(50)) await namesFor(browser);
}
const hits = () => answerCache()?.counts.hits ?? 0;

describe.runIf(redisUrl() !== null)("answers that are kept in the shared store", () => {
  beforeAll(async () => {
    const primary = await startMigratedPostgres();
    const cluster = postgres(primary.url, { max: 1, onnotice: () => {} });
    await cluster`create database ${cluster("shop")} template ${cluster(TEMPLATE)}`;
    await cluster`alter database ${cluster("shop")} set synchronous_commit = on`;
    await cluster.end();
    const inShop = (url: string) => Object.assign(new URL(url), { pathname: "/shop" }).href;
    replica = await startReplica(primary);
    store = await shareStore(redisUrl() ?? "");
    owner = postgres(inShop(primary.url), { max: 1, onnotice: () => {} });
    process.env["DATABASE_URL"] = inShop(primary.url);
    process.env["DATABASE_REPLICA_URLS"] = inShop(replica.url);
    factVersions();
    replicas().start();
    await feed().start();
    while (!replicas().isWatching || replicas().report()[0]?.state !== "serving") await pause(20);
    startRelay();
    stop = async () => {
      await relay.stop();
      await feed().close();
      await replicas().close();
      await Promise.all([database().end(), owner.end()]);
      await store.stop();
      await replica.stop();
      await primary.stop();
    };
  }, 60_000);
  afterAll(() => stop());
  beforeEach(async () => void (await store.redis.flushdb()));

  test("are given to all of a role without the database, and to no other role", async () => {
    const [one, other, staff] = await Promise.all([signedIn(), signedIn(), signedIn("staff")]);
    await create(one, "Kept");
    await settle(other);
    await owner`update categories set name = 'Changed past the product' where name = 'Kept'`;
    expect(await namesFor(other)).toContain("Kept");
    // Nothing was kept for this role, so it is read.
    await expect.poll(() => namesFor(staff)).toContain("Changed past the product");
    await owner`update categories set name = 'Kept' where name = 'Changed past the product'`;
  });

  test("never hide from people what they have just written", { timeout: 60_000 }, async () => {
    const browser = await signedIn();
    let stale = 0;
    for (let pair = 0; pair < PAIRS; pair += 1) {
      await create(browser, `Mine ${pair}`);
      if (!(await namesFor(browser)).includes(`Mine ${pair}`)) stale += 1;
      if (pair % 50 === 0) await settle(browser);
    }
    expect(stale).toBe(0);
  });

  test("never hide what somebody was told of, though the replica shows nothing new", { timeout: 60_000 }, async () => {
    const [writer, reader, stranger] = await Promise.all([signedIn(), signedIn(), signedIn()]);
    await replica.pause();
    let stale = 0;
    for (let pair = 0; pair < PAIRS / 4; pair += 1) {
      if (pair % 10 === 5) await replica.resume();
      if (pair % 10 === 0) await replica.pause();
      await create(writer, `Told ${pair}`);
      // As the event of the live stream brings it, once the fact is read.
      const [row] = await owner`select max(id) as id from outbox`;
      while ((await owner`select from outbox where id = ${row?.["id"]} and position is null`).length > 0)
        await pause(5);
      await feed().readNow();
      // Somebody who knows of nothing is the first to ask, and what they are given is kept.
      await namesFor(stranger);
      const told = { [POSITION_HEADER]: feed().readAfter ?? "" };
      if (!(await namesFor(reader, told)).includes(`Told ${pair}`)) stale += 1;
    }
    await replica.resume();
    expect(stale).toBe(0);
  });

  test("that were read before a fact and stored after it are given to nobody who knows of it", async () => {
    const [writer, reader] = await Promise.all([signedIn(), signedIn()]);
    await settle(reader);
    let asked = 0;
    const stale = await Promise.all(
      Array.from({ length: 8 }, async (_, place) => {
        for (let round = 0; round < 10; round += 1) {
          const name = `Raced ${place} ${round}`;
          await create(writer, name);
          await Promise.all([namesFor(reader), namesFor(reader)]);
          const newest = feed().readAfter ?? "";
          asked += 1;
          const isPublished = (await owner`select from outbox where position is null`).length === 0;
          await feed().readNow();
          const names = await namesFor(reader, { [POSITION_HEADER]: isPublished ? (feed().readAfter ?? "") : newest });
          if (isPublished && !names.includes(name)) return true;
        }
        return false;
      }),
    );
    expect(asked).toBe(80);
    expect(stale).not.toContain(true);
  });

  test("are not used while the relay is away, since no fact says what has changed", async () => {
    const browser = await signedIn();
    await settle(browser);
    await relay.stop();
    await create(browser, "While the relay is away");
    await owner`update outbox set occurred_at = now() - interval '1 minute' where position is null`;
    await factVersions().look();
    const before = hits();
    expect(await namesFor(await signedIn())).toContain("While the relay is away");
    expect(hits()).toBe(before);
    startRelay();
    await settle(await signedIn());
  });

  test("are missed by nobody once the store hangs, or is killed", { timeout: 60_000 }, async () => {
    const browser = await signedIn();
    await settle(browser);
    store.hang();
    const took: number[] = [];
    for (let call = 0; call < 30; call += 1) {
      const began = performance.now();
      await namesFor(browser);
      took.push(performance.now() - began);
    }
    // A few calls find out that it hangs; the others do not ask it.
    expect(took.filter((ms) => ms > 150).length).toBeLessThanOrEqual(6);
    await store.stop();
    for (let call = 0; call < 10; call += 1) await namesFor(browser);
    store = await startUpstash(redisUrl() ?? "", store.port);
    await settle(browser);
  });
});
