import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import { loadSampleYear } from "@/cli/seed/load-sample-year";
import { config } from "@/platform/config";
import { countStatements } from "@/platform/database/db";
import { makeLogger } from "@/platform/logger";
import { factVersions } from "@/platform/outbox/fact-versions";
import { feed } from "@/platform/outbox/feed";
import { runRelay } from "@/platform/outbox/relay";
import { answerCache } from "@/platform/trpc/cached-answers";
import { pause } from "@/shared/pause";
import { Browser } from "@/testing/browser";
import { systemContext, testContext } from "@/testing/context";
import { redisUrl, testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { aShop } from "@/testing/shop";
import { order, type ShopAtWork } from "@/testing/shop-at-work";
import { startUpstash, type UpstashServer } from "@/testing/upstash-server";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

const CLIENTS = 200;
const PEOPLE = 50;
const CALLS = 2_000;
const ROUNDS = 2;
const SALE_EVERY_MS = 500;
/** Of what the database is asked without it. How much faster that is, is printed: 1.6 to 5.5 times have been seen. */
const ASKED_SHARE_MAX = 0.5;
const OF_CONFIGURATION = /^quartermaster\.(config|site|shared-store|rate-limit|cache-store|answer-cache)/;
/** What a dashboard asks that is the same for all of a role. */
const DASHBOARD: readonly [string, unknown][] = [
  ["orders.getWorkload", undefined],
  ["orders.listSalesPerDay", { days: 1 }],
  ["orders.listSalesPerDay", { days: 30 }],
  ["orders.listTopSellers", { days: 30, limit: 8 }],
  ["inventory.listLowStock", { limit: 8 }],
];

const store = testDatabase({ keepRows: true });
const handle = makeTrpcHandler(appRouter);

async function signedIn(): Promise<Browser> {
  const { sessionId, userId } = await aSession(store.db, await aPerson(store.db, { role: "admin" }));
  const browser = new Browser(handle);
  const session = await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] });
  browser.cookies.set("qm-session", session);
  return browser;
}

/** As if the process began with these settings. */
function configure(settings: Record<string, string>) {
  for (const name of ["CACHE", "UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"]) delete process.env[name];
  Object.assign(process.env, settings);
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (OF_CONFIGURATION.test(symbol.description ?? "")) Reflect.deleteProperty(globalThis, symbol);
}

/** How many answers a second the clients get while somebody sells, and what they ask of the database. */
async function measure(people: readonly Browser[], shop: ShopAtWork): Promise<{ rate: number; statements: number }> {
  const over = new AbortController();
  const selling = (async () => {
    for (; !over.signal.aborted; await pause(SALE_EVERY_MS, over.signal)) await order(shop, "confirmed");
  })();
  let sent = 0;
  const began = performance.now();
  const client = async (browser: Browser | undefined) => {
    while (browser && sent < CALLS) {
      const [path, input] = DASHBOARD[sent++ % DASHBOARD.length] ?? [""];
      expect((await browser.query(path, input)).status).toBe(200);
    }
  };
  const { statements } = await countStatements(() =>
    Promise.all(Array.from({ length: CLIENTS }, (_, place) => client(people[place % people.length]))),
  );
  const rate = (CALLS * 1_000) / (performance.now() - began);
  over.abort();
  await selling;
  return { rate, statements };
}

const inStore = ({ url, token }: UpstashServer) => ({ UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token });

describe.runIf(redisUrl() !== null)("a dashboard for 200 clients at once, while somebody sells,", () => {
  test("asks less of the database where answers are kept", { timeout: 600_000 }, async () => {
    await loadSampleYear(systemContext(store.db), { report: () => {}, keepSignIns: async () => {} });
    const ctx = { ...(await testContext(store.db)), db: store.db };
    const shop = { ...(await aShop(ctx, { TEA: 100_000 })), ctx };
    const shared = await startUpstash(redisUrl() ?? "");
    const ways = { none: {}, process: { CACHE: "memory" }, store: inStore(shared) };
    const people = await Promise.all(Array.from({ length: PEOPLE }, signedIn));
    await feed().start();
    factVersions();
    const stop = new AbortController();
    const options = { db: store.db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") };
    const relay = runRelay(options, stop.signal);
    const asked = { none: 0, process: 0, store: 0 };
    for (let round = 0; round < ROUNDS; round += 1)
      for (const way of ["none", "process", "store"] as const) {
        configure(ways[way]);
        const { rate, statements } = await measure(people, shop);
        asked[way] += statements;
        console.info(`${way}: ${rate.toFixed(0)}/s, ${statements} statements`, { ...answerCache()?.counts });
      }
    stop.abort();
    await relay;
    await shared.stop();
    configure({});
    expect(asked.process / asked.none).toBeLessThan(ASKED_SHARE_MAX);
    expect(asked.store / asked.none).toBeLessThan(ASKED_SHARE_MAX);
  });
});
