import { encode } from "next-auth/jwt";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { replicas } from "@/platform/database/replicas";
import { makeLogger } from "@/platform/logger";
import { feed } from "@/platform/outbox/feed";
import { runRelay } from "@/platform/outbox/relay";
import { POSITION_HEADER } from "@/shared/http";
import { pause } from "@/shared/pause";
import { Browser } from "@/testing/browser";
import { startMigratedPostgres } from "@/testing/migrated-cluster";
import { aPerson, aSession } from "@/testing/people";
import { type Replica, startReplica } from "@/testing/replica";
import { sampleOf, shapeOf } from "@/testing/sample-input";
import { TEMPLATE } from "@/testing/template";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

const PAIRS = 500;
const handle = makeTrpcHandler(appRouter);
const Named = z.object({ rows: z.array(z.object({ name: z.string() })) });

let owner: Sql;
let replica: Replica;
let stop: () => Promise<void>;

beforeAll(async () => {
  const primary = await startMigratedPostgres();
  const cluster = postgres(primary.url, { max: 1, onnotice: () => {} });
  await cluster`create database ${cluster("shop")} template ${cluster(TEMPLATE)}`;
  await cluster`alter database ${cluster("shop")} set synchronous_commit = on`;
  await cluster.end();
  const inShop = (url: string) => Object.assign(new URL(url), { pathname: "/shop" }).href;
  replica = await startReplica(primary);
  owner = postgres(inShop(primary.url), { max: 1, onnotice: () => {} });
  process.env["DATABASE_URL"] = inShop(primary.url);
  process.env["DATABASE_REPLICA_URLS"] = inShop(replica.url);
  replicas().start();
  while (!replicas().isWatching || replicas().report()[0]?.state !== "serving") await pause(20);
  stop = async () => {
    await feed().close();
    await replicas().close();
    await Promise.all([database().end(), owner.end()]);
    await replica.stop();
    await primary.stop();
  };
}, 60_000);
afterAll(() => stop());

async function signedIn(): Promise<Browser> {
  const { db } = database();
  const { sessionId, userId } = await aSession(db, await aPerson(db, { role: "admin", passwordHash: "unusable" }));
  const browser = new Browser(handle);
  const session = await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] });
  browser.cookies.set("qm-session", session);
  return browser;
}

async function namesFor(browser: Browser, search: string, headers?: Record<string, string>): Promise<string[]> {
  const { data } = await browser.query("customers.list", { sort: "name", search, cursor: null, limit: 5 }, headers);
  return Named.parse(data).rows.map(({ name }) => name);
}

const queries = Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
  const { type, meta, inputs } = z
    .object({
      type: z.string(),
      meta: z.object({ readsOn: z.string().optional() }),
      inputs: z.array(z.instanceof(z.ZodType)),
    })
    .parse(Reflect.get(procedure, "_def"));
  return type === "query" && meta.readsOn === "replica" && inputs[0] ? [[name, shapeOf(inputs[0])] as const] : [];
});

test.each(queries)("%s is answered by a replica, and so writes nothing", async (name, shape) => {
  const browser = await signedIn();
  while (replicas().report()[0]?.lagMs !== 0) await pause(20);
  const before = { ...replicas().served };
  const paged = shape.properties?.["cursor"] === undefined ? {} : { cursor: null };
  const input = shape.properties ? { ...Object(sampleOf(shape, "plain")), ...paged } : undefined;
  const { refusal } = await browser.query(name, input);
  expect(refusal?.kind).not.toBe("unexpected");
  expect(refusal?.code).not.toBe("platform.invalid-input");
  expect(replicas().served).toEqual({ replica: before.replica + 1, primary: before.primary });
});

test("people read what they have just written, though the replica shows nothing new", { timeout: 60_000 }, async () => {
  const browser = await signedIn();
  await replica.pause();
  let stale = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    // Now and again it catches up, so that reads go there.
    if (pair % 100 === 50) await replica.resume();
    if (pair % 100 === 0) await replica.pause();
    const name = `Reader ${pair} of their own writes`;
    expect(await browser.mutate("customers.create", { name })).toMatchObject({ status: 200 });
    if ((await namesFor(browser, name))[0] !== name) stale += 1;
  }
  await replica.resume();
  expect(stale).toBe(0);
  const { replica: onReplica, primary: onPrimary } = replicas().served;
  console.info(`${PAIRS} pairs, ${stale} stale; ${onReplica} reads on the replica, ${onPrimary} on the primary`);
});

test("the position comes in a cookie of its own and in a header, and either is enough", async () => {
  const browser = await signedIn();
  await replica.pause();
  const { headers } = await browser.mutate("customers.create", { name: "Ida Header" });
  const position = headers.get(POSITION_HEADER) ?? "";
  expect(browser.setCookies.at(-1)).toMatch(
    /^qm-position=\d+\.[\w-]{43}; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/,
  );
  expect(await namesFor(browser, "Ida Header")).toEqual(["Ida Header"]);
  browser.cookies.delete("qm-position");
  expect(await namesFor(browser, "Ida Header")).toEqual([]);
  expect(await namesFor(browser, "Ida Header", { [POSITION_HEADER]: position })).toEqual(["Ida Header"]);
  expect(await namesFor(browser, "Ida Header", { [POSITION_HEADER]: `9${position}` })).toEqual([]);
  await replica.resume();
});

test("a refetch caused by a live event shows what the event tells of", async () => {
  const [writer, watcher] = await Promise.all([signedIn(), signedIn()]);
  const relaying = new AbortController();
  const options = { db: database().db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") };
  const relay = runRelay(options, relaying.signal);
  await replica.pause();
  await writer.mutate("customers.create", { name: "Nora News" });
  const { text } = await watcher.query("live.events", { lastEventId: "0" });
  const [, readAfter = ""] = /"name":"customers\.[^\n]*"readAfter":"([^"]*)"/.exec(text) ?? [];
  expect(await namesFor(watcher, "Nora News")).toEqual([]);
  expect(await namesFor(watcher, "Nora News", { [POSITION_HEADER]: readAfter })).toEqual(["Nora News"]);
  await replica.resume();
  relaying.abort();
  await relay;
});
